#include "stages/group/read_store.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <type_traits>

namespace tidemark {
namespace {

/// What the allocator keeps before a chunk must find room behind the one before, else every other chunk's room is lost to
/// alignment.
constexpr std::size_t allocator_margin = 64;

}  // namespace

void ReadStore::use_chunk_of(std::size_t size) {
    constexpr auto usual_size = chunk_size - allocator_margin;
    if (size + head_size <= usual_size && !empty_chunks_.empty()) {
        current_ = empty_chunks_.back();
        empty_chunks_.pop_back();
        return;
    }
    auto const bytes = std::max(size + head_size, usual_size);
    auto* const begin = static_cast<std::byte*>(::operator new(bytes, std::align_val_t{chunk_size}));
    chunks_.push_back({std::unique_ptr<std::byte, FreeChunk>{begin}, bytes, head_size, 0});
    capacity_ += bytes;
    current_ = static_cast<std::uint32_t>(chunks_.size() - 1);
    new (begin) std::uint32_t{current_};
}

std::byte* ReadStore::take(std::size_t size) {
    size = (size + alignof(Kept) - 1) / alignof(Kept) * alignof(Kept);
    if (chunks_.empty() || chunks_[current_].size - chunks_[current_].used < size) {
        auto const left = current_;
        use_chunk_of(size);
        if (chunks_.size() > 1 && left != current_ && chunks_[left].reads == 0 && chunks_[left].used > head_size) {
            chunks_[left].used = head_size;
            empty_chunks_.push_back(left);
        }
    }
    auto& chunk = chunks_[current_];
    auto* const place = chunk.bytes.get() + chunk.used;
    chunk.used += size;
    ++chunk.reads;
    return place;
}

ReadStore::Slot ReadStore::keep(Read const& read) {
    auto const operations = 4 * static_cast<std::size_t>(read.operation_count);
    auto const bases = static_cast<std::size_t>(read.length + 1) / 2;
    auto const qualities = static_cast<std::size_t>(read.length);
    auto const name = part_ == KeptPart::whole ? read.name.size() : 0;
    auto const tags = part_ == KeptPart::whole ? read.tags.size() : 0;
    auto* const begin = take(sizeof(Kept) + operations + bases + qualities + name + tags);
    auto* const kept = new (begin) Kept{read};
    auto* place = reinterpret_cast<std::uint8_t*>(begin + sizeof(Kept));
    auto const copy = [&](void const* from, std::size_t size) {
        auto* const at = place;
        if (size > 0) {
            std::memcpy(at, from, size);
        }
        place += size;
        return at;
    };
    if (read.packed_bases == read.operations + operations && read.qualities == read.packed_bases + bases) {
        // As BAM has them, one behind the other.
        kept->read.operations = copy(read.operations, operations + bases + qualities);
        kept->read.packed_bases = kept->read.operations + operations;
        kept->read.qualities = kept->read.packed_bases + bases;
    } else {
        kept->read.operations = copy(read.operations, operations);
        kept->read.packed_bases = copy(read.packed_bases, bases);
        kept->read.qualities = copy(read.qualities, qualities);
    }
    kept->read.name = {reinterpret_cast<char const*>(copy(read.name.data(), name)), name};
    kept->read.tags = {copy(read.tags.data(), tags), tags};
    return kept;
}

void ReadStore::release(Slot slot) {
    static_assert(std::is_trivially_destructible_v<Kept>);
    auto const begin = reinterpret_cast<std::uintptr_t>(slot) & ~(chunk_size - 1);
    auto const number = *reinterpret_cast<std::uint32_t const*>(begin);
    auto& chunk = chunks_[number];
    if (--chunk.reads == 0 && number != current_) {
        chunk.used = head_size;
        if (chunk.size == chunk_size - allocator_margin) {
            empty_chunks_.push_back(number);
        } else {
            // A chunk made for one huge read is given back.
            capacity_ -= chunk.size;
            chunk = {};
        }
    }
}

}  // namespace tidemark
