#include "stages/consensus/consensus_record.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "stages/consensus/reference_difference.hpp"

namespace tidemark {
namespace {

constexpr std::uint16_t paired = 0x1, proper_pair = 0x2, mate_unmapped = 0x8, mate_reverse = 0x20;

/// "12346D2;12400I3:4:1": events with 1-based places, "=" where there is none; then reads of strand A and of B.
void minority_text(ConsensusLosses const& losses, std::string& text) {
    text.clear();
    for (auto const& event : losses.minority_indels) {
        char const kind = event.kind == CigarKind::insertion ? 'I' : event.kind == CigarKind::skip ? 'N' : 'D';
        text += (text.empty() ? "" : ";") + std::to_string(event.position + 1) + kind + std::to_string(event.length);
    }
    text += (text.empty() ? "=:" : ":") + std::to_string(losses.minority_reads[0]) + ':' +
            std::to_string(losses.minority_reads[1]);
}

void join_mates(Read& first, Read& second) {
    auto const begin = std::min(first.position, second.position);
    auto const length = std::max(aligned_end(first), aligned_end(second)) - begin;
    for (auto* const each : {&first, &second}) {
        auto const& mate = each == &first ? second : first;
        bool const facing = first.reverse() != second.reverse();
        each->flags = static_cast<std::uint16_t>((each->flags & ~mate_reverse) | paired | (facing ? proper_pair : 0) |
                                                 (mate.reverse() ? mate_reverse : 0));
        each->mate_contig = mate.contig;
        each->mate_position = mate.position;
        bool const leftmost = each->position < mate.position || (each->position == mate.position && each == &first);
        each->template_length = leftmost ? length : -length;
    }
}

}  // namespace

void RecordEncoder::Tags::text(std::string_view name, std::string_view value) {
    bytes.insert(bytes.end(), name.begin(), name.end());
    bytes.push_back('Z');
    bytes.insert(bytes.end(), value.begin(), value.end());
    bytes.push_back(0);
}

void RecordEncoder::Tags::integer(std::string_view name, std::int64_t value) {
    bytes.insert(bytes.end(), name.begin(), name.end());
    int const width = value < 256 ? 1 : value < 65536 ? 2 : 4;
    bytes.push_back(width == 1 ? 'C' : width == 2 ? 'S' : 'I');
    for (int byte = 0; byte < width; ++byte) {
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * byte)));
    }
}

void RecordEncoder::Tags::real(std::string_view name, float value) {
    bytes.insert(bytes.end(), name.begin(), name.end());
    bytes.push_back('f');
    auto const place = bytes.size();
    bytes.resize(place + sizeof value);
    std::memcpy(bytes.data() + place, &value, sizeof value);
}

void RecordEncoder::Tags::numbers(std::string_view name, std::vector<std::int16_t> const& values) {
    bytes.insert(bytes.end(), name.begin(), name.end());
    bytes.insert(bytes.end(), {'B', 's'});
    auto const count = static_cast<std::uint32_t>(values.size());
    auto const place = bytes.size();
    bytes.resize(place + 4 + 2 * values.size());
    std::memcpy(bytes.data() + place, &count, 4);
    if (count > 0) {
        std::memcpy(bytes.data() + place + 4, values.data(), 2 * values.size());
    }
}

void RecordEncoder::write_arrays(ConsensusRead const& read, RecordFacts const& facts, Tags& tags) {
    auto const& arrays = read.arrays;
    if (arrays.depth.empty()) {
        return;
    }
    tags.numbers("cd", arrays.depth);
    tags.numbers("ce", arrays.errors);
    if (!facts.two_strands) {
        return;
    }
    auto const strand = [&](char name, auto const& depth, auto const& errors, auto const& bases, auto const& qualities) {
        if (depth.empty()) {
            return;
        }
        tags.numbers(std::string{name, 'd'}, depth);
        tags.numbers(std::string{name, 'e'}, errors);
        tags.text(std::string{name, 'c'}, {bases.data(), bases.size()});
        text_.clear();
        for (auto const quality : qualities) {
            text_ += static_cast<char>(quality + 33);
        }
        tags.text(std::string{name, 'q'}, text_);
    };
    strand('a', arrays.a_depth, arrays.a_errors, arrays.a_bases, arrays.a_qualities);
    strand('b', arrays.b_depth, arrays.b_errors, arrays.b_bases, arrays.b_qualities);
}

