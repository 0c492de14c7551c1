#include "stages/detect/evidence_hash.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

/// Lines of one kind, in one buffer: a sample has hundreds of thousands.
class Lines {
public:
    /// Where the next line is written.
    [[nodiscard]] fmt::appender line() {
        starts_.push_back(text_.size());
        return fmt::appender{text_};
    }
    void end_line() { text_.push_back('\n'); }

    /// Adds all lines in the order of their bytes.
    void add_sorted(Sha256& hash) const {
        auto lines = keyed_lines();
        std::ranges::sort(lines, [](Line const& left, Line const& right) {
            return left.key != right.key ? left.key < right.key : left.text < right.text;
        });
        for (auto const& [key, text] : lines) {
            hash.add({text.data(), text.size() + 1});   // with its end
        }
    }

private:
    struct Line {
        std::uint64_t key;        ///< the first eight bytes that may differ, as a number
        std::string_view text;
    };

    [[nodiscard]] std::vector<Line> keyed_lines() const {
        std::vector<Line> lines;
        lines.reserve(starts_.size());
        std::size_t common = std::string_view::npos;
        for (std::size_t index = 0; index < starts_.size(); ++index) {
            auto const end = index + 1 < starts_.size() ? starts_[index + 1] : text_.size();
            lines.push_back({0, {text_.data() + starts_[index], end - starts_[index] - 1}});
            auto const same = std::ranges::mismatch(lines.front().text, lines.back().text).in1 - lines.front().text.begin();
            common = std::min(common, static_cast<std::size_t>(same));
        }
        for (auto& [key, text] : lines) {
            for (std::size_t byte = common; byte < common + 8; ++byte) {
                key = key << 8U | (byte < text.size() ? static_cast<unsigned char>(text[byte]) : 0U);
            }
        }
        return lines;
    }

    fmt::memory_buffer text_;
    std::vector<std::size_t> starts_;
};

void put_group(fmt::appender out, MoleculeGroup group) {
    fmt::format_to(out, FMT_COMPILE("\t{}/{}"), to_text(group.evidence_class), to_text(group.strand));
}

void put_variant(fmt::appender out, char const* kind, Variant const& variant) {
    fmt::format_to(out, FMT_COMPILE("{}\t{}:{}:{}>{}"), kind, variant.contig, variant.position.one_based(), variant.ref,
                   variant.alt);
}

/// `name` and number of each entry of a map.
template <typename Counts>
Lines count_lines(char const* kind, Counts const& counts) {
    Lines lines;
    for (auto const& [name, count] : counts) {
        fmt::format_to(lines.line(), "{}\t{}\t{}", kind, name, count);
        lines.end_line();
    }
    return lines;
}

Lines context_lines(SampleEvidence const& evidence) {
    Lines lines;
    for (auto const& row : evidence.contexts) {
        auto const out = lines.line();
        fmt::format_to(out, "context");
        put_group(out, row.group);
        fmt::format_to(out, FMT_COMPILE("\t{}\t{}\t{}\t{}"), row.context, row.substitution, row.molecules, row.errors);
        lines.end_line();
    }
    return lines;
}

Lines depth_lines(SampleEvidence const& evidence) {
    Lines lines;
    for (auto const& run : evidence.depths) {
        auto const out = lines.line();
        fmt::format_to(out, FMT_COMPILE("depth\t{}\t{}\t{}"), run.contig, run.begin.one_based(), run.end.value);
        put_group(out, run.group);
        fmt::format_to(out, FMT_COMPILE("\t{}"), run.depth);
        lines.end_line();
    }
    return lines;
}

Lines facts_lines(SampleEvidence const& evidence) {
    Lines lines;
    auto const& facts = evidence.facts;
    fmt::format_to(lines.line(), "facts\t{}\t{}\t{}\t{}\t{}\t{}", facts.sample, facts.panel_hash, facts.reference_hash,
                   facts.evidence, facts.verdict, facts.integrity);
    lines.end_line();
    return lines;
}

Lines haplotype_lines(SampleEvidence const& evidence) {
    Lines lines;
    for (auto const& row : evidence.haplotypes) {
        auto const out = lines.line();
        fmt::format_to(out, "haplotype\t{}", row.pattern);
        put_group(out, row.group);
        fmt::format_to(out, "\t{}", row.molecules);
        lines.end_line();
    }
    return lines;
}

Lines locus_lines(SampleEvidence const& evidence) {
    Lines lines;
    for (auto const& row : evidence.loci) {
        auto const& counts = row.counts;
        auto const out = lines.line();
        put_variant(out, "locus", row.variant);
        put_group(out, row.group);
        fmt::format_to(out, FMT_COMPILE("\t{}\t{}\t{}\t{}\t{}\t{}\t{}"), counts.depth, counts.alt, counts.other,
                       counts.unreadable, counts.mate_disagreement, counts.depth_mates_agreed, counts.alt_mates_agreed);
        fmt::format_to(out, "\t{}\t{}\t", fmt::join(counts.alt_lengths, ","), fmt::join(counts.alt_family_sizes, ","));
        if (row.background_rate) {
            fmt::format_to(out, "{}", *row.background_rate);
        }
        lines.end_line();
    }
    return lines;
}

Lines mismatch_lines(SampleEvidence const& evidence) {
    Lines lines;
    for (auto const& row : evidence.mismatches) {
        auto const out = lines.line();
        put_variant(out, "mismatch", row.variant);
        put_group(out, row.group);
        fmt::format_to(out, FMT_COMPILE("\t{}\t{}\t{}"), row.depth, row.alt, row.polymorphic ? 1 : 0);
        lines.end_line();
    }
    return lines;
}

Lines count_of_locus_lines(SampleEvidence const& evidence) {
    Lines lines;
    for (auto const& row : evidence.loci) {
        auto const out = lines.line();
        put_variant(out, "locus", row.variant);
        put_group(out, row.group);
        fmt::format_to(out, FMT_COMPILE("\t{}\t{}"), row.counts.depth, row.counts.alt);
        lines.end_line();
    }
    return lines;
}

bool shows_anything(SampleEvidence const& evidence) {
    return std::ranges::any_of(evidence.loci, [](LocusRow const& row) { return row.counts.alt > 0; }) ||
           std::ranges::any_of(evidence.contexts, [](auto const& row) { return row.errors > 0; }) ||
           std::ranges::any_of(evidence.mismatches, [](auto const& row) { return row.alt > 0; });
}

}  // namespace

std::string evidence_hash(SampleEvidence const& evidence) {
    Sha256 hash;
    // In the order of their kinds' names, which every line begins with.
    context_lines(evidence).add_sorted(hash);
    depth_lines(evidence).add_sorted(hash);
    facts_lines(evidence).add_sorted(hash);
    haplotype_lines(evidence).add_sorted(hash);
    count_lines("length", evidence.reference_lengths).add_sorted(hash);
    locus_lines(evidence).add_sorted(hash);
    count_lines("loss", evidence.losses).add_sorted(hash);
    mismatch_lines(evidence).add_sorted(hash);
    count_lines("total", evidence.totals).add_sorted(hash);
    return hash.hex();
}

std::optional<std::string> counts_hash(SampleEvidence const& evidence) {
    if (!shows_anything(evidence)) {
        return std::nullopt;
    }
    Sha256 hash;
    context_lines(evidence).add_sorted(hash);
    count_of_locus_lines(evidence).add_sorted(hash);
    mismatch_lines(evidence).add_sorted(hash);
    return hash.hex();
}

}  // namespace tidemark
