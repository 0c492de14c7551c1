#include "io/hts/series_variants.hpp"

#include <fmt/format.h>
#include <htslib/hts.h>
#include <htslib/vcf.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "io/hts/handles.hpp"

namespace tidemark {
namespace {

constexpr int csi_shift = 14;

constexpr std::array<char const*, 7> header_lines{
    "##FILTER=<ID=set_aside,Description=\"Not tracked: set aside when the panel was frozen, see INFO/SR\">",
    "##INFO=<ID=SR,Number=.,Type=String,Description=\"Why the variant was set aside\">",
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype: not called\">",
    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Molecules that could have shown ALT\">",
    "##FORMAT=<ID=AO,Number=A,Type=Integer,Description=\"Of DP: molecules that show ALT\">",
    "##FORMAT=<ID=BG,Number=1,Type=Float,Description=\"Molecules with ALT that are expected without tumor\">",
    "##FORMAT=<ID=ST,Number=1,Type=String,Description=\"State of the locus in this draw\">"};

/// A locus and what each draw has of it, null where a draw does not know it.
struct LocusRow {
    Variant variant;
    std::size_t contig = 0;                        ///< in order of appearance
    std::vector<VariantResult const*> draws;
};

struct SeriesLoci {
    std::vector<std::string> contigs;
    std::vector<LocusRow> rows;
};

SeriesLoci loci_of(Timeline const& timeline) {
    SeriesLoci loci;
    std::map<Variant, std::size_t> places;
    for (std::size_t draw = 0; draw < timeline.draws.size(); ++draw) {
        for (auto const& result : timeline.draws[draw].result.variants) {
            auto const [place, added] = places.emplace(result.variant, loci.rows.size());
            if (added) {
                auto contig = std::ranges::find(loci.contigs, result.variant.contig);
                if (contig == loci.contigs.end()) {
                    contig = loci.contigs.insert(contig, result.variant.contig);
                }
                loci.rows.push_back({result.variant, static_cast<std::size_t>(contig - loci.contigs.begin()),
                                     std::vector<VariantResult const*>(timeline.draws.size())});
            }
            loci.rows[place->second].draws[draw] = &result;
        }
    }
    std::ranges::sort(loci.rows, {}, [](LocusRow const& row) {
        return std::tie(row.contig, row.variant.position, row.variant.ref, row.variant.alt);
    });
    return loci;
}

[[noreturn]] void refuse(std::filesystem::path const& path) { refuse_output(path, "cannot write the variants of the series"); }

VariantHeaderHandle make_header(Timeline const& timeline, std::vector<std::string> const& contigs,
                                std::filesystem::path const& path) {
    VariantHeaderHandle header{bcf_hdr_init("w")};
    bool good = header != nullptr;
    for (auto const* const line : header_lines) {
        good = good && bcf_hdr_append(header.get(), line) == 0;
    }
    for (auto const& contig : contigs) {
        good = good && bcf_hdr_append(header.get(), fmt::format("##contig=<ID={}>", contig).c_str()) == 0;
    }
    for (auto const& draw : timeline.draws) {
        good = good && bcf_hdr_add_sample(header.get(), draw.row.sample.c_str()) == 0;
    }
    if (!good || bcf_hdr_sync(header.get()) != 0) {
        refuse(path);
    }
    return header;
}

/// A semicolon ends an INFO field; a list of codes has commas.
std::string info_text(std::string text) {
    std::ranges::replace(text, ';', ',');
    std::ranges::replace_if(text, [](char letter) { return letter == '=' || letter == ' ' || letter == '\t'; }, '_');
    return text;
}

/// Why the variant is set aside; nothing where a draw tracks it.
std::optional<std::string> set_aside_reason(LocusRow const& row) {
    std::optional<std::string> reason;
    for (auto const* const result : row.draws) {
        if (result != nullptr && result->state != "set_aside") {
            return std::nullopt;
        }
        if (result != nullptr) {
            reason = info_text(result->reason);
        }
    }
    return reason;
}

std::int32_t narrow(std::int64_t number) { return static_cast<std::int32_t>(std::min<std::int64_t>(number, 1 << 30)); }

class RecordFiller {
public:
    RecordFiller(bcf_hdr_t* header, std::filesystem::path const& path) : header_{header}, record_{bcf_init()}, path_{path} {}

