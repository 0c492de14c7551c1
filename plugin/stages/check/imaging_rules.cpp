#include "stages/check/imaging_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "values/patient/progression.hpp"

namespace tidemark {
namespace {

struct Image {
    std::size_t line = 0;
    ImagingLabel label;
    bool progression = false;   ///< the event `progression`, whose label may name the modality that saw it
};

bool differ(std::set<std::string> const& one, std::set<std::string> const& other) {
    return !one.empty() && !other.empty() && one != other;
}

/// The words by which a label says modality and reader: those of a denial ("CT no PD") are none.
std::set<std::string> modality(ImagingLabel const& label) {
    auto words = label.other_words;
    if (label.denies_progression) {
        for (auto const* const word : {"no", "not", "non", "never", "without", "w", "o", "r", "neither", "nor", "evidence", "of", "excluded", "excludes",
                                       "ruled", "out", "absent", "negative"}) {
            words.erase(word);
        }
    }
    return words;
}

bool shows_progression(ImagingLabel const& label) { return label.recist.contains("pd") || label.irecist.contains("icpd"); }

/// METHOD: iUPD stands beside a progression: that it is not confirmed yet denies nothing.
bool denies_progression(ImagingLabel const& label) {
    constexpr std::array categories{"cr", "pr", "sd", "icr", "ipr", "isd"};
    bool const other = std::ranges::any_of(categories, [&](char const* category) {
        return label.recist.contains(category) || label.irecist.contains(category);
    });
    return !shows_progression(label) && (other || label.denies_progression);
}

bool differ(Image const& one, Image const& other) {
    if (one.progression || other.progression) {
        return one.progression != other.progression && denies_progression(one.progression ? other.label : one.label);
    }
    bool const denied = (one.label.denies_progression && shows_progression(other.label)) || (other.label.denies_progression && shows_progression(one.label));
    return denied || differ(one.label.recist, other.label.recist) || differ(one.label.irecist, other.label.irecist);
}

/// One event says progression, the other imaging that there is none: by another category, or in words.
void check_progression(EventRow const& event, Image const& image, Image const& earlier, Notes& notes) {
    auto const* const what = image.progression ? "says that there is none" : "says progression";
    if (modality(image.label) == modality(earlier.label)) {
        notes.add(Severity::invalid, "imaging_contradicts", event.line, "label",
                  fmt::format("line {} {} on that day; imaging of one day has one category", earlier.line, what));
    } else {
        notes.add(Severity::warning, "imaging_disagrees", event.line, "label",
                  fmt::format("line {} {} on that day; the progression counts", earlier.line, what));
    }
}

void check_pair(EventRow const& event, Image const& image, Image const& earlier, Notes& notes) {
    if (image.progression || earlier.progression) {
        check_progression(event, image, earlier, notes);
        return;
    }
    if (modality(image.label) == modality(earlier.label)) {
        notes.add(Severity::invalid, "imaging_contradicts", event.line, "label",
                  fmt::format("line {} names another category of that day; imaging of one day has one", earlier.line));
    } else {
        notes.add(Severity::warning, "imaging_disagrees", event.line, "label",
                  fmt::format("line {} names another category of that day; any PD counts as imaging progression", earlier.line));
    }
}

}  // namespace

void check_imaging(std::span<EventRow const> events, Notes& notes) {
    std::map<std::tuple<std::string, std::string, int>, std::vector<Image>> images;
    for (auto const& event : events) {
        bool const progression = event.kind == EventKind::progression;
        if (event.kind != EventKind::imaging && !progression) {
            continue;
        }
        Image image{event.line, read_imaging_label(event.label), progression};
        if (!progression && (image.label.recist.size() > 1 || image.label.irecist.size() > 1)) {
            notes.add(Severity::warning, "imaging_disagrees", event.line, "label",
                      "the label names two categories; any PD counts as imaging progression");
        }
        auto& earlier = images[{event.patient, event.lesion, event.day}];
        // A contradiction is told before a disagreement: it is what must be mended.
        auto other = std::ranges::find_if(earlier, [&](Image const& row) {
            return differ(image, row) && modality(image.label) == modality(row.label);
        });
        if (other == earlier.end()) {
            other = std::ranges::find_if(earlier, [&](Image const& row) { return differ(image, row); });
        }
        if (other != earlier.end()) {
            check_pair(event, image, *other, notes);
        }
        earlier.push_back(std::move(image));
    }
}

}  // namespace tidemark
