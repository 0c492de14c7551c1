#include "stages/report/clone_words.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "stages/report/number_text.hpp"
#include "stages/report/reason_sentences.hpp"

namespace tidemark {
namespace {

struct Word {
    std::string_view code;
    std::string_view words;
};

std::string look_up(std::span<Word const> list, std::string const& code) {
    auto const found = std::ranges::find(list, code, &Word::code);
    return found == list.end() ? words_of(code) : std::string{found->words};
}

constexpr std::array reasons{
    Word{"draw_not_evaluable", "draw not evaluable"},
    Word{"too_few_loci", "too few of its variants covered"},
    Word{"too_few_reference_loci", "too few variants to compare with"},
    Word{"reference_not_seen", "variants to compare with not seen"},
    Word{"fraction_too_low", "tumor fraction below 0.1\u00a0%"},
    Word{"no_templates", "a sample has no templates"},
    Word{"too_few_clonotypes", "too few clonotypes to know the usual scatter"},
    Word{"samples_too_unlike", "the two samples share too little to be compared"},
    Word{"no_power", "too few templates to show any expansion"},
    Word{"no_plasma_draw", "no plasma draw on that day"},
    Word{"draws_not_compared", "these plasma draws are not compared"},
    Word{"flare_window", "in the flare window"},
};
constexpr std::array moves{Word{"rise", "Rises"}, Word{"fall", "Falls"}, Word{"open", "Open"}};
constexpr std::array ctdna_states{Word{"response", "ctDNA response"},
                                  Word{"stable_or_undetermined", "ctDNA stable or undetermined"},
                                  Word{"progression", "ctDNA progression"}};
constexpr std::array expansions{Word{"yes", "T cells expand"}, Word{"no", "No T-cell expansion"},
                                Word{"not_evaluable", "T cells not evaluable"}};
constexpr std::array classes{Word{"pre_existing", "there before"}, Word{"new", "new"},
                             Word{"tumor_resident", "also in tumor tissue"}};

}  // namespace

std::string clone_reason_words(std::string const& code) {
    return std::ranges::find(reasons, code, &Word::code) == reasons.end() ? reason_words(code) : look_up(reasons, code);
}
std::string move_words(std::string const& verdict) { return look_up(moves, verdict); }
std::string ctdna_words(std::string const& state) { return look_up(ctdna_states, state); }
std::string expansion_words(std::string const& expansion) { return look_up(expansions, expansion); }
std::string clonotype_class_words(std::string const& code) { return look_up(classes, code); }

}  // namespace tidemark
