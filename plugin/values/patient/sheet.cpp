#include "values/patient/sheet.hpp"

namespace tidemark {

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
    }
    return "imaging";
}

}  // namespace tidemark
