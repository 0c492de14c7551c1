#include "io/tables/evidence_summary.hpp"

#include <utility>

#include "io/tables/summary_reader.hpp"

namespace tidemark {

EvidenceSummary read_evidence_summary(std::filesystem::path const& path) {
    SummaryReader reader{path, "genotype", "evidence_summary"};
    auto& root = reader.root();
    EvidenceSummary summary;
    summary.sample = root.text("sample");
    static_cast<void>(root.text("panel_hash"));
    static_cast<void>(root.text("integrity"));
    summary.failure = root.text("failure", "");
    for (auto const& [key, numbers] : {std::pair{"losses", &summary.losses}, std::pair{"totals", &summary.totals}}) {
        reader.object(key, [&numbers = numbers](StrictObject& object) {
            for (auto const& each : object.keys()) {
                (*numbers)[each] = static_cast<std::int64_t>(object.number(each, {0, 9e15}));
            }
        });
    }
    reader.finish(summary.adds_up(), "its records or molecules do not add up");
    return summary;
}

}  // namespace tidemark
