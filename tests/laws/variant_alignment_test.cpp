// The left-aligned form against a slow search of all forms, and against bcftools norm where it is installed.
#include <random>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "io/hts/variant_reader.hpp"
#include "support/alignment_text.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "values/genome/variant.hpp"

namespace tidemark::test {
namespace {

std::string replaced(std::string const& bases, Variant const& variant) {
    auto changed = bases;
    return changed.replace(static_cast<std::size_t>(variant.position.value), variant.ref.size(), variant.alt);
}

/// The shortest, then leftmost, of all VCF forms that turn `bases` into the same sequence, found by trying all of them.
Variant slowest_form(std::string const& bases, Variant const& variant) {
    auto const changed = replaced(bases, variant);
    Variant best = variant;
    auto best_length = variant.ref.size() + variant.alt.size();
    bool found = false;
    for (std::size_t ref_length = 1; ref_length <= bases.size(); ++ref_length) {
        auto const signed_length =
            static_cast<std::ptrdiff_t>(ref_length + changed.size()) - static_cast<std::ptrdiff_t>(bases.size());
        if (signed_length < 1) {
            continue;
        }
        auto const alt_length = static_cast<std::size_t>(signed_length);
        for (std::size_t begin = 0; begin + ref_length <= bases.size(); ++begin) {
            bool const same = bases.compare(0, begin, changed, 0, begin) == 0 &&
                              bases.compare(begin + ref_length, std::string::npos, changed, begin + alt_length,
                                            std::string::npos) == 0;
            if (same && (!found || ref_length + alt_length < best_length)) {
                best = {variant.contig, Position{static_cast<std::int64_t>(begin)}, bases.substr(begin, ref_length),
                        changed.substr(begin, alt_length)};
                best_length = ref_length + alt_length;
                found = true;
            }
        }
    }
    return best;
}

/// Few letters make repeats.
std::string repetitive(std::size_t least, std::size_t most) {
    auto const length = *rc::gen::inRange(least, most + 1);
    return *rc::gen::container<std::string>(length, rc::gen::weightedElement<char>({{5, 'A'}, {3, 'C'}, {1, 'G'}}));
}

Variant any_variant(std::string const& bases) {
    auto const begin = *rc::gen::inRange<std::size_t>(0, bases.size());
    auto const length = *rc::gen::inRange<std::size_t>(1, std::min<std::size_t>(bases.size() - begin, 6) + 1);
    return {"c", Position{static_cast<std::int64_t>(begin)}, bases.substr(begin, length), repetitive(1, 6)};
}

bool has_bcftools() {
    return run({"bcftools", "--version"}).exit_code == 0;
}

}  // namespace

TEST(VariantAlignmentLaw, the_result_is_the_shortest_leftmost_form_of_the_same_change) {
    EXPECT_TRUE(rc::check([] {
        auto const bases = repetitive(8, 24);
        auto const variant = any_variant(bases);
        RC_PRE(variant.ref != variant.alt);
        auto const aligned = left_aligned(variant, {Position{0}, bases});
        RC_ASSERT(replaced(bases, aligned) == replaced(bases, variant));
        RC_ASSERT(to_text(aligned) == to_text(slowest_form(bases, variant)));
    }));
}

TEST(VariantAlignmentLaw, aligning_twice_changes_nothing) {
    EXPECT_TRUE(rc::check([] {
        auto const bases = repetitive(8, 24);
        auto const variant = any_variant(bases);
        RC_PRE(variant.ref != variant.alt);
        ReferenceSlice const slice{Position{0}, bases};
        auto const once = left_aligned(variant, slice);
        RC_ASSERT(left_aligned(once, slice) == once);
    }));
}

TEST(VariantAlignmentLaw, a_repeat_longer_than_the_first_window_is_crossed) {
    Scratch const scratch;
    auto const path = write_reference(scratch, "r.fa", ">c\nG" + std::string(5000, 'T') + "GG\n");
    Reference const reference{path};
    EXPECT_EQ(to_text(normalise({"c", Position{4998}, "TT", "T"}, reference)), "c:1:GT>G");
}

TEST(VariantAlignmentLaw, agrees_with_bcftools_norm) {
    if (!has_bcftools()) {
        GTEST_SKIP() << "bcftools is not installed";
    }
    Scratch const scratch;
    std::mt19937 numbers{7};
    std::string bases;
    for (int base = 0; base < 4000; ++base) {
        bases += "AAAACCGT"[numbers() % 8];
    }
    auto const fasta = write_reference(scratch, "r.fa", ">c\n" + bases + "\n");
    std::string vcf = fmt::format(
        "##fileformat=VCFv4.2\n##contig=<ID=c,length={}>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
        bases.size());
    std::vector<Variant> variants;
    for (std::size_t begin = 40; begin + 40 < bases.size(); begin += 20) {
        Variant variant{"c", Position{static_cast<std::int64_t>(begin)}, bases.substr(begin, 1 + numbers() % 6), {}};
        for (auto length = 1 + numbers() % 6; length > 0; --length) {
            variant.alt += "AAAACCGT"[numbers() % 8];
        }
        if (variant.ref != variant.alt) {
            // The record's number in ID survives the sorting of bcftools.
            vcf +=
                fmt::format("c\t{}\tv{}\t{}\t{}\t.\tPASS\t.\n", begin + 1, variants.size(), variant.ref, variant.alt);
            variants.push_back(variant);
        }
    }
    auto const result = run({"bcftools", "norm", "-f", fasta, scratch.write("v.vcf", vcf)});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    Reference const reference{fasta};
    std::istringstream lines{result.out};
    std::size_t compared = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('#')) {
            continue;
        }
        std::istringstream cells{line};
        std::string contig, position, id, ref, alt;
        cells >> contig >> position >> id >> ref >> alt;
        auto const& variant = variants.at(std::stoul(id.substr(1)));
        EXPECT_EQ(to_text(normalise(variant, reference)), fmt::format("{}:{}:{}>{}", contig, position, ref, alt))
            << "from " << to_text(variant);
        ++compared;
    }
    EXPECT_EQ(compared, variants.size());
    EXPECT_GT(compared, 150U);
}

}  // namespace tidemark::test
