// What lies between one sample's evidence and its result: loci, witnesses, test, outliers; the steps of detect share it.
#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "stages/detect/calibrate.hpp"
#include "stages/detect/detect.hpp"
#include "stages/detect/statistic.hpp"
#include "stages/detect/witnesses.hpp"
#include "values/evidence/detection_result.hpp"
#include "values/model/white_cells.hpp"

namespace tidemark {

/// What white cells show at a locus, and what the locus was before they were looked at.
struct WhiteCellSight {
    WhiteCellCounts counts;
    WhiteCellComparison comparison;
    std::vector<LocusCell> cells_before;   ///< empty where white cells change nothing
};

struct SampleWork {
    std::vector<LocusEvidence> loci;
    std::vector<Witness> witnesses;      ///< that share no molecule: what is tested
    std::vector<LocusEvidence> loci_at_highest;   ///< with assumed rates at their highest; empty where none is assumed
    std::vector<Witness> at_highest_rates;   ///< the same with assumed rates at their highest; empty where none is assumed
    std::optional<SampleTest> test;
    std::vector<std::optional<WhiteCellSight>> white_cells;   ///< by locus; nothing where none were counted or plasma has no depth
    LeftOut other_origin;                ///< by locus: white cells have the allele, so it is out of test and fraction
    LeftOut outliers;                    ///< by locus
    LeftOut inconsistent;                ///< by locus: alone or in sum more molecules than any fraction gives at its copies, so out of the fraction
    double position_share = 1;           ///< fragment ends over molecules, where UMIs are unique for each read; else 1
    LeftOut absent;                      ///< by locus: lost in this draw, as the fraction's fit says

    /// What the limits of the tube are of: a call on assumed rates must hold at their highest.
    [[nodiscard]] std::vector<Witness> const& limiting_witnesses() const {
        return at_highest_rates.empty() ? witnesses : at_highest_rates;
    }
    /// Whether a locus takes part in the test: it has molecules, and they are not another cell's.
    [[nodiscard]] bool is_evaluable(std::size_t index) const {
        return !loci[index].cells.empty() && !other_origin[index];
    }
    /// Outliers and loci of another origin.
    [[nodiscard]] LeftOut set_aside() const {
        auto left_out = other_origin;
        for (std::size_t index = 0; index < left_out.size(); ++index) {
            left_out[index] = left_out[index] || outliers[index];
        }
        return left_out;
    }
    /// Loci whose molecules say how a part of the tumor fares and not the whole: those that are not trunk, where any trunk locus is
    /// evaluable and fits its copies.
    [[nodiscard]] LeftOut not_trunk() const {
        LeftOut left_out(loci.size(), false);
        bool trunk = false;
        for (std::size_t index = 0; index < loci.size(); ++index) {
            trunk = trunk || (loci[index].trunk && is_evaluable(index) && !inconsistent[index]);
        }
        for (std::size_t index = 0; trunk && index < loci.size(); ++index) {
            left_out[index] = !loci[index].trunk && is_evaluable(index);
        }
        return left_out;
    }
    [[nodiscard]] std::int64_t other_origin_count() const {
        return std::count(other_origin.begin(), other_origin.end(), true);
    }
};

/// How loci are put together: once for the whole sample, again without some of them.
struct Gatherer {
    SampleEvidence const& evidence;
    Panel const& panel;
    TestMethod method;

