#include "app/molecule_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "app/misuse.hpp"
#include "io/hts/alignment_reader.hpp"
#include "values/failure/failure.hpp"
#include "values/molecule/molecule_tags.hpp"

namespace tidemark {
namespace {

double share(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

[[noreturn]] void refuse_umis(std::string rule, std::string what, std::string const& file, std::string why, std::string remedy) {
    throw InputError{{.rule = std::move(rule), .what = std::move(what), .where = file, .why = std::move(why), .remedy = std::move(remedy)}};
}

}  // namespace

FirstReads first_reads(AlignmentSource const& source, LabelRules const& labels) {
    constexpr std::int64_t enough = 2000;
    FirstReads first;
    auto rules = labels;
    AlignmentReader reader{source};
    fill_from_file(rules, reader.file(), {});
    Labeller const labeller{rules};
    while (first.looked_at < enough) {
        auto const* const read = reader.next();
        if (read == nullptr) {
            break;
        }
        auto const labelled = labeller(*read);
        auto const tags = molecule_tags(read->tags, rules.umi_tag);
        if (!labelled || !tags) {
            continue;
        }
        ++first.looked_at;
        first.with_molecule_id += tags->molecule_id.empty() ? 0 : 1;
        first.with_consensus_tags += tags->tells_class() ? 1 : 0;
        if (!labelled->label.umi_fault && rules.umi != UmiPlace::none) {
            ++first.with_umi;
            if (!first.default_grouping) {
                first.default_grouping = default_grouping(labelled->label.umi.shape());
            }
        }
    }
    return first;
}

void refuse_consensus(std::int64_t consensus_reads, std::int64_t reads, std::string const& file) {
    if (2 * consensus_reads > reads) {
        contradict("evidence_contradicted", fmt::format("the reads of {} are consensus reads already", file), file,
                   "they carry tags of a consensus caller (cD, aD); a second consensus would count molecules as reads",
                   "give the aligned raw reads, or genotype these with --evidence consensus");
    }
}

void settle(FamilySetting& setting, FirstReads const& first, bool ids_may_decide) {
    if (ids_may_decide) {
        setting.labels.by_molecule_id = first.looked_at > 0 && first.with_molecule_id == first.looked_at;
    }
    if (!setting.grouping) {
        setting.grouping = first.default_grouping;
    }
}

std::vector<std::string> judge_molecules(MoleculeTally const& tally, FamilySetting const& setting, std::string const& file) {
    constexpr double most_missing = 0.001;
    auto const& counts = tally.counts;
    auto const in_families = std::accumulate(counts.reads_of_families.begin(), counts.reads_of_families.end(), std::int64_t{0});
    auto const missing = counts.lost(GroupLoss::umi_missing);
    auto const usable = in_families + missing + counts.lost(GroupLoss::umi_has_n) + counts.lost(GroupLoss::umi_unfit);
    refuse_consensus(tally.consensus_reads, usable, file);
    auto const what = setting.labels.by_molecule_id ? std::string{"molecule id (tag MI)"}
                      : setting.labels.umi == UmiPlace::tag ? fmt::format("UMI in tag {}", setting.labels.umi_tag)
                                                            : std::string{"UMI where it is said to be"};
    if (missing > 0 && missing == usable) {
        refuse_umis("umi_missing", fmt::format("no read of {} has a {}", file, what), file,
                    "without UMIs copies of one molecule cannot be told from other molecules",
                    "say where it is (--umi-tag, --umi-from-name, --umi-pattern), or --umi none to tell molecules apart by position");
    }
    if (share(missing, usable) > most_missing) {
        refuse_umis("umi_missing", fmt::format("{} of {} reads of {} have no {}", missing, usable, file, what), file,
                    "the file may be a mix of two libraries, or a step lost the tags of some reads",
                    "make the file again, or take those reads out first");
    }
    if (tally.reads_with_long_umi > 0) {
        refuse_umis("umi_too_long", fmt::format("{} reads of {} have a UMI of more than {} bases", tally.reads_with_long_umi, file, Umi::max_length),
                    file, fmt::format("{} bases is the limit", Umi::max_length), "cut the UMI when it is extracted");
    }
    if (share(counts.umi_differs, tally.family_sizes.templates()) > most_missing) {
        refuse_umis("umi_mates_differ", fmt::format("{} of {} templates of {} have another {} on read 2 than on read 1",
                                                    counts.umi_differs, tally.family_sizes.templates(), file, what), file,
                    "both mates copied one molecule, and which of them is right cannot be told",
                    "write the whole UMI, halves joined by -, to both mates; or take the other tag with --umi-tag");
    }
    if (share(counts.lost(GroupLoss::malformed), counts.reads_seen) > most_missing) {
        refuse_umis("malformed_records", fmt::format("{} of {} records of {} are malformed", counts.lost(GroupLoss::malformed), counts.reads_seen, file),
                    file, "their CIGAR, sequence, position or tags do not fit together", "make the file again with a sound aligner");
    }
    std::vector<std::string> warnings;
    if (counts.umi_differs > 0) {
        warnings.push_back(fmt::format("umi_mates_differ: {} of {} templates of {} have another {} on read 2 than on read 1, which was taken",
                                       counts.umi_differs, tally.family_sizes.templates(), file, what));
    }
    if (counts.families_of(ConsensusOutcome::called) == 0) {
        warnings.push_back(fmt::format("no_families: no molecule of {} could be called ({} reads came in); the losses say where "
                                       "they went", file, counts.reads_seen));
    }
    bool const by_umi = setting.labels.umi != UmiPlace::none && !setting.labels.by_molecule_id;
    auto const templates = tally.family_sizes.templates();
    constexpr std::int64_t enough = 1000;
    if (by_umi && templates >= enough && tally.one_umi && !tally.umis_differ) {
        refuse_umis("umi_degenerate", fmt::format("all {} templates of {} have the UMI {}", templates, file, tally.one_umi->to_text()),
                    file, "UMIs of different molecules differ; a trimming step may have cut the wrong bases",
                    "extract the UMIs again, or --umi none to tell molecules apart by position");
    }
    auto const yield = tally.strand_sizes.yield_row(1, {});
    auto const singles = tally.family_sizes.count_of().contains(1) ? tally.family_sizes.count_of().at(1) : 0;
    if (by_umi && templates >= enough && templates > 3 * yield.cs_families && share(singles, tally.family_sizes.families()) > 0.98) {
        warnings.push_back(fmt::format("umi_unique: {:.1f} templates lie at one position on average, but nearly each has a UMI of its "
                                       "own; the tag may be random per read, and molecules would be counted many times",
                                       static_cast<double>(templates) / static_cast<double>(std::max<std::int64_t>(yield.cs_families, 1))));
    }
    bool const paired = yield.ds_families > 0 && setting.grouping && setting.grouping->strategy == GroupingStrategy::paired;
    if (paired && yield.ds_families >= enough && share(tally.strand_sizes.two_strand_families(), tally.strand_sizes.families()) < 0.01) {
        warnings.push_back(fmt::format("no_duplex_expected: {} of {} molecules have both strands; does this kit exchange the UMI's halves "
                                       "between the strands?",
                                       tally.strand_sizes.two_strand_families(), tally.strand_sizes.families()));
    }
    return warnings;
}

}  // namespace tidemark
