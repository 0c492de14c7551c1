// Time of the consensus stage per raw read, without any file: families of mates 2x143 from fragments of 167 bases, four
// quality bins, one error in a thousand. `ns_per_read` counts every input read.
//   consensus_kernel [--benchmark_filter=duplex/5]
#include <benchmark/benchmark.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "stages/consensus/consensus_caller.hpp"

namespace {

using namespace tidemark;

constexpr std::int32_t read_length = 143, fragment = 167;

/// Families in one flat buffer, as records lie in a reader's blocks.
class Families {
public:
    Families(int families, int pairs, double error_rate, bool both_strands) {
        std::mt19937_64 numbers{1};
        std::uniform_real_distribution<double> uniform{0, 1};
        cigar_ = {static_cast<std::uint32_t>(read_length) << 4U};
        std::size_t const reads = static_cast<std::size_t>(families * pairs * (both_strands ? 4 : 2));
        std::size_t const packed = (read_length + 1) / 2;
        bytes_.reserve(reads * (packed + read_length));
        for (int family = 0; family < families; ++family) {
            std::vector<std::uint8_t> bases(fragment);
            for (auto& base : bases) {
                base = static_cast<std::uint8_t>(1U << (numbers() % 4));
            }
            for (int strand = 0; strand < (both_strands ? 2 : 1); ++strand) {
                auto& target = strand == 0 ? ab_.emplace_back() : ba_.emplace_back();
                for (int pair = 0; pair < pairs; ++pair) {
                    std::array<FamilyRead, 2> mates;
                    for (int mate = 0; mate < 2; ++mate) {
                        auto& read = mates[static_cast<std::size_t>(mate)];
                        auto const offset = mate == 0 ? 0 : fragment - read_length;
                        read.position = 1000 + offset;
                        read.contig = 0;
                        read.length = read_length;
                        read.operation_count = 1;
                        read.operations = reinterpret_cast<std::uint8_t const*>(cigar_.data());
                        read.flags = static_cast<std::uint16_t>(mate == 0 ? 0x41 : 0x91);
                        read.packed_bases = bytes_.data() + bytes_.size();
                        bytes_.resize(bytes_.size() + packed);
                        auto* out = bytes_.data() + bytes_.size() - packed;
                        for (int base = 0; base < read_length; ++base) {
                            auto code = bases[static_cast<std::size_t>(offset + base)];
                            if (uniform(numbers) < error_rate) {
                                code = static_cast<std::uint8_t>(1U << (numbers() % 4));
                            }
                            out[base / 2] |= static_cast<std::uint8_t>(base % 2 == 0 ? code << 4U : code);
                        }
                        read.qualities = bytes_.data() + bytes_.size();
                        for (int base = 0; base < read_length; ++base) {
                            auto const draw = uniform(numbers);
                            bytes_.push_back(draw < 0.01 ? 2 : draw < 0.04 ? 12 : draw < 0.10 ? 23 : 37);
                        }
                    }
                    if (strand == 1) {
                        std::swap(mates[0], mates[1]);
                    }
                    target.push_back({mates[0], mates[1]});
                }
            }
        }
    }
    [[nodiscard]] std::size_t size() const { return ab_.size(); }
    [[nodiscard]] MoleculeFamily family(std::size_t index) const {
        MoleculeFamily family;
        family.layout = ba_.empty() ? MoleculeLayout::one_strand : MoleculeLayout::two_strands;
        family.ab = ab_[index];
        if (!ba_.empty()) {
            family.ba = ba_[index];
        }
        return family;
    }

private:
    std::vector<std::uint32_t> cigar_;
    std::vector<std::uint8_t> bytes_;
    std::vector<std::vector<FamilyFragment>> ab_, ba_;
};

void call_families(benchmark::State& state, bool both_strands, ConsensusArithmetic arithmetic) {
    auto const pairs = static_cast<int>(state.range(0));
    Families const families{std::max(4, 512 / pairs), pairs, 0.001, both_strands};
    ConsensusParameters parameters;
    parameters.arithmetic = arithmetic;
    ConsensusCaller caller{parameters};
    std::int64_t reads = 0;
    for (auto step : state) {
        for (std::size_t index = 0; index < families.size(); ++index) {
            auto const& molecule = caller.call(families.family(index));
            benchmark::DoNotOptimize(&molecule);
            reads += molecule.records;
        }
    }
    state.counters["ns_per_read"] = benchmark::Counter(
        static_cast<double>(reads) * 1e-9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void simplex(benchmark::State& state) {
    call_families(state, false, ConsensusArithmetic::tidemark);
}
void duplex(benchmark::State& state) {
    call_families(state, true, ConsensusArithmetic::tidemark);
}
void compat_fgbio(benchmark::State& state) {
    call_families(state, true, ConsensusArithmetic::fgbio);
}

BENCHMARK(simplex)->Arg(1)->Arg(2)->Arg(5)->Arg(20)->Arg(100)->Arg(2000);
BENCHMARK(duplex)->Arg(1)->Arg(2)->Arg(5)->Arg(20);
BENCHMARK(compat_fgbio)->Arg(5);

}  // namespace

BENCHMARK_MAIN();