    bcf1_t* filled(LocusRow const& row) {
        auto* const record = record_.get();
        bcf_clear(record);
        record->rid = bcf_hdr_name2id(header_, row.variant.contig.c_str());
        record->pos = row.variant.position.value;
        bcf_float_set_missing(record->qual);
        if (record->rid < 0 ||
            bcf_update_alleles_str(header_, record, (row.variant.ref + "," + row.variant.alt).c_str()) != 0 ||
            !add_filter(row) || !add_draws(row)) {
            refuse(path_);
        }
        return record;
    }

private:
    bool add_filter(LocusRow const& row) {
        auto const aside = set_aside_reason(row);
        int filter = bcf_hdr_id2int(header_, BCF_DT_ID, aside ? "set_aside" : "PASS");
        return filter >= 0 && bcf_update_filter(header_, record_.get(), &filter, 1) == 0 &&
               (!aside || aside->empty() || bcf_update_info_string(header_, record_.get(), "SR", aside->c_str()) == 0);
    }

    bool add_draws(LocusRow const& row) {
        std::vector<std::int32_t> genotypes;
        std::vector<std::int32_t> depths;
        std::vector<std::int32_t> alts;
        std::vector<float> backgrounds;
        std::vector<char const*> states;
        for (auto const* const result : row.draws) {
            genotypes.insert(genotypes.end(), 2, bcf_gt_missing);
            bool const counted = result != nullptr && result->state != "set_aside";
            depths.push_back(counted ? narrow(result->depth) : bcf_int32_missing);
            alts.push_back(counted ? narrow(result->alt_molecules) : bcf_int32_missing);
            bcf_float_set_missing(backgrounds.emplace_back());
            if (counted) {
                backgrounds.back() = static_cast<float>(result->background);
            }
            states.push_back(result == nullptr || result->state.empty() ? "." : result->state.c_str());
        }
        auto* const record = record_.get();
        auto const count = static_cast<int>(row.draws.size());
        return count == 0 || (bcf_update_genotypes(header_, record, genotypes.data(), 2 * count) == 0 &&
                              bcf_update_format_int32(header_, record, "DP", depths.data(), count) == 0 &&
                              bcf_update_format_int32(header_, record, "AO", alts.data(), count) == 0 &&
                              bcf_update_format_float(header_, record, "BG", backgrounds.data(), count) == 0 &&
                              bcf_update_format_string(header_, record, "ST", states.data(), count) == 0);
    }

    bcf_hdr_t* header_;
    VariantRecordHandle record_;
    std::filesystem::path const& path_;
};

}  // namespace

std::vector<PendingPath> pending_series_variants(std::filesystem::path const& prefix, Timeline const& timeline) {
    auto path = prefix;
    path += ".vcf.gz";
    auto index = path;
    index += ".csi";
    std::vector<PendingPath> pending;
    pending.emplace_back(path);
    pending.emplace_back(index);
    HtsFileHandle file{hts_open(pending[0].temporary().c_str(), "wz")};
    if (file == nullptr) {
        refuse(path);
    }
    auto const loci = loci_of(timeline);
    auto const header = make_header(timeline, loci.contigs, path);
    if (bcf_hdr_write(file.get(), header.get()) != 0) {
        refuse(path);
    }
    RecordFiller filler{header.get(), path};
    for (auto const& row : loci.rows) {
        if (bcf_write(file.get(), header.get(), filler.filled(row)) != 0) {
            refuse(path);
        }
    }
    if (hts_close(file.release()) != 0 ||
        bcf_index_build3(pending[0].temporary().c_str(), pending[1].temporary().c_str(), csi_shift, 0) != 0) {
        refuse(path);
    }
    return pending;
}

}  // namespace tidemark
