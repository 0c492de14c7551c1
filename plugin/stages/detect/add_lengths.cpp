#include <algorithm>
#include <cmath>
#include <map>

#include "stages/detect/length_law.hpp"
#include "stages/detect/sample_work.hpp"
#include "values/model/marked_null.hpp"
#include "values/probability/random.hpp"

namespace tidemark {
namespace {

constexpr double steps = 64;   // of the largest score

/// What is known of a sample's own fragments without looking at the allele.
MarkLaw mark_law(LengthBins const& reference, LengthLaw const& law) {
    double sum = 0;
    for (double const molecules : reference) {
        sum += molecules;
    }
    MarkLaw marks;
    for (std::size_t bin = 0; bin < length_bin_count; ++bin) {
        if (reference[bin] > 0) {
            marks.chance.push_back(reference[bin] / sum);
            marks.log_ratio.push_back(law.log_ratio[bin]);
        }
    }
    return marks;
}

using LengthsByLocus = std::map<std::pair<Variant, MoleculeGroup>, std::vector<std::int32_t> const*>;

LengthsByLocus lengths_by_locus(SampleEvidence const& evidence) {
    LengthsByLocus lists;
    for (auto const& row : evidence.loci) {
        lists.emplace(std::pair{row.variant, row.group}, &row.counts.alt_lengths);
    }
    return lists;
}

/// The molecules of a cell that count, where a cap leaves some out: any of them alike, whatever their length.
std::vector<std::int32_t> counted(std::vector<std::int32_t> lengths, std::int64_t cap, Random& random) {
    if (cap <= 0 || std::ssize(lengths) <= cap) {
        return lengths;
    }
    for (std::size_t index = lengths.size() - 1; index > 0; --index) {
        std::swap(lengths[index], lengths[random.below(index + 1)]);
    }
    lengths.resize(static_cast<std::size_t>(cap));
    return lengths;
}

/// The statistic as it is put together.
struct LengthStatistic {
    std::vector<MarkedCell> cells;
    std::int64_t value = 0;
    double log_ratio = 0;
    std::int64_t molecules = 0;
};

}  // namespace

void add_lengths(DetectionResult& result, SampleEvidence const& evidence, Panel const& panel, SampleWork const& work,
                 LengthLaw const& law) {
    constexpr double fewest_reference = 1000;
    auto const reference = length_bins(evidence.reference_lengths);
    double known = 0;
    double background = 0;
    for (std::size_t bin = 1; bin < length_bin_count; ++bin) {
        known += reference[bin];
    }
    double highest = 0;
    for (std::size_t index = 0; index < work.witnesses.size(); ++index) {
        for (std::size_t each = 0; each < work.witnesses[index].unit.cells.size(); ++each) {
            background += work.witnesses[index].unit.cells[each].background;
            highest = std::max(highest, static_cast<double>(work.test->scores.cells[index][each].weight));
        }
    }
    if (known < fewest_reference || background > largest_marked_background) {
        return;
    }
    double const step = (highest * work.test->scores.unit_weight + std::log(3.0)) / steps;
    auto const lists = lengths_by_locus(evidence);
    Random random{seed_of(result.input_hash), "fragment lengths"};
    LengthStatistic statistic;
    for (std::size_t index = 0; index < work.witnesses.size(); ++index) {
        auto const& witness = work.witnesses[index];
        bool const marked = witness.loci.size() == 1;
        auto const& locus = work.loci[witness.loci.front()];
        for (std::size_t each = 0; each < witness.unit.cells.size(); ++each) {
            auto const& score = work.test->scores.cells[index][each];
            if (score.weight == 0) {
                continue;
            }
            MarkedCell const cell{.cell = witness.unit.cells[each],
                                  .weight = static_cast<double>(score.weight) * work.test->scores.unit_weight,
                                  .cap = score.cap,
                                  .marked = marked};
            statistic.cells.push_back(cell);
            if (!marked) {
                auto const number = score.cap > 0 ? std::min(witness.alt[each], score.cap) : witness.alt[each];
                statistic.value += number * marked_score(cell.weight, 0, step);
                continue;
            }
            auto const& lengths = *lists.at({panel.entries[locus.entry].variant, locus.cells[each].group});
            for (auto const length : lengths) {
                statistic.log_ratio += law.log_ratio[length_bin(length)];
                statistic.molecules += length > 0 ? 1 : 0;
            }
            for (auto const length : counted(lengths, score.cap, random)) {
                statistic.value += marked_score(cell.weight, law.log_ratio[length_bin(length)], step);
            }
        }
    }
    MarkedNull const null{statistic.cells, mark_law(reference, law), result.background_dispersion.value_or(0), step};
    result.length_p_detect = std::max(null.tail(statistic.value), smallest_p_value);
    result.length_ratio = std::exp(std::clamp(statistic.log_ratio, -600.0, 600.0));
    result.length_molecules = statistic.molecules;
    for (auto const& sample : law.samples) {
        result.length_source += (result.length_source.empty() ? "" : ";") + sample;
    }
}

}  // namespace tidemark
