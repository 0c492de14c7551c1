#include "stages/report/sections.hpp"

#include <algorithm>

#include "stages/report/change_section.hpp"
#include "stages/report/clone_section.hpp"
#include "stages/report/draw_sections.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/head_statement.hpp"
#include "stages/report/lesion_section.hpp"
#include "stages/report/milestone_section.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "stages/report/quality_section.hpp"
#include "stages/report/variant_section.hpp"

namespace tidemark {
namespace {

std::string draws_fact(Timeline const& timeline) {
    auto const evaluable = std::count_if(timeline.draws.begin(), timeline.draws.end(), [](Draw const& draw) {
        return draw.result.status != SampleStatus::not_evaluable;
    });
    return count_text(static_cast<std::int64_t>(timeline.draws.size()), "draw", "draws") + ", " +
           count_text(evaluable) + " evaluable";
}

std::string baseline_fact(Timeline const& timeline, AnchorBaseline const& baseline) {
    auto const* const draw = find_draw(timeline, baseline.sample);
    if (draw == nullptr) {
        return "none evaluable";
    }
    auto const* const passed_over = find_draw(timeline, baseline.passed_over);
    return day_text(draw->day) + ", " + baseline.sample + (baseline.assumed ? " (assumed)" : "") +
           (draw->flare_window ? "; in the flare window: no fall from it is a response" : "") +
           (passed_over == nullptr ? "" : "; not " + day_text(passed_over->day) + ", " + baseline.passed_over +
                                              ", which was drawn in the flare window");
}

std::vector<Item> head_facts(Timeline const& timeline) {
    std::vector<Item> facts;
    facts.push_back({"Plasma", draws_fact(timeline)});
    if (!timeline.draws.empty()) {
        facts.push_back(
            {"Followed", day_text(timeline.draws.front().day) + " to " + day_text(timeline.draws.back().day)});
    }
    facts.push_back({"Day 0", timeline.anchor.empty() ? "not declared" : fixed_texts::anchor_words(timeline.anchor)});
    auto const own = std::ranges::find(timeline.baselines, timeline.anchor, &AnchorBaseline::anchor);
    facts.push_back({"Baseline", baseline_fact(timeline, own != timeline.baselines.end()
                                                             ? *own
                                                             : AnchorBaseline{timeline.anchor, 0, timeline.baseline, timeline.baseline_assumed})});
    for (auto const& other : timeline.baselines) {
        if (other.anchor != timeline.anchor) {
            facts.push_back({"Baseline for " + fixed_texts::anchor_words(other.anchor), baseline_fact(timeline, other)});
        }
    }
    std::int64_t designed = 0;
    for (auto const& draw : timeline.draws) {
        designed = std::max(designed, draw.result.loci_designed);
    }
    facts.push_back({"Tracked variants", count_text(designed)});
    if (timeline.attributes) {
        auto const add = [&](std::string const& term, std::string const& text) {
            if (!text.empty()) {
                facts.push_back({term, text});
            }
        };
        add("Arm", timeline.attributes->arm);
        add("Sex", timeline.attributes->sex);
        for (auto const& [name, value] : timeline.attributes->strata) {
            add(words_of(name.starts_with("stratum_") ? name.substr(8) : name), value);
        }
    }
    return facts;
}

}  // namespace

std::string patient_subject(std::string const& patient) { return "Patient " + patient; }

Page patient_page(Timeline const& timeline) {
    Page page{.kind = "Patient report", .subject = patient_subject(timeline.patient),
              .notices = {fixed_texts::research_use}, .facts = head_facts(timeline),
              .statement = patient_statement(timeline), .sections = {}, .link = "cohort.html",
              .link_text = "All patients"};
    page.sections.push_back(trajectory_section(timeline));
    if (!timeline.milestones.empty()) {
        page.sections.push_back(milestone_section(timeline));
    }
    if (timeline.lesions) {
        page.sections.push_back(lesion_section(timeline));
    }
    page.sections.push_back(change_section(timeline));
    page.sections.push_back(remarks_section(timeline));
    if (!timeline.smoothed.draws.empty()) {
        page.sections.push_back(smoothed_section(timeline));
    }
    page.sections.push_back(variant_section(timeline));
    if (timeline.clones) {
        page.sections.push_back(clones_section(timeline));
    }
    if (timeline.neoantigens) {
        page.sections.push_back(neoantigen_section(timeline));
    }
    if (timeline.clonotypes) {
        page.sections.push_back(clonotype_section(timeline));
    }
    page.sections.push_back(quality_section(timeline));
    page.sections.push_back(provenance_section(timeline));
    page.sections.push_back(fixed_texts::reading_section({fixed_texts::glossary()}));
    return page;
}

}  // namespace tidemark
