#include "values/genome/known_builds.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tidemark {
namespace {

struct ChromosomeLengths {
    std::string_view name;
    std::array<std::int64_t, 3> lengths;   ///< in the order of build_names
};

constexpr std::array<std::string_view, 3> build_names{"hg19", "hg38", "T2T-CHM13"};

constexpr std::array<ChromosomeLengths, 24> chromosomes{{
    {"1", {249250621, 248956422, 248387328}},  {"2", {243199373, 242193529, 242696752}},
    {"3", {198022430, 198295559, 201105948}},  {"4", {191154276, 190214555, 193574945}},
    {"5", {180915260, 181538259, 182045439}},  {"6", {171115067, 170805979, 172126628}},
    {"7", {159138663, 159345973, 160567428}},  {"8", {146364022, 145138636, 146259331}},
    {"9", {141213431, 138394717, 150617247}},  {"10", {135534747, 133797422, 134758134}},
    {"11", {135006516, 135086622, 135127769}}, {"12", {133851895, 133275309, 133324548}},
    {"13", {115169878, 114364328, 113566686}}, {"14", {107349540, 107043718, 101161492}},
    {"15", {102531392, 101991189, 99753195}},  {"16", {90354753, 90338345, 96330374}},
    {"17", {81195210, 83257441, 84276897}},    {"18", {78077248, 80373285, 80542538}},
    {"19", {59128983, 58617616, 61707364}},    {"20", {63025520, 64444167, 66210255}},
    {"21", {48129895, 46709983, 45090682}},    {"22", {51304566, 50818468, 51324926}},
    {"X", {155270560, 156040895, 154259566}},  {"Y", {59373566, 57227415, 62460029}},
}};

}  // namespace

std::string_view human_build(ContigTable const& contigs) {
    std::string_view build;
    for (auto const& contig : contigs.contigs) {
        std::string_view name{contig.name};
        name.remove_prefix(name.starts_with("chr") ? 3 : 0);
        auto const chromosome = std::ranges::find(chromosomes, name, &ChromosomeLengths::name);
        if (chromosome == chromosomes.end()) {
            continue;
        }
        auto const length = std::ranges::find(chromosome->lengths, contig.length);
        if (length == chromosome->lengths.end()) {
            continue;
        }
        auto const found = build_names[static_cast<std::size_t>(length - chromosome->lengths.begin())];
        if (!build.empty() && build != found) {
            return {};
        }
        build = found;
    }
    return build;
}

}  // namespace tidemark
