// Records one behind the other in little memory, given back once in the same order.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <vector>

#include "values/molecule/read.hpp"

namespace tidemark {

class RecordPack {
public:
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
            blocks_.emplace_back().reserve(std::max(size, block_size));
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
        for (; !blocks_.empty(); blocks_.pop_front()) {
            auto const& block = blocks_.front();
            for (auto const *place = block.data(), *const end = place + block.size(); place != end;) {
                place = give(place, take);
            }
        }
    }

private:
    static constexpr std::size_t block_size = 1U << 20U;

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

    std::deque<std::vector<std::uint8_t>> blocks_;
};

}  // namespace tidemark
