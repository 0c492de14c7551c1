#include "io/hts/variant_record.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include <fmt/format.h>
#include <htslib/vcf.h>

#include "values/patient/id.hpp"

namespace tidemark {
namespace {

/// What htslib's getters allocate and return, freed with it.
template <typename Number>
class Values {
public:
    Values() = default;
    Values(Values const&) = delete;
    Values& operator=(Values const&) = delete;
    ~Values() { std::free(numbers_); }
    Number** address() { return &numbers_; }
    int* capacity() { return &capacity_; }
    [[nodiscard]] std::span<Number const> first(int count) const {
        return {numbers_, static_cast<std::size_t>(std::max(count, 0))};
    }

private:
    Number* numbers_ = nullptr;
    int capacity_ = 0;
};

/// Values of one sample of a FORMAT field; empty where absent.
template <typename Number>
std::vector<Number> of_sample(std::span<Number const> all, std::size_t samples, std::size_t sample) {
    auto const width = all.size() / samples;
    auto const own = all.subspan(sample * width, width);
    return {own.begin(), own.end()};
}

std::vector<std::int32_t> format_integers(bcf_hdr_t const* header, bcf1_t* record, char const* tag,
                                          std::size_t sample) {
    Values<std::int32_t> values;
    int const count = bcf_get_format_int32(header, record, tag, values.address(), values.capacity());
    auto const samples = static_cast<std::size_t>(bcf_hdr_nsamples(header));
    return count <= 0 ? std::vector<std::int32_t>{} : of_sample(values.first(count), samples, sample);
}

std::vector<float> format_floats(bcf_hdr_t const* header, bcf1_t* record, char const* tag, std::size_t sample) {
    Values<float> values;
    int const count = bcf_get_format_float(header, record, tag, values.address(), values.capacity());
    auto const samples = static_cast<std::size_t>(bcf_hdr_nsamples(header));
    return count <= 0 ? std::vector<float>{} : of_sample(values.first(count), samples, sample);
}

/// A share in 0..1 of ALT number `alt` (from 0), -1 where the value is missing or no share.
double share_at(std::span<float const> values, std::size_t alt) {
    if (alt >= values.size() || bcf_float_is_missing(values[alt]) || bcf_float_is_vector_end(values[alt]) ||
        !(values[alt] >= 0 && values[alt] <= 1)) {
        return -1;
    }
    // Through the shortest decimal: 0.1F is 0.100000001 as double, and the panel would say so.
    return std::strtod(fmt::format("{}", values[alt]).c_str(), nullptr);
}

double info_allele_frequency(bcf_hdr_t const* header, bcf1_t* record, std::size_t alt) {
    Values<float> values;
    return share_at(values.first(bcf_get_info_float(header, record, "AF", values.address(), values.capacity())), alt);
}

struct SampleShare {
    double vaf = -1;
    std::int64_t depth = 0;
};

/// AD (reference first) where it has one number per allele, else AF with DP.
SampleShare sample_share(bcf_hdr_t const* header, bcf1_t* record, std::size_t sample, std::size_t alt) {
    auto const depths = format_integers(header, record, "AD", sample);
    bool const whole =
        depths.size() == record->n_allele && std::ranges::none_of(depths, [](std::int32_t depth) { return depth < 0; });
    if (whole) {
        std::int64_t total = 0;
        for (auto const depth : depths) {
            total += depth;
        }
        if (total > 0) {
            return {static_cast<double>(depths[alt + 1]) / static_cast<double>(total), total};
        }
    }
    auto const depth = format_integers(header, record, "DP", sample);
    return {share_at(format_floats(header, record, "AF", sample), alt),
            depth.empty() ? 0 : std::max<std::int64_t>(depth.front(), 0)};
}

/// A string or integer value as text, empty where missing.
std::string info_text(bcf_hdr_t const* header, bcf1_t* record, char const* tag) {
    Values<char> text;
    if (int const count = bcf_get_info_string(header, record, tag, text.address(), text.capacity()); count > 0) {
        auto const letters = text.first(count);
        std::string value{letters.begin(), std::ranges::find(letters, '\0')};
        return value == "." ? std::string{} : value;
    }
    Values<std::int32_t> number;
    int const count = bcf_get_info_int32(header, record, tag, number.address(), number.capacity());
    return count > 0 && *number.first(count).begin() != bcf_int32_missing ? fmt::format("{}", number.first(count)[0])
                                                                          : std::string{};
}

std::string format_text(bcf_hdr_t const* header, bcf1_t* record, char const* tag, std::size_t sample) {
    if (auto const numbers = format_integers(header, record, tag, sample); !numbers.empty()) {
        return numbers[0] == bcf_int32_missing || numbers[0] == bcf_int32_vector_end ? std::string{}
                                                                                     : fmt::format("{}", numbers[0]);
    }
    Values<char> text;
    int const count = bcf_get_format_char(header, record, tag, text.address(), text.capacity());
    if (count <= 0) {
        return {};
    }
    auto const letters = of_sample(text.first(count), static_cast<std::size_t>(bcf_hdr_nsamples(header)), sample);
    std::string value{letters.begin(), std::ranges::find(letters, '\0')};
    return value == "." ? std::string{} : value;
}

/// The set of a phased genotype and the haplotype that carries this ALT, "106327869|1": equal text means one
/// haplotype, 0|1 and 1|0 of one set are two. Without PS a phased genotype belongs to one set of its own name.
/// Callers without genotypes may say INFO/PS, which then is the set itself.
std::string phase_set(bcf_hdr_t const* header, bcf1_t* record, std::optional<std::size_t> sample, std::size_t alt) {
    if (sample) {
        auto const alleles = format_integers(header, record, "GT", *sample);
        bool phased = false;
        for (std::size_t index = 1; index < alleles.size(); ++index) {
            phased = phased || (alleles[index] != bcf_int32_vector_end && bcf_gt_is_phased(alleles[index]) != 0);
        }
        for (std::size_t index = 0; phased && index < alleles.size(); ++index) {
            if (alleles[index] != bcf_int32_vector_end && bcf_gt_is_missing(alleles[index]) == 0 &&
                bcf_gt_allele(alleles[index]) == static_cast<std::int32_t>(alt) + 1) {
                return fmt::format("{}|{}", format_text(header, record, "PS", *sample), index);
            }
        }
    }
    return info_text(header, record, "PS");
}

/// Names that would not survive a table are no names of clones.
void add_clone(VariantCandidate& candidate, bcf_hdr_t const* header, bcf1_t* record) {
    candidate.clone = info_text(header, record, "CLONE");
    if (!is_valid_id(candidate.clone)) {
        candidate.clone.clear();
        return;
    }
    Values<float> values;
    double ccf = share_at(values.first(bcf_get_info_float(header, record, "CCF", values.address(), values.capacity())), 0);
    if (ccf < 0) {   // a header without the field makes it text
        ccf = std::strtod(info_text(header, record, "CCF").c_str(), nullptr);
    }
    if (ccf > 0 && ccf <= 1) {
        candidate.ccf = ccf;
    }
}

bool is_plain_allele(std::string_view allele) {
    return allele.find_first_not_of("ACGT") == std::string_view::npos;
}

/// Fixed code of why an ALT cannot be tracked; empty where it can.
std::string unsupported(std::string_view ref, std::string_view alt) {
    if (alt == "<NON_REF>" || alt == "<*>") {
        return "non_ref";
    }
    if (alt == "*") {
        return "spanning_deletion";
    }
    if (alt == "." || alt.empty()) {
        return "no_alt";
    }
    if (alt.find_first_of("<>[]") != std::string_view::npos || alt.front() == '.' || alt.back() == '.') {
        return "symbolic_alt";
    }
    if (ref == alt) {
        return "ref_equals_alt";
    }
    if (!is_plain_allele(ref) || !is_plain_allele(alt)) {
        return "not_acgt";
    }
    auto const shorter = std::min(ref.size(), alt.size());
    auto const prefix = static_cast<std::size_t>(
        std::ranges::mismatch(ref.substr(0, shorter), alt.substr(0, shorter)).in1 - ref.begin());
    std::size_t suffix = 0;
    while (suffix < shorter - prefix && ref[ref.size() - 1 - suffix] == alt[alt.size() - 1 - suffix]) {
        ++suffix;
    }
    auto const changed = std::max(ref.size(), alt.size()) - prefix - suffix;
    if (changed > longest_allele) {
        return ref.size() == alt.size() ? "mnv_too_long" : "indel_too_long";
    }
    return {};
}

std::string upper_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char base) { return base >= 'a' && base <= 'z' ? static_cast<char>(base - 32) : base; });
    return text;
}

