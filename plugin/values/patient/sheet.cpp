#include "values/patient/sheet.hpp"

namespace tidemark {
namespace {

/// The inverse of to_text over an enumeration that counts from 0 to `last`.
template <typename Word>
std::optional<Word> word_from_text(std::string_view text, Word last) {
    for (int number = 0; number <= static_cast<int>(last); ++number) {
        if (to_text(static_cast<Word>(number)) == text) {
            return static_cast<Word>(number);
        }
    }
    return std::nullopt;
}

}  // namespace

char const* to_text(SampleType type) {
    switch (type) {
        case SampleType::plasma: return "plasma";
        case SampleType::tumor: return "tumor";
        case SampleType::normal: return "normal";
        case SampleType::white_cells: return "white_cells";
        case SampleType::control: return "control";
    }
    return "plasma";
}

char const* to_text(IntendedUse use) { return use == IntendedUse::landmark ? "landmark" : "monitoring"; }

char const* to_text(EventKind kind) {
    switch (kind) {
        case EventKind::surgery: return "surgery";
        case EventKind::radiotherapy_fraction: return "radiotherapy_fraction";
        case EventKind::systemic_start: return "systemic_start";
        case EventKind::systemic_stop: return "systemic_stop";
        case EventKind::treatment_change: return "treatment_change";
        case EventKind::imaging: return "imaging";
        case EventKind::progression: return "progression";
        case EventKind::last_contact: return "last_contact";
        case EventKind::death: return "death";
    }
    return "imaging";
}

std::optional<SampleType> sample_type_from_text(std::string_view text) {
    return word_from_text(text, SampleType::control);
}

std::optional<IntendedUse> intended_use_from_text(std::string_view text) {
    return word_from_text(text, IntendedUse::monitoring);
}

std::optional<EventKind> event_kind_from_text(std::string_view text) {
    return word_from_text(text, EventKind::death);
}

}  // namespace tidemark
