#include "app/select_inputs.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "app/detect_inputs.hpp"
#include "app/misuse.hpp"
#include "app/record_failure.hpp"
#include "app/white_cell_inputs.hpp"
#include "io/hts/variant_reader.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/evidence_table.hpp"
#include "io/tables/segment_table.hpp"
#include "values/failure/failure.hpp"
#include "values/patient/id.hpp"

namespace tidemark {
namespace {

constexpr std::string_view absent{"none"};

/// METHOD: from this population frequency on (or listed without one) a variant is common: the usual filter of
/// tumor-only calling, 0.1 %.
constexpr double common_frequency = 0.001;

void check_count(std::vector<std::string> const& list, char const* option, std::size_t vcfs) {
    if (!list.empty() && list.size() != vcfs) {
        misuse("usage", fmt::format("{} is given {} times for {} VCFs", option, list.size(), vcfs), {},
               fmt::format("give {} once for each --vcf, in the same order{}", option,
                           std::string_view{option} == "--lesion" ? "" : "; none where there is nothing"));
    }
}

std::optional<double> purity_of(std::string const& text) {
    if (text == absent) {
        return std::nullopt;
    }
    auto const purity = parse_number(text);
    if (!purity || *purity <= 0 || *purity > 1) {
        misuse("usage", fmt::format("--purity '{}' is no share of tumor cells", text), {},
               "give a number above 0 and up to 1, with a decimal point, or none");
    }
    return purity;
}

/// A table of another naming or build would silently say nothing about every locus.
template <typename Rows, typename Contig>
void check_contig_names(Rows const& rows, Contig contig_of, std::string const& name, Reference const& reference,
                        char const* loss) {
    bool const any =
        std::ranges::any_of(rows, [&](auto const& row) { return reference.contigs().index_of(contig_of(row)).has_value(); });
    if (!rows.empty() && !any) {
        throw ContradictionError{{.rule = "contig_not_in_reference",
                                  .what = fmt::format("no contig of {} is in {}", name, reference.name()),
                                  .where = contig_of(rows.front()),
                                  .why = loss,
                                  .remedy = "name the contigs as the reference does"}};
    }
}

std::vector<TumorTissue> read_tissues(SelectFiles const& files, Reference const& reference) {
    std::vector<TumorTissue> tissues(files.vcfs.size());
    for (std::size_t source = 0; source < tissues.size(); ++source) {
        if (!files.lesions.empty()) {
            tissues[source].lesion = files.lesions[source];
        }
        if (!files.segments.empty() && files.segments[source] != absent) {
            std::filesystem::path const path{files.segments[source]};
            tissues[source].segments = read_segments(path);
            check_contig_names(
                tissues[source].segments, [](CopySegment const& segment) { return segment.contig; },
                path.filename().string(), reference, "copy numbers would be unknown at every locus");
        }
        if (!files.purities.empty()) {
            tissues[source].purity = purity_of(files.purities[source]);
        }
    }
    return tissues;
}

std::set<Variant> read_common_sites(std::string const& path, Reference const& reference) {
    std::set<Variant> sites;
    for (auto const& site : read_variants(path).candidates) {
        bool const common = site.allele_frequency < 0 || site.allele_frequency >= common_frequency;
        // Lists cover whole genomes: contigs that this reference lacks have no tracked loci.
        if (common && site.unsupported.empty() && reference.contigs().index_of(site.variant.contig)) {
            sites.insert(normalise(site.variant, reference));
        }
    }
    return sites;
}

/// Alleles of other counters may stand anywhere in a repeat. SNVs and MNVs have one place only.
void left_align(SampleEvidence& sample, Reference const& reference) {
    for (auto& row : sample.loci) {
        if (row.variant.ref.size() != row.variant.alt.size() && reference.contigs().index_of(row.variant.contig)) {
            row.variant = normalise(row.variant, reference);
        }
    }
}

/// Nothing where every table is of a file that failed: the panel is then made as without white cells.
std::optional<WhiteCells> read_white_cells(std::vector<std::string> const& paths, Reference const& reference,
                                           std::span<Variant const> candidates) {
    std::vector<SampleEvidence> samples;
    for (std::filesystem::path const path : paths) {
        for (auto& sample : read_evidence(path)) {
            if (is_left_out(sample)) {
                continue;
            }
            auto const& hash = sample.facts.reference_hash;
            if (!hash.empty() && hash != reference.identity()) {
                throw ContradictionError{{.rule = "reference_differs",
                                          .what = fmt::format("{} was counted on another reference than {}",
                                                              path.filename().string(), reference.name()),
                                          .where = sample.facts.sample,
                                          .why = "its positions are others",
                                          .remedy = "count the white cells on the reference of the panel"}};
            }
            check_contig_names(
                sample.loci, [](LocusRow const& row) { return row.variant.contig; },
                fmt::format("{} in {}", sample.facts.sample, path.filename().string()), reference,
                "white cells would say nothing about any locus");
            left_align(sample, reference);
            samples.push_back(std::move(sample));
        }
    }
    if (samples.empty()) {
        return std::nullopt;
    }
    // Tables of other counters may have rows that this reference does not hold: background without a context.
    auto const holds = [&](Variant const& variant) {
        auto const contig = reference.contigs().index_of(variant.contig);
        return contig && variant.position.value < reference.contigs().contigs[*contig].length;
    };
    ContextLookup const contexts = [&](Variant const& variant) {
        return holds(variant) ? context_of(variant, reference) : std::string{};
    };
    return count_white_cells(samples, candidates, contexts).cells;
}

}  // namespace

void check_select_options(SelectFiles const& files, std::string const& patient) {
    if (!patient.empty() && !is_valid_id(patient)) {
        misuse("usage", fmt::format("--patient '{}' is no id", patient), {}, "ids match ^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$");
    }
    for (auto const& lesion : files.lesions) {
        if (!is_valid_id(lesion)) {
            misuse("usage", fmt::format("--lesion '{}' is no id", lesion), {}, "ids match ^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$");
        }
    }
    check_count(files.lesions, "--lesion", files.vcfs.size());
    check_count(files.tumor_samples, "--tumor-sample", files.vcfs.size());
    check_count(files.segments, "--segments", files.vcfs.size());
    check_count(files.purities, "--purity", files.vcfs.size());
    for (auto const& purity : files.purities) {
        static_cast<void>(purity_of(purity));
    }
}

SelectKnowledge read_knowledge(SelectFiles const& files, Reference const& reference,
                               std::span<Variant const> candidates) {
    SelectKnowledge knowledge;
    knowledge.tissues = read_tissues(files, reference);
    if (!files.common_sites.empty()) {
        knowledge.common = read_common_sites(files.common_sites, reference);
    }
    if (!files.white_cells.empty()) {
        knowledge.white_cells = read_white_cells(files.white_cells, reference, candidates);
    }
    return knowledge;
}

std::string without_file_names(std::string text, SelectFiles const& files, std::string const& reference) {
    auto const replace_all = [&](std::vector<std::string> const& paths, std::string const& role) {
        for (std::size_t index = 0; index < paths.size(); ++index) {
            auto const numbered = paths.size() == 1 ? role : fmt::format("{} {}", role, index + 1);
            replace_file_name(text, paths[index], numbered);
            replace_file_name(text, std::filesystem::path{paths[index]}.filename().string(), numbered);
        }
    };
    replace_all({reference}, "the reference");
    replace_all(files.vcfs, "tumor VCF");
    replace_all(files.segments, "segments");
    replace_all(files.white_cells, "white-cell evidence");
    if (!files.common_sites.empty()) {
        replace_all({files.common_sites}, "common sites");
    }
    return text;
}

}  // namespace tidemark