std::vector<std::string> filters_of(bcf_hdr_t const* header, bcf1_t const* record) {
    std::vector<std::string> names;
    for (int index = 0; index < record->d.n_flt; ++index) {
        names.emplace_back(bcf_hdr_int2id(header, BCF_DT_ID, record->d.flt[index]));
    }
    return names;
}

}  // namespace

std::vector<VariantCandidate> candidates_of(bcf_hdr_t const* header, bcf1_t* record, std::optional<std::size_t> sample,
                                            std::size_t number) {
    bcf_unpack(record, BCF_UN_ALL);
    VariantCandidate const common{
        .variant = {bcf_hdr_id2name(header, record->rid), Position{record->pos}, upper_case(record->d.allele[0]), "."},
        .record = number,
        .id = std::string_view{record->d.id} == "." ? "" : record->d.id,
        .filters = filters_of(header, record),
        .phase_set = {},
        .unsupported = "no_alt"};
    std::vector<VariantCandidate> candidates;
    for (std::size_t alt = 0; alt + 1 < record->n_allele; ++alt) {
        auto candidate = common;
        std::string const allele{record->d.allele[alt + 1]};
        bool const named = allele.find_first_of("<[]") != std::string::npos;
        candidate.variant.alt = named ? allele : upper_case(allele);
        candidate.unsupported = unsupported(candidate.variant.ref, candidate.variant.alt);
        candidate.allele_frequency = info_allele_frequency(header, record, alt);
        if (sample) {
            auto const share = sample_share(header, record, *sample, alt);
            candidate.tumor_vaf = share.vaf;
            candidate.tumor_depth = share.vaf >= 0 ? share.depth : 0;
        }
        candidate.phase_set = phase_set(header, record, sample, alt);
        add_clone(candidate, header, record);
        candidates.push_back(std::move(candidate));
    }
    if (candidates.empty()) {
        candidates.push_back(common);
    }
    return candidates;
}

}  // namespace tidemark
