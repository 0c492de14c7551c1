#include "app/grouped_reads.hpp"

#include <algorithm>
#include <tuple>

#include "values/molecule/molecule_tags.hpp"

namespace tidemark {
namespace {

DuplexStrand strand_of(PositionFamily const& family, std::size_t place) {
    if (!family.two_strands) {
        return DuplexStrand::none;
    }
    return place < family.of_a ? DuplexStrand::a : DuplexStrand::b;
}

}  // namespace

void GroupedReads::write(Read const& read, std::int64_t id, DuplexStrand strand) {
    text_ = std::to_string(id);
    text_ += molecule_suffix(strand);
    set_text_tag(read.tags, "MI", text_, tags_);
    auto written = read;
    written.tags = tags_;
    sink_(written);
    ++reads_;
}

void GroupedReads::add(FamilyStream::Found const& found) {
    if ((found.ends.kind & TemplateEnds::far) != 0) {
        hold(found);
        return;
    }
    auto const id = molecules_++;
    for (std::size_t place = 0; place < found.family.templates.size(); ++place) {
        auto const& each = found.templates[found.family.templates[place]];
        for (auto const* const read : {each.first, each.second}) {
            if (read != nullptr) {
                write(*read, id, strand_of(found.family, place));
            }
        }
    }
}

void GroupedReads::hold(FamilyStream::Found const& found) {
    auto const family = far_families_++;
    for (std::size_t place = 0; place < found.family.templates.size(); ++place) {
        auto const& read = *found.templates[found.family.templates[place]].first;
        auto const [entry, is_new] = far_.try_emplace(std::string{read.name});
        auto& held = entry->second;
        if (is_new) {
            held.family = family;
            held.strand = strand_of(found.family, place);
        }
        (read.read_two() ? held.second : held.first) = store_.keep(read);
    }
    if (store_.capacity() > max_bytes_) {
        refuse_memory("reads whose mates lie far away", max_bytes_);
    }
}

void GroupedReads::finish() {
    std::vector<std::tuple<std::uint64_t, DuplexStrand, std::string_view, Held const*>> templates;
    for (auto const& [name, held] : far_) {
        if (held.first != ReadStore::none && held.second != ReadStore::none) {
            templates.emplace_back(held.family, held.strand, name, &held);
        } else {
            ++mates_missing_;
        }
    }
    std::ranges::sort(templates);
    std::optional<std::uint64_t> last;
    for (auto const& [family, strand, name, held] : templates) {
        molecules_ += last == family ? 0 : 1;
        last = family;
        write(held->first->read, molecules_ - 1, strand);
        write(held->second->read, molecules_ - 1, strand);
    }
    far_.clear();
}

}  // namespace tidemark
