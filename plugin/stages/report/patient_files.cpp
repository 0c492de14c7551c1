#include "stages/report/patient_files.hpp"

#include <algorithm>
#include <map>

namespace tidemark {
namespace {

constexpr std::size_t longest_id = 64;

bool letter_or_digit(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

bool id_byte(char byte) { return letter_or_digit(byte) || byte == '_' || byte == '.' || byte == '-'; }

std::string folded(std::string text) {
    for (char& byte : text) {
        byte = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    }
    return text;
}

}  // namespace

std::optional<PatientFileFault> patient_file_fault(std::string const& patient) {
    bool const valid = !patient.empty() && patient.size() <= longest_id && letter_or_digit(patient.front()) &&
                       std::all_of(patient.begin(), patient.end(), id_byte);
    if (!valid) {
        return PatientFileFault{
            "bad_patient_id",
            "the patient's id must be letters, digits, '_', '.' or '-', at most 64, and begin with a "
            "letter or digit"};
    }
    if (folded(patient) == "cohort") {
        return PatientFileFault{"reserved_patient_id", "the id '" + patient + "' is that of the cohort's own page"};
    }
    return std::nullopt;
}

std::vector<PatientFileFault> colliding_patients(std::span<Timeline const> timelines) {
    std::map<std::string, std::string> seen;
    std::vector<PatientFileFault> faults;
    for (auto const& timeline : timelines) {
        auto const [first, added] = seen.emplace(folded(timeline.patient), timeline.patient);
        if (!added) {
            faults.push_back({"duplicate_patient",
                              "patient " + timeline.patient + " is given twice" +
                                  (first->second == timeline.patient ? "" : " (as " + first->second + " before)")});
        }
    }
    return faults;
}

}  // namespace tidemark
