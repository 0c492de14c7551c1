// Records one behind the other in little memory, given back once in the same order.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include "values/molecule/read.hpp"

namespace tidemark {

/// Blocks of memory that packs on several threads take and give back. The allocator would keep for each thread what that
/// thread once had.
class RecordBlocks {
public:
    using Block = std::vector<std::uint8_t>;
    static constexpr std::size_t usual_size = 1U << 20U;

    [[nodiscard]] Block take(std::size_t size) {
        Block block;
        if (std::scoped_lock const lock{mutex_}; size <= usual_size && !unused_.empty()) {
            block = std::move(unused_.back());
            unused_.pop_back();
        }
        block.reserve(std::max(size, usual_size));
        return block;
    }
    void give_back(Block block) {
        if (block.capacity() == usual_size) {
            block.clear();
            std::scoped_lock const lock{mutex_};
            unused_.push_back(std::move(block));
        }
    }

private:
    std::mutex mutex_;
    std::vector<Block> unused_;
};

class RecordPack {
public:
    RecordPack() = default;
    /// `source` outlives the pack.
    explicit RecordPack(RecordBlocks& source) : source_{&source} {}
    RecordPack(RecordPack&& other) noexcept { swap(other); }
    RecordPack& operator=(RecordPack&& other) noexcept {
        swap(other);
        return *this;
    }
    ~RecordPack() {
        while (!blocks_.empty()) {
            drop_first();
        }
    }

    void add(Read const& record) {
        Head const head{.contig = record.contig,
                        .mate_contig = record.mate_contig,
                        .position = record.position,
                        .mate_position = record.mate_position,
                        .template_length = record.template_length,
                        .length = record.length,
                        .operation_count = record.operation_count,
                        .name = static_cast<std::uint32_t>(record.name.size()),
                        .tags = static_cast<std::uint32_t>(record.tags.size()),
                        .flags = record.flags,
                        .mapping_quality = record.mapping_quality};
        auto const size = sizeof(Head) + head.body();
        if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < size) {
            blocks_.push_back(source_->take(size));
            capacity_ += blocks_.back().capacity();
        }
        auto& block = blocks_.back();
        auto const append = [&](void const* from, std::size_t bytes) {
            auto const* const begin = static_cast<std::uint8_t const*>(from);
            block.insert(block.end(), begin, begin + bytes);
        };
        append(&head, sizeof(Head));
        append(record.operations, head.operations());
        append(record.packed_bases, head.bases());
        append(record.qualities, head.qualities());
        append(record.name.data(), head.name);
        append(record.tags.data(), head.tags);
    }

    /// Calls take(record) with each; memory is given back on the way, and nothing is left.
    template <typename Take>
    void give_all(Take const& take) {
        for (; !blocks_.empty(); drop_first()) {
            auto const& block = blocks_.front();
            for (auto const *place = block.data(), *const end = place + block.size(); place != end;) {
                place = give(place, take);
            }
        }
    }

    /// Bytes that were set aside for the records.
    [[nodiscard]] std::size_t capacity() const { return capacity_; }

private:
    void swap(RecordPack& other) noexcept {
        std::swap(source_, other.source_);
        std::swap(blocks_, other.blocks_);
        std::swap(capacity_, other.capacity_);
    }
    void drop_first() {
        capacity_ -= blocks_.front().capacity();
        source_->give_back(std::move(blocks_.front()));
        blocks_.pop_front();
    }

    struct Head {
        std::int32_t contig, mate_contig;
        std::int64_t position, mate_position, template_length;
        std::int32_t length, operation_count;
        std::uint32_t name, tags;
        std::uint16_t flags;
        std::uint8_t mapping_quality;

        [[nodiscard]] std::size_t operations() const { return 4 * static_cast<std::size_t>(operation_count); }
        [[nodiscard]] std::size_t bases() const { return static_cast<std::size_t>(length + 1) / 2; }
        [[nodiscard]] std::size_t qualities() const { return static_cast<std::size_t>(length); }
        [[nodiscard]] std::size_t body() const { return operations() + bases() + qualities() + name + tags; }
    };

    /// The place behind the record at `place`.
    template <typename Take>
    static std::uint8_t const* give(std::uint8_t const* place, Take const& take) {
        Head head{};
        std::memcpy(&head, place, sizeof(Head));
        Read record;
        record.contig = head.contig;
        record.mate_contig = head.mate_contig;
        record.position = head.position;
        record.mate_position = head.mate_position;
        record.template_length = head.template_length;
        record.flags = head.flags;
        record.mapping_quality = head.mapping_quality;
        record.length = head.length;
        record.operation_count = head.operation_count;
        auto const* const body = place + sizeof(Head);
        record.operations = body;
        record.packed_bases = record.operations + head.operations();
        record.qualities = record.packed_bases + head.bases();
        auto const* const name = record.qualities + head.qualities();
        record.name = {reinterpret_cast<char const*>(name), head.name};
        record.tags = {name + head.name, head.tags};
        take(record);
        return body + head.body();
    }

    RecordBlocks* source_ = nullptr;   ///< none: a pack that stays empty
    std::deque<RecordBlocks::Block> blocks_;
    std::size_t capacity_ = 0;
};

}  // namespace tidemark
