#include "stages/design/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "stages/design/target_search.hpp"

namespace tidemark {
namespace {

constexpr std::int64_t fewest_private_loci = 3;

/// Two significant digits as per cent, three from 10 % on, never in exponent form.
std::string per_cent(double fraction) {
    double const value = 100 * fraction;
    if (value >= 9.995) {
        return fmt::format("{:.3g} %", value);
    }
    int const places = value > 0 ? std::clamp(1 - static_cast<int>(std::floor(std::log10(value))), 0, 12) : 0;
    auto text = fmt::format("{:.{}f}", value, places);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        text.erase(text.find_last_not_of('.') + 1);
    }
    return text + " %";
}

/// A probability: never 100 % that is not 1.
std::string chance(double probability) {
    return probability > 0.999 && probability < 1 ? "more than 99.9 %" : per_cent(probability);
}

std::string grouped(std::int64_t count) {
    auto text = std::to_string(count);
    for (auto place = static_cast<int>(text.size()) - 3; place > 0; place -= 3) {
        text.insert(static_cast<std::size_t>(place), ",");
    }
    return text;
}

std::string counted(std::int64_t count, std::string const& noun, std::string const& plural) {
    return grouped(count) + " " + (count == 1 ? noun : plural);
}
std::string molecules_text(std::int64_t count) { return counted(count, "molecule", "molecules"); }
std::string loci_text(std::int64_t count) { return counted(count, "locus", "loci"); }

class Answers {
public:
    Answers(TubeDesign& design, LesionQuestion const& question)
        : design_{design}, plan_{design.plan}, question_{question} {}

    void add() {
        say_limit();
        if (plan_.target) {
            answer_target();
        }
        if (plan_.fraction) {
            say(fmt::format("A tumor fraction of {} is detected with a probability of {}.", per_cent(*plan_.fraction),
                            chance(design_.power.value_or(0))));
        }
        if (plan_.fall) {
            answer_fall();
        }
        say_supply();
        if (plan_.exact_rates_assumed) {
            say("Error rates are taken as known exactly, which is optimistic: after three controls a dispersion of 0.5 and a sample dispersion "
                "of 0.25 are usual.");
        }
    }

private:
    void say(std::string const& sentence) { design_.statement += (design_.statement.empty() ? "" : " ") + sentence; }
    void refuse(char const* code, std::string const& why) {
        design_.reasons.emplace_back(code);
        say("This question cannot be answered: " + why + ".");
    }

    void say_limit() {
        auto const tube = fmt::format("{} at {}", molecules_text(plan_.molecules),
                                      plan_.loci == 1 ? "one locus" : "each of " + loci_text(plan_.loci));
        if (design_.lod95) {
            say(fmt::format("{} detect a tumor fraction of {} with 95 % probability.", tube, per_cent(*design_.lod95)));
        } else {
            refuse("no_detection_limit", tube + " detect no tumor fraction with 95 % probability");
        }
    }

    void answer_target() {
        auto const target = per_cent(*plan_.target);
        if (design_.lod95 && *design_.lod95 <= *plan_.target * (1 + 1e-4)) {
            say(fmt::format("The target of {} is met.", target));
        } else if (!design_.molecules_safe) {
            double const floor = vaf_floor(plan_);
            refuse("target_below_floor",
                   *design_.target_vaf <= floor
                       ? fmt::format("no number of molecules shows {}, because the error rate itself is not known well "
                                     "enough: VAFs up to {} stay within what blanks do", target, per_cent(floor))
                       : fmt::format("{} lies more than a hundredfold below the error rate", target));
        } else {
            refuse("lod_above_target", fmt::format("{} lies below what this tube detects; {}", target, remedies()));
        }
    }

    /// Molecules that no tube of blood holds are no answer.
    void say_supply() {
        double const nanograms = std::max(design_.input_ng, design_.input_ng_needed.value_or(0));
        if (nanograms > most_ng_of_a_tube) {
            refuse("beyond_one_tube",
                   fmt::format("{} at each locus take {} ng of cell-free DNA, and a tube of blood holds {} ng at most",
                               molecules_text(std::max(plan_.molecules, design_.molecules_needed.value_or(0))),
                               grouped(std::llround(nanograms)), grouped(std::llround(most_ng_of_a_tube))));
        }
    }

    [[nodiscard]] std::string remedies() const {
        std::string text;
        if (design_.molecules_for_target) {
            text = molecules_text(*design_.molecules_for_target) + " at each locus";
        }
        if (design_.loci_needed) {
            text += (text.empty() ? "" : ", or ") + loci_text(*design_.loci_needed) + " of these molecules";
        }
        return text.empty() ? "neither molecules nor loci within reason suffice" : text + " would do";
    }

    void answer_fall() {
        auto const fall = per_cent(*plan_.fall);
        bool const lesion = plan_.private_loci.has_value();
        if (lesion && question_.sampled_lesions && *question_.sampled_lesions < 2) {
            refuse("single_lesion", "one sampled lesion cannot be told from the others; its private loci can only be held "
                                    "against the shared ones");
        }
        if (lesion && *plan_.private_loci < fewest_private_loci) {
            refuse("few_private_loci", fmt::format("a lesion is followed by {} private loci at least, and {} planned",
                                                   fewest_private_loci,
                                                   *plan_.private_loci == 1 ? "one is" : grouped(*plan_.private_loci) + " are"));
        }
        if (!design_.baseline_molecules_needed) {
            refuse("few_baseline_molecules", fmt::format("a fall of {} takes more than a million tumor molecules", fall));
            return;
        }
        auto const needed = molecules_text(*design_.baseline_molecules_needed);
        if (!design_.baseline_molecules) {
            say(fmt::format("A fall of {} is shown with 80 % power from {} at baseline on{}.", fall, needed,
                            design_.baseline_fraction_needed
                                ? fmt::format(", which is a tumor fraction of {} here", per_cent(*design_.baseline_fraction_needed))
                                : std::string{}));
        } else if (*design_.baseline_molecules < static_cast<double>(*design_.baseline_molecules_needed)) {
            refuse("few_baseline_molecules",
                   fmt::format("a fall of {} takes {} at baseline, and {:.3g} are expected; {} of these molecules would do",
                               fall, needed, *design_.baseline_molecules,
                               loci_text(design_.private_loci_needed.value_or(0))));
        } else {
            say(fmt::format("A fall of {} from there is shown with a probability of {}.", fall,
                            chance(design_.power_fall.value_or(0))));
        }
    }

    TubeDesign& design_;
    TubePlan const& plan_;
    LesionQuestion const& question_;
};

}  // namespace

void add_answers(TubeDesign& design, LesionQuestion const& question) { Answers{design, question}.add(); }

}  // namespace tidemark
