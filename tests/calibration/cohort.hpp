// Patients without tumor, or with a known one, drawn from the generative model of statistics.md 3, 4 and 13 by the
// standard library's generators: nothing of the program's own laws or random numbers is used here.
#pragma once
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "values/evidence/sample_evidence.hpp"
#include "values/patient/panel.hpp"

namespace tidemark::calibration {

/// What blanks differ by. `ideal`: context rates alone. `shared_25`, `shared_50`: times one factor for each sample, CV 25 and
/// 50 %. `hot_loci`: each place times gamma(mean 1, variance 1), one in a hundred at 10^-4.3 to 10^-3.2 instead.
/// `haematopoiesis`: that, and a blood mutation at one tracked locus of every fifth patient, 10^-2.9 to 10^-1.7.
enum class Noise { ideal, shared_25, shared_50, hot_loci, haematopoiesis };
inline constexpr std::array all_noises{Noise::ideal, Noise::shared_25, Noise::shared_50, Noise::hot_loci,
                                       Noise::haematopoiesis};
[[nodiscard]] char const* name_of(Noise noise);
/// Whether every part of it is a part of the model too.
[[nodiscard]] bool is_modelled(Noise noise);

struct CohortSetting {
    Noise noise = Noise::ideal;
    std::size_t loci = 1000;
    double depth = 500;          ///< mean; negative binomial of size 5 over loci and samples
    std::size_t controls = 30;
    std::size_t bases = 100;     ///< off-panel bases beside each locus
    bool reference = true;       ///< whether the program may look up the context of a place
    std::size_t blood_loci = 1;  ///< of a patient with blood mutations, in `haematopoiesis`
    std::size_t parts = 0;       ///< so many of the loci, the last ones, are not trunk: in turn of all, half and a quarter of the cells
    double trunk_share = 1;      ///< depth of trunk loci over that of the others
    double part_level = 1;       ///< what parts show over what their cancer cell fraction says
};

/// Counts of one sample at the tracked loci: all that a rival looks at.
struct PlainCounts {
    std::vector<std::int64_t> depth;
    std::vector<std::int64_t> alt;
};

/// One laboratory with one panel: error rates of every place stay the same in all its samples.
class Cohort {
public:
    Cohort(CohortSetting const& setting, std::uint64_t seed);

    [[nodiscard]] Panel const& panel() const { return panel_; }
    /// Trinucleotides of the panel's entries, C or T in the middle; empty texts without a reference.
    [[nodiscard]] std::vector<std::string> const& contexts() const { return contexts_; }
    /// That of any place of the cohort, on the panel or beside it.
    [[nodiscard]] std::string context_of(Variant const& variant) const;
    /// Context and substitution of each locus as a number below 96.
    [[nodiscard]] std::vector<std::size_t> const& kinds() const { return kinds_; }
    /// VAF that a tumor fraction shows at each locus, by the formula of statistics.md 2.
    [[nodiscard]] double vaf(std::size_t locus, double fraction) const;
    /// True error rate of each locus in a sample of noise level 1.
    [[nodiscard]] std::vector<double> const& rates() const { return rates_; }
    /// True error rate of a locus' context; that of the locus is round it.
    [[nodiscard]] double context_rate(std::size_t locus) const { return kind_rates_[kinds_[locus]]; }
    /// Noise level of the sample drawn last.
    [[nodiscard]] double last_factor() const { return last_factor_; }
    /// Molecules of a blood mutation in the sample drawn last; 0 without one.
    [[nodiscard]] std::int64_t last_blood() const { return last_blood_; }
    /// A number between 0 and 1.
    [[nodiscard]] double draw_lot() { return std::uniform_real_distribution<double>{0, 1}(random_); }
    /// Coefficient of variation of the noise level.
    [[nodiscard]] double level_variation() const;
    /// Expected error molecules at the tracked loci of a sample of mean depth.
    [[nodiscard]] double expected_background() const;

    [[nodiscard]] SampleEvidence draw_control(std::size_t number);
    /// `haematopoiesis` is drawn anew for each sample: each is a patient of its own.
    [[nodiscard]] SampleEvidence draw_sample(std::size_t number, double fraction);
    /// White cells of the patient whose sample was drawn last: another draw of the same laboratory at `depth_share` of its depth,
    /// with the patient's blood mutations in the same share, and with `tumor` of tumor cells.
    [[nodiscard]] SampleEvidence draw_white_cells(double depth_share, double tumor = 0);
    /// The same sample with a tumor put on top.
    void add_tumor(SampleEvidence& evidence, double fraction);

private:
    struct Region {
        std::vector<double> running;        // sums of the rates of its alleles, three for each base
        std::vector<std::uint8_t> trinucleotides;
    };
    [[nodiscard]] double place_rate(std::size_t kind);
    [[nodiscard]] double sample_factor();
    struct BloodMutation {
        std::size_t locus = 0;
        double vaf = 0;
    };
    [[nodiscard]] SampleEvidence draw(std::string const& name, double depth_share = 1);
    std::int64_t add_blood(LocusCounts& counts, double vaf);
    void draw_background(SampleEvidence& evidence, std::vector<std::int64_t> const& depth, double factor);

    CohortSetting setting_;
    std::mt19937_64 random_;
    std::array<double, 96> kind_rates_{};
    std::vector<double> rates_;
    std::vector<std::size_t> kinds_;
    std::vector<std::string> contexts_;
    std::vector<Region> regions_;
    Panel panel_;
    double last_factor_ = 1;
    std::int64_t last_blood_ = 0;
    std::vector<BloodMutation> mutations_;   // of the patient drawn last
};

/// Counts of a sample's evidence, in the order of the panel.
[[nodiscard]] PlainCounts plain_counts(SampleEvidence const& evidence);

}  // namespace tidemark::calibration
