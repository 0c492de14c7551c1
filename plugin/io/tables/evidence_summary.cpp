#include "io/tables/evidence_summary.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

#include "io/tables/strict_json.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {

EvidenceSummary read_evidence_summary(std::filesystem::path const& path) {
    auto const name = path.filename().string();
    std::vector<std::string> faults;
    EvidenceSummary summary;
    auto const json = read_strict_json(path, "evidence_summary");
    StrictObject root{json, "", faults};
    if (root.text("schema") != "tidemark.evidence_summary/1") {
        root.fault("schema", "is not tidemark.evidence_summary/1");
    }
    summary.sample = root.text("sample");
    static_cast<void>(root.text("panel_hash"));
    static_cast<void>(root.text("integrity"));
    summary.failure = root.text("failure", "");
    constexpr NumberDomain any{0, 9e15};
    for (auto const& [key, numbers] : {std::pair{"losses", &summary.losses}, std::pair{"totals", &summary.totals}}) {
        if (auto object = root.object(key)) {
            for (auto const& each : object->keys()) {
                (*numbers)[each] = static_cast<std::int64_t>(object->number(each, any));
            }
        } else {
            root.fault(key, "is missing");
        }
    }
    root.finish();
    if (faults.empty() && !summary.adds_up()) {
        faults.emplace_back("its records or molecules do not add up");
    }
    if (!faults.empty()) {
        throw InputError{{.rule = "evidence_summary",
                          .what = fmt::format("{} is no summary of genotype: {}", name, fmt::join(faults, "; ")),
                          .where = name,
                          .why = {},
                          .remedy = "give what genotype --summary wrote, unchanged"}};
    }
    return summary;
}

}  // namespace tidemark
