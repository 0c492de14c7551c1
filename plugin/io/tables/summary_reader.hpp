// What the summaries of extract, consensus and genotype have in common when they are read: schema, sample, failure, refusal.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "io/tables/strict_json.hpp"

namespace tidemark {

class SummaryReader {
public:
    /// `step` wrote the file, whose schema is tidemark.`schema`/1; `schema` is the rule of every refusal too.
    /// Throws InputError where the file is no JSON.
    SummaryReader(std::filesystem::path const& path, std::string step, std::string schema);
    SummaryReader(SummaryReader const&) = delete;
    SummaryReader& operator=(SummaryReader const&) = delete;

    [[nodiscard]] StrictObject& root() { return root_; }
    /// Gives the object to `read`; without it there is a fault.
    template <typename Read>
    void object(char const* key, Read const& read) {
        if (auto found = root_.object(key)) {
            read(*found);
            found->finish();
        } else {
            root_.fault(key, "is missing");
        }
    }
    /// Throws InputError with all faults; of a file without any, `sums_fault` where its numbers do not add up.
    void finish(bool adds_up, std::string const& sums_fault);

private:
    std::string name_;
    std::string step_;
    std::string schema_;
    nlohmann::json json_;
    std::vector<std::string> faults_;
    StrictObject root_;
};

}  // namespace tidemark
