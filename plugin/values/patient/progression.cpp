#include "values/patient/progression.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

namespace tidemark {
namespace {

enum class Gap { none, soft, hard };   // what stands before a word: a space; a colon or bracket; the end of a clause

struct Word {
    std::string text;
    Gap before = Gap::none;
    bool hyphen_before = false;
};

std::vector<Word> words_of(std::string_view label) {
    std::vector<Word> words;
    Word word;
    auto const finish = [&] {
        if (word.text.empty()) {
            return;
        }
        bool const splits = word.text == "and" || word.text == "but";
        if (!splits) {
            words.push_back(word);
        }
        word = Word{.text = {}, .before = splits ? Gap::hard : Gap::none};
    };
    for (char const letter : label) {
        auto const byte = static_cast<unsigned char>(letter);
        if (std::isalnum(byte) != 0 || byte >= 0x80) {
            word.text += static_cast<char>(std::tolower(byte));
            continue;
        }
        finish();
        bool const ends = std::string_view{",;.\n"}.find(letter) != std::string_view::npos;
        bool const parts = std::string_view{":=()[]"}.find(letter) != std::string_view::npos;
        word.before = std::max(word.before, ends ? Gap::hard : parts ? Gap::soft : Gap::none);
        word.hyphen_before = letter == '-';
    }
    finish();
    return words;
}

bool is_one_of(std::string const& word, auto const& list) { return std::ranges::find(list, word) != list.end(); }

/// "no PD", "no evidence of PD", "w/o PD", "r/o PD", "excluded PD": a denying word before it in the same clause.
bool denied_before(std::vector<Word> const& words, std::size_t at) {
    constexpr std::array denying{"no", "not", "non", "never", "without", "neither", "nor", "excludes", "excluded", "ruled", "negative"};
    for (std::size_t index = at; index > 0 && words[index].before == Gap::none; --index) {
        auto const& text = words[index - 1].text;
        bool const shorthand = text == "o" && index > 1 && (words[index - 2].text == "w" || words[index - 2].text == "r");
        if (is_one_of(text, denying) || shorthand) {
            return true;
        }
    }
    return false;
}

/// "PD ruled out", "PD (excluded)", "PD: no", "PD not confirmed"; but "PD no new lesions" and "PD not SD" are progression.
bool denied_after(std::vector<Word> const& words, std::size_t at) {
    constexpr std::array denying{"excluded", "ruled", "absent", "negative", "unconfirmed", "unlikely"};
    constexpr std::array categories{"pd", "icpd", "sd", "pr", "cr", "isd", "ipr", "icr", "iupd", "pseudoprogression"};
    bool apart = false;
    for (std::size_t index = at + 1; index < words.size() && words[index].before != Gap::hard; ++index) {
        auto const& text = words[index].text;
        apart = apart || words[index].before == Gap::soft;
        bool const last = index + 1 == words.size() || words[index + 1].before != Gap::none;
        bool const other = !last && is_one_of(words[index + 1].text, categories);
        if (is_one_of(text, denying) || (text == "no" && last) || (text == "not" && !apart && !other)) {
            return true;
        }
    }
    return false;
}

/// PD-1 and PD-L1 are proteins, anti-PD a drug.
bool is_protein(std::vector<Word> const& words, std::size_t at) {
    bool const number = at + 1 < words.size() && words[at + 1].hyphen_before &&
                        std::ranges::any_of(words[at + 1].text, [](char letter) { return letter >= '0' && letter <= '9'; });
    return number || (at > 0 && words[at - 1].text == "anti");
}

}  // namespace

ImagingLabel read_imaging_label(std::string_view text) {
    constexpr std::array recist{"cr", "pr", "sd", "pd"};
    constexpr std::array irecist{"icr", "ipr", "isd", "iupd", "icpd"};
    auto const words = words_of(text);
    ImagingLabel label;
    bool denied = false;
    for (std::size_t index = 0; index < words.size(); ++index) {
        auto const& word = words[index].text;
        bool const of_recist = is_one_of(word, recist) && !(word == "pd" && is_protein(words, index));
        if (!of_recist && !is_one_of(word, irecist)) {
            label.other_words.insert(word);
        } else if (!denied_before(words, index) && !denied_after(words, index)) {
            (of_recist ? label.recist : label.irecist).insert(word);
        } else {
            denied = denied || word == "pd" || word == "icpd";
        }
    }
    bool const shown = label.recist.contains("pd") || label.irecist.contains("icpd");
    bool const open = std::ranges::any_of(std::array{"confirmed", "unconfirmed", "unlikely"},
                                          [&](char const* word) { return label.other_words.contains(word); });
    label.denies_progression = denied && !shown && !open;
    return label;
}

bool names_progression(std::string_view label) {
    auto const read = read_imaging_label(label);
    return read.recist.contains("pd") || read.irecist.contains("icpd");
}

bool shows_progression(EventRow const& event) {
    return event.kind == EventKind::progression || (event.kind == EventKind::imaging && names_progression(event.label));
}

}  // namespace tidemark