void RecordEncoder::write_class(ConsensusRead const& read, RecordFacts const& facts, Tags& tags) {
    tags.bytes.clear();
    if (!facts.read_group.empty()) {
        tags.text("RG", facts.read_group);
    }
    tags.integer("cD", read.total.maximum_depth);
    if (facts.two_strands) {
        tags.integer("aD", read.a.maximum_depth);
        tags.integer("bD", read.b.maximum_depth);
    }
}

void RecordEncoder::write_tags(ConsensusMolecule const& molecule, ConsensusRead const& read, RecordFacts const& facts,
                               Tags& tags) {
    tags.bytes.clear();
    if (!facts.read_group.empty()) {
        tags.text("RG", facts.read_group);
    }
    tags.text("MI", facts.id);
    if (!facts.umi.empty()) {
        tags.text("RX", facts.umi);
    }
    auto const support = [&](char name, ConsensusSupport const& of) {
        tags.integer(std::string{name, 'D'}, of.maximum_depth);
        tags.integer(std::string{name, 'M'}, of.minimum_depth);
        tags.real(std::string{name, 'E'}, of.error_rate);
    };
    support('c', read.total);
    if (facts.two_strands) {
        support('a', read.a);
        support('b', read.b);
    }
    auto const& losses = molecule.losses;
    for (auto const& [name, count] : {std::pair{"xa", losses.alignment}, std::pair{"xc", losses.clipping},
                                      std::pair{"xq", losses.quality}}) {
        if (count > 0) {
            tags.integer(name, count);
        }
    }
    if (losses.minority_reads[0] + losses.minority_reads[1] > 0) {
        minority_text(losses, text_);
        tags.text("xi", text_);
    }
    write_arrays(read, facts, tags);
}

std::span<Read const> RecordEncoder::encode(ConsensusMolecule const& molecule, RecordFacts const& facts) {
    auto const called = molecule.called();
    for (std::size_t number = 0; number < called.size(); ++number) {
        auto const& from = called[number];
        auto& record = records_[number] = from.view();
        record.name = facts.id;
        record.mapping_quality = facts.mapping_quality[record.reverse() ? 1 : 0];
        if (facts.detail == RecordDetail::whole) {
            write_tags(molecule, from, facts, tags_[number]);
        } else {
            write_class(from, facts, tags_[number]);
        }
        if (!facts.reference.bases.empty()) {
            auto const difference = reference_difference(record, facts.reference, text_);
            tags_[number].integer("NM", difference);
            tags_[number].text("MD", text_);
        }
        record.tags = tags_[number].bytes;
    }
    if (called.size() == 2) {
        join_mates(records_[0], records_[1]);
    } else if (called.size() == 1 && records_[0].paired()) {
        auto& record = records_[0];
        if (facts.far_mate) {
            record.mate_contig = facts.far_mate->contig;
            record.mate_position = facts.far_mate->position;
            record.flags = static_cast<std::uint16_t>((record.flags & ~mate_reverse) |
                                                      (facts.far_mate->reverse ? mate_reverse : 0));
        } else {
            // The mate is unmapped, or no base of it could be called.
            record.flags = static_cast<std::uint16_t>((record.flags & ~mate_reverse) | mate_unmapped);
            record.mate_contig = record.contig;
            record.mate_position = record.position;
        }
    }
    return {records_.data(), called.size()};
}

}  // namespace tidemark
