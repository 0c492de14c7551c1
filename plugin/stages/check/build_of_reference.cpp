#include "stages/check/build_of_reference.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace tidemark {
namespace {

constexpr std::array<std::string_view, 24> chromosomes{"1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",
                                                       "9",  "10", "11", "12", "13", "14", "15", "16",
                                                       "17", "18", "19", "20", "21", "22", "X",  "Y"};

struct Build {
    std::string_view name;
    std::array<std::int64_t, 24> lengths;
};

// Chromosome lengths of the assemblies as their FASTA index files give them (UCSC hg19 and hg38, T2T-CHM13v2.0).
constexpr std::array<Build, 3> builds{{
    {"hg19/GRCh37",
     {249250621, 243199373, 198022430, 191154276, 180915260, 171115067, 159138663, 146364022,
      141213431, 135534747, 135006516, 133851895, 115169878, 107349540, 102531392, 90354753,
      81195210,  78077248,  59128983,  63025520,  48129895,  51304566,  155270560, 59373566}},
    {"hg38/GRCh38",
     {248956422, 242193529, 198295559, 190214555, 181538259, 170805979, 159345973, 145138636,
      138394717, 133797422, 135086622, 133275309, 114364328, 107043718, 101991189, 90338345,
      83257441,  80373285,  58617616,  64444167,  46709983,  50818468,  156040895, 57227415}},
    {"T2T-CHM13v2.0",
     {248387328, 242696752, 201105948, 193574945, 182045439, 172126628, 160567428, 146259331,
      150617247, 134758134, 135127769, 133324548, 113566686, 101161492, 99753195,  96330374,
      84276897,  80542538,  61707364,  66210255,  45090682,  51324926,  154259566, 62460029}},
}};

std::int64_t agreeing(Build const& build, std::vector<Contig> const& contigs) {
    return std::ranges::count_if(contigs, [&](Contig const& contig) {
        std::string_view name{contig.name};
        name.remove_prefix(name.starts_with("chr") ? 3 : 0);
        auto const found = std::ranges::find(chromosomes, name);
        return found != chromosomes.end() &&
               build.lengths[static_cast<std::size_t>(found - chromosomes.begin())] == contig.length;
    });
}

}  // namespace

std::string build_of(std::vector<Contig> const& contigs) {
    auto const best = std::ranges::max_element(
        builds, {}, [&](Build const& build) { return agreeing(build, contigs); });
    return agreeing(*best, contigs) > 0 ? std::string{best->name} : std::string{};
}

}  // namespace tidemark
