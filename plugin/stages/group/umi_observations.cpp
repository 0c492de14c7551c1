#include "stages/group/umi_observations.hpp"

#include <array>

namespace tidemark {
namespace {

/// Most frequent base at a place counted from the last one; N where that is not one base.
[[nodiscard]] char majority(std::span<UmiCount const> family, int place) {
    std::array<std::int64_t, 4> votes{};
    for (auto const& [umi, templates] : family) {
        votes[umi.code_at(place)] += templates;
    }
    std::size_t best = 0;
    bool is_tied = false;
    for (std::size_t code = 1; code < votes.size(); ++code) {
        is_tied = votes[code] == votes[best] || (is_tied && votes[code] < votes[best]);
        best = votes[code] > votes[best] ? code : best;
    }
    return is_tied ? 'N' : "ACGT"[best];
}

/// One part of a UMI's text.
[[nodiscard]] std::string part_of(std::string const& text, Umi const& shaped, int part) {
    std::size_t begin = 0;
    for (int before = 0; before < part; ++before) {
        begin += static_cast<std::size_t>(shaped.part_length(before)) + 1;
    }
    return text.substr(begin, static_cast<std::size_t>(shaped.part_length(part)));
}

}  // namespace

std::string consensus_umi(std::span<UmiCount const> family) {
    std::string text;
    if (family.empty()) {
        return text;
    }
    auto const& shaped = family[0].umi;
    int place = shaped.length();
    for (int part = 0; part < shaped.parts(); ++part) {
        text += part > 0 ? "-" : "";
        for (int base = 0; base < shaped.part_length(part); ++base) {
            text += majority(family, --place);
        }
    }
    return text;
}

void UmiObservations::add_family(std::span<UmiCount const> family) {
    if (family.empty()) {
        return;
    }
    auto const consensus = consensus_umi(family);
    auto const& shaped = family[0].umi;
    for (int part = 0; part < shaped.parts(); ++part) {
        if (shaped.part_length(part) == 0) {
            continue;
        }
        auto const corrected = part_of(consensus, shaped, part);
        auto& seen = seen_[corrected];
        ++seen.unique;
        for (auto const& [umi, templates] : family) {
            seen.raw += templates;
            seen.with_errors += part_of(umi.to_text(), umi, part) == corrected ? 0 : templates;
        }
    }
}

UmiObservations& UmiObservations::operator+=(UmiObservations const& other) {
    for (auto const& [umi, seen] : other.seen_) {
        auto& mine = seen_[umi];
        mine.raw += seen.raw;
        mine.with_errors += seen.with_errors;
        mine.unique += seen.unique;
    }
    return *this;
}

std::vector<UmiRow> UmiObservations::rows() const {
    Seen total;
    for (auto const& [umi, seen] : seen_) {
        total.raw += seen.raw;
        total.unique += seen.unique;
    }
    std::vector<UmiRow> rows;
    for (auto const& [umi, seen] : seen_) {
        rows.push_back({.umi = umi,
                        .raw_observations = seen.raw,
                        .raw_observations_with_errors = seen.with_errors,
                        .unique_observations = seen.unique,
                        .fraction_raw_observations = static_cast<double>(seen.raw) / static_cast<double>(total.raw),
                        .fraction_unique_observations =
                            static_cast<double>(seen.unique) / static_cast<double>(total.unique)});
    }
    return rows;
}

}  // namespace tidemark
