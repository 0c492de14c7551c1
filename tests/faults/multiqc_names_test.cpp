// Fault 65: MultiQC cuts sample names at endings it knows, and two samples become one. Our names stand whole in every
// section, and the configuration that is shipped turns the cutting off.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

TEST(MultiqcNames, fault_65_names_that_differ_only_in_an_ending_stay_apart_in_every_section) {
    Scratch const scratch;
    auto const text = read_file(source_folder() + "/tests/cases/timeline/example.json");
    std::vector<std::string> call{"report", "-o", scratch / "report", "--multiqc", scratch / "multiqc"};
    std::vector<std::string> const patients{"A", "A.sorted", "A.bam", "A.fastq.gz", "A_R1", "A_val_1", "A.dedup.realigned"};
    for (auto const& patient : patients) {
        auto own = text;
        for (auto at = own.find("\"P1"); at != std::string::npos; at = own.find("\"P1", at + patient.size())) {
            own.replace(at + 1, 2, patient);
        }
        call.push_back(scratch.write(patient + ".json", own));
    }
    auto const result = tidemark(call);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    int sections = 0;
    for (auto const& entry : std::filesystem::directory_iterator{scratch / "multiqc"}) {
        if (entry.path().extension() != ".json") {
            continue;
        }
        ++sections;
        std::set<std::string> names;
        auto const document = nlohmann::json::parse(read_file(entry.path()));
        for (auto const& [name, values] : document.at("data").items()) {
            names.insert(name);
        }
        // A section is of patients (lines) or of their draws, and no two patients share a name in it.
        std::size_t owned = 0;
        for (auto const& patient : patients) {
            owned += names.contains(patient) || names.contains(patient + "_d0") || names.contains(patient + "_d21") ? 1 : 0;
        }
        EXPECT_EQ(owned, patients.size()) << entry.path().filename();
    }
    EXPECT_GE(sections, 4);
}

TEST(MultiqcNames, fault_65_the_shipped_configuration_cuts_nothing) {
    auto const configuration = read_file(source_folder() + "/workflows/assets/multiqc_config.yml");
    for (std::string const line : {"fn_clean_exts: []\n", "fn_clean_trim: []\n"}) {
        EXPECT_NE(configuration.find(line), std::string::npos) << line;
    }
}

}  // namespace tidemark::test
