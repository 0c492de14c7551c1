// How long clustering takes: very many UMIs at one position, and very many positions with few. Not a test.
//   cmake --build build/release --target bench_cluster_umis && build/release/bin/bench_cluster_umis
#include <benchmark/benchmark.h>

#include <random>
#include <unordered_set>
#include <vector>

#include "stages/group/group_templates.hpp"

namespace {

using namespace tidemark;

Umi random_umi(std::mt19937_64& random, int length) {
    Umi umi = *Umi::from_text(std::string(static_cast<std::size_t>(length), 'A'));
    for (int place = 0; place < length; ++place) {
        auto const code = random() & 3;
        umi = code == 0 ? umi : umi.neighbour(place, code);
    }
    return umi;
}

/// Distinct UMIs, one in eight of them seen up to a hundred times.
std::vector<UmiCount> one_position(std::size_t number, int length) {
    std::mt19937_64 random{20240601};
    std::unordered_set<Umi> seen;
    std::vector<UmiCount> umis;
    while (umis.size() < number) {
        auto const umi = random_umi(random, length);
        if (seen.insert(umi).second) {
            umis.push_back({umi, static_cast<std::uint32_t>(random() % 8 == 0 ? 1 + random() % 100 : 1)});
        }
    }
    return umis;
}

void one_position_of_many_umis(benchmark::State& state, GroupingParameters parameters) {
    auto const umis = one_position(static_cast<std::size_t>(state.range(0)), static_cast<int>(state.range(1)));
    UmiClusterer clusterer{parameters};
    std::size_t families = 0;
    for (auto _ : state) {
        families = clusterer.cluster(umis).roots.size();
        benchmark::DoNotOptimize(families);
    }
    state.counters["families"] = static_cast<double>(families);
}

/// A million positions: milliseconds in all are nanoseconds a position.
void many_positions_of_few_templates(benchmark::State& state, GroupingParameters parameters) {
    std::mt19937_64 random{20240601};
    std::vector<std::vector<TemplateUmi>> positions(1'000'000);
    for (auto& templates : positions) {
        auto const number = 1 + random() % 5;
        auto const umi = *Umi::from_text("ACGTAC-GTTACG");
        for (std::size_t each = 0; each < number; ++each) {
            auto drawn = umi;
            for (auto changes = random() % 3 * 4; changes > 0; --changes) {
                auto const place = static_cast<int>(random() % 12);
                drawn = drawn.neighbour(place, 1 + random() % 3);
            }
            templates.push_back({drawn, random() % 2 == 0 ? FirstHalf::lower_end : FirstHalf::higher_end});
        }
    }
    TemplateGrouper grouper{parameters};
    std::size_t families = 0;
    for (auto _ : state) {
        families = 0;
        for (auto const& templates : positions) {
            benchmark::DoNotOptimize(grouper.group(templates).data());
            families += grouper.families().roots.size();
        }
    }
    state.counters["families"] = static_cast<double>(families);
}

constexpr GroupingParameters adjacency{GroupingStrategy::adjacency, 1};
constexpr GroupingParameters directional{GroupingStrategy::directional, 1};
constexpr GroupingParameters two_edits{GroupingStrategy::adjacency, 2};
constexpr GroupingParameters paired{GroupingStrategy::paired, 1};
constexpr GroupingParameters identity{GroupingStrategy::identity, 0};

BENCHMARK_CAPTURE(one_position_of_many_umis, adjacency, adjacency)
    ->Unit(benchmark::kMillisecond)
    ->Args({1'000, 12})
    ->Args({50'000, 12})
    ->Args({500'000, 12})
    ->Args({1'900'000, 12})
    ->Args({50'000, 16})
    ->Args({500'000, 16})
    ->Args({1'900'000, 16});
BENCHMARK_CAPTURE(one_position_of_many_umis, directional, directional)->Unit(benchmark::kMillisecond)->Args({1'900'000, 12});
BENCHMARK_CAPTURE(one_position_of_many_umis, two_edits, two_edits)
    ->Unit(benchmark::kMillisecond)
    ->Args({50'000, 12})
    ->Args({500'000, 16});
BENCHMARK_CAPTURE(many_positions_of_few_templates, paired, paired)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(many_positions_of_few_templates, identity, identity)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
