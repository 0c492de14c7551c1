#include "io/hts/variant_writer.hpp"

#include <fmt/format.h>
#include <htslib/hts.h>
#include <htslib/vcf.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "io/files/output_file.hpp"
#include "io/hts/handles.hpp"

namespace tidemark {
namespace {

constexpr std::array<char const*, 9> header_lines{
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype: not called\">",
    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"Molecules that show REF, ALT\">",
    "##FORMAT=<ID=ADF,Number=R,Type=Integer,Description=\"AD of molecules known to show the forward strand\">",
    "##FORMAT=<ID=ADR,Number=R,Type=Integer,Description=\"AD of molecules known to show the reverse strand\">",
    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Molecules that could have shown ALT\">",
    "##FORMAT=<ID=TO,Number=1,Type=Integer,Description=\"Of DP: molecules that show a third allele\">",
    "##FORMAT=<ID=TU,Number=1,Type=Integer,Description=\"Molecules that cover the locus and cannot be read there\">",
    "##FORMAT=<ID=TM,Number=1,Type=Integer,Description=\"Molecules whose mates disagree at the locus\">",
    "##INFO=<ID=TK,Number=0,Type=Flag,Description=\"Tracked: counted whether seen or not\">"};

/// Values of one record, sample after sample.
struct RecordValues {
    std::vector<std::int32_t> all;
    std::vector<std::int32_t> forward;
    std::vector<std::int32_t> reverse;
    std::vector<std::int32_t> depth;
    std::vector<std::int32_t> other;
    std::vector<std::int32_t> unreadable;
    std::vector<std::int32_t> disagreement;
    std::vector<std::int32_t> genotypes;
};

struct LocusSums {
    LocusCounts all;
    std::array<std::int64_t, 2> forward{};   ///< reference, alternative
    std::array<std::int64_t, 2> reverse{};
};

using SampleLoci = std::map<Variant, LocusSums>;

SampleLoci sums_of(SampleEvidence const& sample) {
    SampleLoci loci;
    for (auto const& row : sample.loci) {
        auto& sums = loci[row.variant];
        auto const& counts = row.counts;
        sums.all.depth += counts.depth;
        sums.all.alt += counts.alt;
        sums.all.other += counts.other;
        sums.all.unreadable += counts.unreadable;
        sums.all.mate_disagreement += counts.mate_disagreement;
        auto const strand = shown_strand(row.group.evidence_class, row.group.strand);
        if (strand != MoleculeStrand::none) {
            auto& side = strand == MoleculeStrand::forward ? sums.forward : sums.reverse;
            side[0] += counts.depth - counts.alt - counts.other;
            side[1] += counts.alt;
        }
    }
    return loci;
}

std::int32_t narrow(std::int64_t number) { return static_cast<std::int32_t>(std::min<std::int64_t>(number, 1 << 30)); }

void add_sample(RecordValues& values, LocusSums const* sums) {
    values.genotypes.insert(values.genotypes.end(), 2, bcf_gt_missing);
    auto const put = [&](std::vector<std::int32_t>& list, std::int64_t number) {
        list.push_back(sums == nullptr ? bcf_int32_missing : narrow(number));
    };
    static LocusSums const nothing{};
    auto const& [all, forward, reverse] = sums == nullptr ? nothing : *sums;
    put(values.all, all.depth - all.alt - all.other);
    put(values.all, all.alt);
    put(values.forward, forward[0]);
    put(values.forward, forward[1]);
    put(values.reverse, reverse[0]);
    put(values.reverse, reverse[1]);
    put(values.depth, all.depth);
    put(values.other, all.other);
    put(values.unreadable, all.unreadable);
    put(values.disagreement, all.mate_disagreement);
}

VariantHeaderHandle make_header(ContigTable const& contigs, std::span<SampleEvidence const> samples,
                                std::filesystem::path const& path) {
    VariantHeaderHandle header{bcf_hdr_init("w")};
    bool good = header != nullptr;
    for (auto const* const line : header_lines) {
        good = good && bcf_hdr_append(header.get(), line) == 0;
    }
    for (auto const& contig : contigs.contigs) {
        good = good && bcf_hdr_append(header.get(), fmt::format("##contig=<ID={},length={}>", contig.name, contig.length).c_str()) == 0;
    }
    for (auto const& sample : samples) {
        good = good && bcf_hdr_add_sample(header.get(), sample.facts.sample.c_str()) == 0;
    }
    if (!good || bcf_hdr_sync(header.get()) != 0) {
        refuse_output(path, "cannot write the variants");
    }
    return header;
}

void fill(bcf1_t* record, bcf_hdr_t* header, Variant const& variant, RecordValues const& values,
          std::filesystem::path const& path) {
    bcf_clear(record);
    record->rid = bcf_hdr_name2id(header, variant.contig.c_str());
    record->pos = variant.position.value;
    bcf_float_set_missing(record->qual);
    auto const put = [&](char const* key, std::vector<std::int32_t> const& list) {
        return bcf_update_format_int32(header, record, key, list.data(), static_cast<int>(list.size())) == 0;
    };
    bool const good =
        record->rid >= 0 && bcf_update_alleles_str(header, record, (variant.ref + "," + variant.alt).c_str()) == 0 &&
        bcf_update_info_flag(header, record, "TK", nullptr, 1) == 0 &&
        bcf_update_genotypes(header, record, values.genotypes.data(), static_cast<int>(values.genotypes.size())) == 0 &&
        put("AD", values.all) && put("ADF", values.forward) && put("ADR", values.reverse) && put("DP", values.depth) &&
        put("TO", values.other) && put("TU", values.unreadable) && put("TM", values.disagreement);
    if (!good) {
        refuse_output(path, "cannot write the variants");
    }
}

}  // namespace

void write_evidence_variants(std::filesystem::path const& path, ContigTable const& contigs,
                             std::span<SampleEvidence const> samples) {
    auto const name = path.filename().string();
    auto const* const mode = name.ends_with(".vcf") ? "w" : name.ends_with(".vcf.gz") ? "wz" : "wb";
    PendingPath pending{path};
    HtsFileHandle file{hts_open(pending.temporary().c_str(), mode)};
    if (file == nullptr) {
        refuse_output(path, "cannot write the variants");
    }
    auto const header = make_header(contigs, samples, path);
    if (bcf_hdr_write(file.get(), header.get()) != 0) {
        refuse_output(path, "cannot write the variants");
    }
    std::vector<SampleLoci> columns;
    std::vector<Variant> loci;
    for (auto const& sample : samples) {
        columns.push_back(sums_of(sample));
        for (auto const& row : sample.loci) {
            loci.push_back(row.variant);
        }
    }
    std::ranges::sort(loci, {}, [&](Variant const& variant) {
        return std::tuple{contigs.index_of(variant.contig), variant.position, variant.ref, variant.alt};
    });
    loci.erase(std::unique(loci.begin(), loci.end()), loci.end());
    VariantRecordHandle const record{bcf_init()};
    for (auto const& variant : loci) {
        RecordValues values;
        for (auto const& column : columns) {
            auto const found = column.find(variant);
            add_sample(values, found == column.end() ? nullptr : &found->second);
        }
        fill(record.get(), header.get(), variant, values, path);
        if (bcf_write(file.get(), header.get(), record.get()) != 0) {
            refuse_output(path, "cannot write the variants");
        }
    }
    if (hts_close(file.release()) != 0) {
        refuse_output(path, "cannot write the variants");
    }
    pending.commit();
}

}  // namespace tidemark
