#include "stages/consensus/witness_rows.hpp"

#include <algorithm>
#include <cstring>

#include "stages/consensus/vector_clones.hpp"

namespace tidemark {

using Byte = std::uint8_t;

TIDEMARK_VECTOR_CLONES void mask_and_add(Byte* __restrict codes, Byte* __restrict qualities, Byte* __restrict shown,
                                         Byte* __restrict depth, Byte* __restrict coarse, std::int32_t count,
                                         Byte min_quality) {
    for (std::int32_t column = 0; column < count; ++column) {
        Byte const code = qualities[column] >= min_quality ? codes[column] : Byte{0};
        Byte const quality = code == 0 ? Byte{0} : std::min(qualities[column], highest_quality);
        codes[column] = code;
        qualities[column] = quality;
        shown[column] = static_cast<Byte>(shown[column] | code);
        depth[column] = static_cast<Byte>(depth[column] + (code != 0 ? 1 : 0));
        coarse[column] = std::min(static_cast<Byte>(coarse[column] + std::min(quality, ErrorModel::coarse_cap)),
                                  ErrorModel::coarse_limit);
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

/// Closes the columns where two rows agree.
TIDEMARK_VECTOR_CLONES void close_pairs(Byte const* __restrict paired, Byte const* __restrict shown,
                                        Byte const* __restrict depth, Byte* __restrict qualities,
                                        Byte* __restrict open, std::int32_t count, Byte min_quality) {
    for (std::int32_t column = 0; column < count; ++column) {
        Byte const code = shown[column];
        Byte const several = static_cast<Byte>(code & static_cast<Byte>(code - 1));
        Byte const agreed = static_cast<Byte>(
            -static_cast<int>((several == 0) & (depth[column] == 2) & (paired[column] >= min_quality)));
        Byte const differs = static_cast<Byte>(~agreed);
        qualities[column] = static_cast<Byte>((paired[column] & agreed) | (qualities[column] & differs));
        open[column] = static_cast<Byte>(open[column] & differs);
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

// Byte stores may alias any member: with local pointers the compiler keeps addresses in registers.

void look_up(Byte const* __restrict table, Byte const* __restrict keys, Byte* __restrict values, std::int32_t count) {
    for (std::int32_t column = 0; column < count; ++column) {
        values[column] = table[keys[column]];
    }
}

void look_up_pairs(Byte const* __restrict table, Byte const* __restrict first, Byte const* __restrict second,
                   Byte* __restrict values, std::int32_t count) {
    for (std::int32_t column = 0; column < count; ++column) {
        values[column] = table[ErrorModel::pair_index(first[column], second[column])];
    }
}

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

void WitnessRows::begin(std::int32_t width, CallingRules const& rules) {
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
    // Qualities keep what an earlier row left: add() clears them wherever there is no base.
    std::memset(codes_.data() + begin, 0, static_cast<std::size_t>(stride_));
    return {codes_.data() + begin, qualities_.data() + begin};
}

void WitnessRows::add() {
    auto const begin = static_cast<std::size_t>(rows_) * static_cast<std::size_t>(stride_);
    mask_and_add(codes_.data() + begin, qualities_.data() + begin, shown_.data(), depth_.data(), coarse_.data(),
                 whole_blocks(width_), std::max(rules_.min_input_quality, no_call_quality));
}

void WitnessRows::keep() {
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
    auto const count = static_cast<std::size_t>(width_);
    std::memcpy(columns.codes.data(), codes_.data(), count);
    widen(depth_.data(), columns.depth.data(), columns.errors.data(), whole_blocks(width_));
    // N has quality 0 here, which the table leaves at 0.
    look_up(rules_.model->one_read_table().data(), qualities_.data(), columns.qualities.data(), width_);
    if (rules_.min_consensus_quality <= no_call_quality) {
        return;
    }
    for (std::int32_t column = 0; column < width_; ++column) {
        auto const index = static_cast<std::size_t>(column);
        if (codes_[index] != 0 && columns.qualities[index] < rules_.min_consensus_quality) {
            ContestedColumn contested{column, {}};
            contested.counts[base_index(codes_[index])] = 1;
            columns.contested.push_back(contested);
            columns.codes[index] = 0;
            columns.qualities[index] = no_call_quality;
        }
    }
}

void WitnessRows::call_pairs(StrandColumns& columns) {
    auto const* const first = qualities_.data();
    paired_.resize(std::max(paired_.size(), open_.size()));
    look_up_pairs(rules_.model->pair_table(), first, first + stride_, paired_.data(), width_);
    close_pairs(paired_.data(), shown_.data(), depth_.data(), columns.qualities.data(), open_.data(),
                whole_blocks(width_), rules_.min_consensus_quality);
}

void WitnessRows::call_rows(StrandColumns& columns) {
    auto const& model = *rules_.model;
    auto const count = whole_blocks(width_);
    bool const never = model.coarse_threshold() > ErrorModel::coarse_limit || rules_.min_reads > rows_;
    call_decided(shown_.data(), depth_.data(), coarse_.data(), columns.codes.data(), columns.qualities.data(),
                 open_.data(), count, static_cast<Byte>(never ? 255 : model.coarse_threshold()),
                 static_cast<Byte>(std::clamp(rules_.min_reads, 1, 255)), model.best_quality());
    widen(depth_.data(), columns.depth.data(), columns.errors.data(), count);
    if (rows_ == 2 && rules_.min_reads <= 2) {
        call_pairs(columns);
    }
    for (std::int32_t eight = 0; eight < width_; eight += 8) {
        std::uint64_t any = 0;
        std::memcpy(&any, open_.data() + eight, 8);
        if (any == 0) {
            continue;
        }
        for (auto column = eight; column < std::min(eight + 8, width_); ++column) {
            if (open_[static_cast<std::size_t>(column)] == 0) {
                continue;
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