    [[nodiscard]] std::vector<Witness> gather(std::vector<LocusEvidence> const& loci, Joining joining,
                                              LeftOut const& left_out) const {
        return method == TestMethod::exact ? gather_witnesses(loci, panel, evidence, joining, left_out)
                                           : single_witnesses(loci, left_out);
    }
};

/// Compares each locus with the patient's white cells: says which are not the tumor's, and raises the background of the others
/// where white cells show the allele. Needs the loci.
void judge_origin(SampleWork& work, DetectSource const& source);

/// METHOD: the loci with each assumed rate at the highest that its class may have, and then raised by what white cells show: what they
/// were seen to show is no longer assumed. Empty where no rate is assumed. Needs the loci and their origin.
[[nodiscard]] std::vector<LocusEvidence> loci_at_highest_rates(SampleWork const& work);

/// METHOD: where plasma lies above white cells by their limits, what they show is a trace of tumor cells: it counts against
/// detection, because a null must not look at plasma's own counts, and not against the fraction.
void return_traces(SampleWork& work);

/// Loci, ascending, whose support white cells cannot tell from blood: none where they could have shown it.
/// METHOD: where all of a supported place's molecules beyond its background were of blood, white cells would show Poisson(their
/// depth x plasma's share + their own background). A place is suspect where they show as few as they do with a chance of 0.9 or
/// more: they hardly looked. The others are suspect all together where that chance for their sum is one half or more: else blood
/// would rather have been seen. Only loci that are `unresolved`; of linked ones that with the largest sum speaks for its place.
/// Not all suspects can be of blood: of those that white cells do not show at all, as many count as of `places` are of blood
/// with a chance of alpha or more, each with 5 % (one of 3 places at 1 %, two at 0.1 %), those with the most molecules first.
/// `places`: joined by places, loci of another origin left out.
[[nodiscard]] std::vector<std::size_t> blood_suspects(SampleWork const& work, std::span<Witness const> places,
                                                       double alpha);

/// METHOD (statistics.md 2): says which loci show more molecules than any fraction up to 1 gives at their copies, the most
/// generous where several states fit: a binomial chance below 0.025/number of evaluable loci, so that counting error is no
/// contradiction. Loci that fit by themselves may not in sum: each segment (neighbours on one contig with the same total copies; 0.005
/// shared among segments) and then all that are left (0.005), each locus at its largest share, by a binomial law that no such sum exceeds. So
/// a draw whose copies are right loses loci by their sums with a chance of at most 1 %, whatever its fraction. Of loci that share molecules the
/// deepest one speaks, and the others follow it. They stay in the test, whose null knows no copies. Needs the loci, their origin
/// and the position share.
void judge_copies(SampleWork& work, Panel const& panel, SampleEvidence const& evidence);

/// METHOD (faults.md 35): where UMIs are unique for each read, limits are those of the molecules that position alone tells apart:
/// depth, background and alleles of each cell by `position_share`, depths and alleles to whole molecules. So are outliers.
[[nodiscard]] std::vector<Witness> collapsed_by_position(std::vector<Witness> witnesses, double position_share);

/// METHOD (decision 32): where UMIs are unique for each read an error of a molecule is counted with all its copies. With a geometric number of copies, of mean
/// c = 1/`position_share`, the variance of a count is 2c - 1 times its mean: each cell gets so much dispersion more, ordinary or
/// hot. A negative binomial of small mean is a Poisson number of clusters, as such a count is.
[[nodiscard]] std::vector<Witness> with_copied_errors(std::vector<Witness> witnesses, double position_share);

/// Places of all witnesses.
[[nodiscard]] std::int64_t places_of(std::vector<Witness> const& witnesses);

/// What signatures of the sample ask of every p-value: the test before it was widened, and how it did among them.
struct Widening {
    TestSetting first;
    double predicted_fraction = 0;   ///< f0 of that test
    double p_value = 1;              ///< of that test
    Calibration const& calibration;
};

/// Tests the sample's witnesses, sets outliers aside and says what the decision rests on. Needs loci and witnesses, and room for
/// the outliers.
/// METHOD (statistics.md 5.5): where the test was widened, each p-value that the decision looks at, those of the guards too, is
/// the largest of that of the widened test, that of the first one, and that of the first one among the signatures, where enough
/// were drawn: a guard is never met at a p-value that the test itself was refused.
[[nodiscard]] DecisionFacts test_and_guard(SampleWork& work, Gatherer const& gatherer, TestSetting const& setting,
                                           std::int64_t molecules_n, std::optional<Widening> const& widening = std::nullopt);

/// LoB, LoD95 and LoQ of the tube, on the scales of tumor fraction and of VAF, and the pooled critical count.
/// Needs the test and `background_expected`.
void add_limits(DetectionResult& result, SampleWork const& work, TestSetting const& setting);

/// Fraction with its interval and leave-one-out range, drop-out, and the VAFs. Needs the status; says which loci are absent.
/// Returns what a reader has to know of the fraction: `loci_lost` where the counts exclude that none is lost, `fraction_lower_bound`
/// where the share of lost ones cannot be told and places show nothing, with `trunk_cannot_tell` where loci count that are not
/// trunk (quantified_loci.hpp), `inconsistent_with_copy_state` where all are, and there is no fraction.
[[nodiscard]] std::set<std::string, std::less<>> add_fraction(DetectionResult& result, SampleWork& work, Gatherer const& gatherer,
                                                              TestSetting const& setting, std::optional<double> presence_prior);

/// The first 16 digits of the hash of the input: whoever has the result can draw the same.
[[nodiscard]] std::uint64_t seed_of(std::string const& input_hash);

/// What is drawn beside the sample itself.
struct CalibrationRequest {
    std::size_t signatures = 200;   ///< 0: none
    std::string input_hash;         ///< seeds the draws
};

/// Signatures under the sample's own test; refused, with the cause, where none were asked for or none can be drawn. Needs the
/// test.
[[nodiscard]] Result<Calibration, MissingSignatures> calibrate_sample(SampleEvidence const& evidence, DetectSource const& source,
                                                                      SampleWork const& work, TestSetting const& setting,
                                                                      CalibrationRequest const& request);

/// The signatures' numbers, and the p-value that was found without them. Needs p_detect and alpha.
void add_calibration(DetectionResult& result, Calibration const& calibration);

/// METHOD (statistics.md 4): the second result. Each molecule of the statistic adds log lambda of its length, and the null is that of
/// molecules with the lengths of the sample's own reference molecules (marked_null.hpp). Weights, caps and background are those of
/// the first test; where a cap binds, molecules are taken without looking at their length (seeded by `input_hash`). Loci whose
/// molecules show several alleles add no length: the evidence does not say which molecule has which. Nothing is added for fewer than
/// 1,000 reference molecules of known length or more than 200 expected background molecules. Needs the test and
/// `background_dispersion`.
void add_lengths(DetectionResult& result, SampleEvidence const& evidence, Panel const& panel, SampleWork const& work,
                 LengthLaw const& law);

/// One row for each entry of the panel, in its order.
[[nodiscard]] std::vector<VariantResult> variant_rows(Panel const& panel, SampleWork const& work, double fraction);

}  // namespace tidemark
