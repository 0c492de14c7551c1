#include "stages/consensus/witness_rows.hpp"

#include <algorithm>
#include <cstring>

#include "stages/consensus/vector_clones.hpp"

namespace tidemark {

using Byte = std::uint8_t;

TIDEMARK_VECTOR_CLONES void add_row(Byte const* __restrict codes, Byte const* __restrict qualities,
                                    Byte* __restrict shown, Byte* __restrict depth, Byte* __restrict coarse,
                                    std::int32_t count) {
    for (std::int32_t column = 0; column < count; ++column) {
        shown[column] = static_cast<Byte>(shown[column] | codes[column]);
        depth[column] = static_cast<Byte>(depth[column] + (codes[column] != 0 ? 1 : 0));
        auto const capped = std::min(qualities[column], ErrorModel::coarse_cap);
        coarse[column] = std::min(static_cast<Byte>(coarse[column] + capped), ErrorModel::coarse_limit);
    }
}

/// Calls the columns that one base holds with best quality, marks the others as open.
TIDEMARK_VECTOR_CLONES void call_decided(Byte const* __restrict shown, Byte const* __restrict depth,
                                         Byte const* __restrict coarse, Byte* __restrict codes,
                                         Byte* __restrict qualities, Byte* __restrict open, std::int32_t count,
                                         Byte threshold, Byte min_reads, Byte best) {
    for (std::int32_t column = 0; column < count; ++column) {
        Byte const code = shown[column];
        Byte const several = static_cast<Byte>(code & static_cast<Byte>(code - 1));
        bool const decided = (several == 0) & (coarse[column] >= threshold) & (depth[column] >= min_reads);
        open[column] = decided ? Byte{0} : Byte{1};
        codes[column] = code;
        qualities[column] = best;
    }
}

TIDEMARK_VECTOR_CLONES void widen(Byte const* __restrict depth, std::uint32_t* __restrict wide,
                                  std::uint32_t* __restrict errors, std::int32_t count) {
    for (std::int32_t column = 0; column < count; ++column) {
        wide[column] = depth[column];
        errors[column] = 0;
    }
}

namespace {

void put(BaseCall const& call, std::array<std::uint32_t, 4> const& counts, std::int32_t column, StrandColumns& columns) {
    auto const index = static_cast<std::size_t>(column);
    columns.codes[index] = call.code;
    columns.qualities[index] = call.quality;
    columns.depth[index] = call.depth;
    columns.errors[index] = call.errors;
    if (call.errors > 0 || (call.code == 0 && call.depth > 0)) {
        columns.contested.push_back({column, counts});
    }
}

}  // namespace

void WitnessRows::begin(std::int32_t width, ColumnRules const& rules) {
    rules_ = rules;
    width_ = width;
    rows_ = 0;
    summed_ = false;
    auto const columns = static_cast<std::size_t>(whole_blocks(width) + row_padding);
    stride_ = static_cast<std::int32_t>(columns);
    for (auto* bytes : {&shown_, &depth_, &coarse_, &open_}) {
        bytes->assign(columns, 0);
    }
}

WitnessRow WitnessRows::next_row() {
    if (rows_ == block_rows && rules_.fgbio == nullptr) {
        sum_block_exactly();
    }
    auto const begin = static_cast<std::size_t>(rows_) * static_cast<std::size_t>(stride_);
    auto const end = begin + static_cast<std::size_t>(stride_);
    if (codes_.size() < end) {
        codes_.resize(std::max(end, 2 * codes_.size()));
        qualities_.resize(codes_.size());
    }
    std::memset(codes_.data() + begin, 0, static_cast<std::size_t>(stride_));
    std::memset(qualities_.data() + begin, 0, static_cast<std::size_t>(stride_));
    return {codes_.data() + begin, qualities_.data() + begin};
}

void WitnessRows::add() {
    auto const begin = static_cast<std::size_t>(rows_) * static_cast<std::size_t>(stride_);
    add_row(codes_.data() + begin, qualities_.data() + begin, shown_.data(), depth_.data(), coarse_.data(),
            whole_blocks(width_));
    ++rows_;
}

void WitnessRows::sum_block_exactly() {
    if (!summed_) {
        sums_.assign(static_cast<std::size_t>(width_), {});
        summed_ = true;
    }
    for (std::int32_t row = 0; row < rows_; ++row) {
        auto const begin = static_cast<std::size_t>(row) * static_cast<std::size_t>(stride_);
        for (std::size_t column = 0; column < sums_.size(); ++column) {
            if (auto const code = codes_[begin + column]; code != 0) {
                sums_[column].add(code, qualities_[begin + column], *rules_.model);
            }
        }
    }
    rows_ = 0;
    for (auto* bytes : {&shown_, &depth_, &coarse_}) {
        std::fill(bytes->begin(), bytes->end(), Byte{0});
    }
}

BaseColumn WitnessRows::column_of_rows(std::int32_t column) const {
    BaseColumn sums;
    auto index = static_cast<std::size_t>(column);
    for (std::int32_t row = 0; row < rows_; ++row, index += static_cast<std::size_t>(stride_)) {
        if (codes_[index] != 0) {
            sums.add(codes_[index], qualities_[index], *rules_.model);
        }
    }
    return sums;
}

void WitnessRows::call_one_row(StrandColumns& columns) const {
    for (std::int32_t column = 0; column < width_; ++column) {
        auto const index = static_cast<std::size_t>(column);
        auto const code = codes_[index];
        auto const quality = rules_.model->quality_of_one_read(qualities_[index]);
        bool const low = quality < rules_.min_consensus_quality;
        columns.codes[index] = low ? Byte{0} : code;
        columns.qualities[index] = code == 0 ? Byte{0} : low ? no_call_quality : quality;
        columns.depth[index] = code != 0 ? 1 : 0;
        columns.errors[index] = 0;
        if (low && code != 0) {
            ContestedColumn contested{column, {}};
            contested.counts[base_index(code)] = 1;
            columns.contested.push_back(contested);
        }
    }
}

void WitnessRows::call_rows(StrandColumns& columns) {
    auto const& model = *rules_.model;
    auto const count = whole_blocks(width_);
    bool const never = model.coarse_threshold() > ErrorModel::coarse_limit || rules_.min_reads > rows_;
    call_decided(shown_.data(), depth_.data(), coarse_.data(), columns.codes.data(), columns.qualities.data(),
                 open_.data(), count, static_cast<Byte>(never ? 255 : model.coarse_threshold()),
                 static_cast<Byte>(std::clamp(rules_.min_reads, 1, 255)), model.best_quality());
    widen(depth_.data(), columns.depth.data(), columns.errors.data(), count);
    bool const pairs = rows_ == 2 && rules_.min_reads <= 2;
    for (std::int32_t eight = 0; eight < width_; eight += 8) {
        std::uint64_t any = 0;
        std::memcpy(&any, open_.data() + eight, 8);
        if (any == 0) {
            continue;
        }
        for (auto column = eight; column < std::min(eight + 8, width_); ++column) {
            auto const index = static_cast<std::size_t>(column);
            if (open_[index] == 0) {
                continue;
            }
            if (pairs && depth_[index] == 2 && is_one_base(shown_[index])) {
                auto const quality =
                    model.quality_of_pair(qualities_[index], qualities_[index + static_cast<std::size_t>(stride_)]);
                if (quality >= rules_.min_consensus_quality) {
                    columns.qualities[index] = quality;
                    continue;
                }
            }
            auto const sums = column_of_rows(column);
            put(sums.call(model, rules_.min_reads, rules_.min_consensus_quality), sums.counts(), column, columns);
        }
    }
}

void WitnessRows::call_sums(StrandColumns& columns) const {
    for (std::int32_t column = 0; column < width_; ++column) {
        auto const& sums = sums_[static_cast<std::size_t>(column)];
        put(sums.call(*rules_.model, rules_.min_reads, rules_.min_consensus_quality), sums.counts(), column, columns);
    }
}

void WitnessRows::call_as_fgbio(StrandColumns& columns) const {
    for (std::int32_t column = 0; column < width_; ++column) {
        FgbioColumn sums;
        auto index = static_cast<std::size_t>(column);
        for (std::int32_t row = 0; row < rows_; ++row, index += static_cast<std::size_t>(stride_)) {
            if (codes_[index] != 0) {
                sums.add(codes_[index], qualities_[index], *rules_.fgbio);
            }
        }
        auto call = sums.call(*rules_.fgbio, rules_.min_reads, rules_.min_consensus_quality);
        if (rows_ == 1) {
            // fgbio's one-read rule, N included: a masked base has Q2.
            auto const first = static_cast<std::size_t>(column);
            auto const quality = rules_.fgbio->quality_of_one_read(std::max(qualities_[first], no_call_quality));
            bool const low = quality < rules_.min_consensus_quality;
            call.code = low ? Byte{0} : codes_[first];
            call.quality = low ? no_call_quality : quality;
            call.errors = 0;
        }
        put(call, sums.counts(), column, columns);
    }
}

void WitnessRows::call(StrandColumns& columns) {
    columns.resize(whole_blocks(width_));
    columns.width = width_;
    if (rules_.fgbio != nullptr) {
        call_as_fgbio(columns);
    } else if (summed_) {
        sum_block_exactly();
        call_sums(columns);
    } else if (rows_ == 1 && rules_.min_reads <= 1) {
        call_one_row(columns);
    } else {
        call_rows(columns);
    }
}

}  // namespace tidemark
