#include "stages/simulate/read_maker.hpp"

#include <algorithm>

#include "values/genome/sequence.hpp"
#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

/// Illumina TruSeq adapters behind the template of read 1 and read 2, then dark cycles.
constexpr std::array<std::string_view, 2> adapters{"AGATCGGAAGAGCACACGTCTGAACTCCAGTCA",
                                                   "AGATCGGAAGAGCGTCGTGTAGGGAAAGAGTGT"};

constexpr std::array<char, 256> complements = [] {
    std::array<char, 256> table{};
    table.fill('N');
    table['A'] = 'T';
    table['C'] = 'G';
    table['G'] = 'C';
    table['T'] = 'A';
    return table;
}();

/// Of plain bases and N, into storage that is used again.
void append_reverse_complement(std::string_view bases, std::string& target) {
    auto const start = target.size();
    target.resize(start + bases.size());
    auto* to = target.data() + start;
    for (std::size_t base = bases.size(); base > 0; --base) {
        *to++ = complements[static_cast<unsigned char>(bases[base - 1])];
    }
}

std::string cigar_text(std::vector<CigarOperation> const& cigar) {
    constexpr std::string_view letters{"MIDNSHP=X"};
    std::string text;
    for (auto const& operation : cigar) {
        text += std::to_string(operation.length) + letters[static_cast<std::size_t>(operation.kind)];
    }
    return text;
}

/// The base that a PCR substitution makes of `base`; `change` names the same one on both strands.
char substituted(char base, std::uint8_t change) {
    constexpr std::array<std::string_view, 4> others{"GCT", "TAG", "ATC", "CGA"};   // transition, then two transversions
    auto const number = base_number(base);
    return number ? others[*number][change] : base;
}

void add_template(StrandTemplate const& strand_template, std::size_t side, std::span<CopyError const> errors,
                  std::string& bases) {
    auto const start = bases.size();
    auto const& mate = strand_template.mates[side];
    bases += mate;
    for (auto const& error : errors) {
        auto const place = side == 0 ? error.place : strand_template.length - 1 - error.place;
        if (!error.slip && error.place < strand_template.length && place < mate.size()) {
            bases[start + place] = substituted(bases[start + place], error.change);
        }
    }
}

void add_umi_errors(ReadSetting const& setting, std::size_t read, std::string& bases, Random& random) {
    std::size_t at = 0;
    for (auto const& segment : setting.layout.reads[read]) {
        for (std::size_t base = at; segment.kind == SegmentKind::umi && base < at + segment.length; ++base) {
            if (random.chance(setting.umi_error)) {
                bases[base] = other_base(bases[base], random);
            }
        }
        at += segment.length;
    }
}

/// Every cycle of read `read` of this strand, called.
void sequence(ReadSetting const& setting, StrandReads const& strand, StrandTemplate const& strand_template,
              std::span<CopyError const> errors, std::size_t read, Random& random, RawRead& made) {
    auto const side = read == strand.strand ? 0U : 1U;   // read 1 of the forward strand starts at the left end
    auto const& prefix = strand.prefixes[read];
    auto const cycles = prefix.size() + setting.read_length;
    made.bases = prefix;
    add_umi_errors(setting, read, made.bases, random);
    add_template(strand_template, side, errors, made.bases);
    if (made.bases.size() < cycles) {
        append_reverse_complement(strand.prefixes[1 - read], made.bases);
        made.bases.append(adapters[read]);
        made.bases.resize(cycles, 'G');
    }
    setting.calls.call(made.bases, made.qualities, random);
}

void set_text_tag(AlignmentRecord& record, std::size_t number, std::array<char, 2> name, std::string_view text) {
    if (record.tags.size() <= number) {
        record.tags.resize(number + 1);
    }
    auto& tag = record.tags[number];
    tag.name = name;
    if (auto* const old = std::get_if<std::string>(&tag.value)) {
        old->assign(text);
    } else {
        tag.value = std::string{text};
    }
}

void align(ReadSetting const& setting, StrandReads const& strand, StrandTemplate const& strand_template,
           std::size_t read, std::string_view umi, RawPair& pair) {
    auto const side = read == strand.strand ? 0U : 1U;
    bool const reverse = side == 1;
    bool const paired = setting.layout.paired();
    auto const& made = pair.reads[read];
    auto const& placement = strand_template.placements[side];
    auto& record = pair.records[read];
    record.name = pair.name;
    record.flags = static_cast<std::uint16_t>(
        (reverse ? sam_flag::reverse : 0) |
        (paired ? sam_flag::paired | (strand.proper ? sam_flag::proper_pair : 0) |
                      (reverse ? 0 : sam_flag::mate_reverse) | (read == 0 ? sam_flag::read_one : sam_flag::read_two)
                : 0));
    record.contig = strand.contig;
    record.position = placement.position;
    record.mapping_quality = strand.mapping_quality;
    record.cigar = placement.cigar;
    record.mate_contig = paired ? strand.contig : -1;
    record.mate_position = paired ? strand_template.placements[1 - side].position : Position{-1};
    record.template_length = paired ? (reverse ? -strand_template.span : strand_template.span) : 0;
    auto const start = strand.prefixes[read].size();
    auto const count = strand_template.mates[side].size();
    record.bases.clear();
    if (reverse) {
        append_reverse_complement(std::string_view{made.bases}.substr(start, count), record.bases);
        record.qualities.assign(made.qualities, start, count);
        std::ranges::reverse(record.qualities);
    } else {
        record.bases.assign(made.bases, start, count);
        record.qualities.assign(made.qualities, start, count);
    }
    std::size_t tags = 0;
    set_text_tag(record, tags++, {'R', 'G'}, "1");
    if (paired) {
        set_text_tag(record, tags++, {'M', 'C'}, strand_template.cigars[1 - side]);
    }
    if (!umi.empty()) {
        set_text_tag(record, tags++, {'R', 'X'}, umi);
    }
    record.tags.resize(tags);
}

}  // namespace

ReadSetting read_setting(Scenario const& scenario, ScenarioReads const& reads, std::string const& sample,
                         std::uint64_t seed) {
    auto layout = read_layout(reads.structure);
    auto const read_length = static_cast<std::size_t>(scenario.molecules.read_length);
    std::size_t longest = 0;
    for (auto const& segments : layout.reads) {
        std::size_t length = read_length;
        for (auto const& segment : segments) {
            length += segment.length;
        }
        longest = std::max(longest, length);
    }
    Random random{seed, "barcode\t" + sample};
    std::string barcode;
    for (std::size_t base = 0; base < 24; ++base) {
        barcode.push_back(plain_bases[random.below(4)]);
    }
    return {std::move(layout), BaseCallLaw{reads, longest}, read_length, reads.umi_error,
            std::move(barcode), reads.files != RawFiles::fastq, sample};
}

StrandTemplate strand_template(ShownMate const& whole, Position begin, AssayRegion const& region, std::size_t read_length) {
    StrandTemplate made;
    made.length = whole.bases.size();
    for (std::size_t side = 0; side < 2; ++side) {
        auto const mate = mate_of(whole, read_length, side == 0 ? MateSide::left : MateSide::right);
        made.placements[side] = place_mate(mate, begin, region);
        made.cigars[side] = cigar_text(made.placements[side].cigar);
        if (side == 0) {
            made.mates[side] = mate.bases;
        } else {
            append_reverse_complement(mate.bases, made.mates[side]);
        }
    }
    made.span = std::max(aligned_end(made.placements[0]), aligned_end(made.placements[1])) -
                std::min(made.placements[0].position.value, made.placements[1].position.value);
    return made;
}

void make_pair(ReadSetting const& setting, StrandReads const& strand, StrandTemplate const& strand_template,
               std::span<CopyError const> errors, std::size_t serial, Random& random, RawPair& pair) {
    pair.name = "tidemark:1:";
    pair.name.append(setting.sample).append(":1:").append(std::to_string(strand.molecule));
    pair.name.append(strand.strand == 0 ? ":1:" : ":2:").append(std::to_string(serial + 1));
    std::array<std::string_view, 2> prefixes;
    auto const reads = setting.layout.reads.size();
    for (std::size_t read = 0; read < reads; ++read) {
        sequence(setting, strand, strand_template, errors, read, random, pair.reads[read]);
        prefixes[read] = std::string_view{pair.reads[read].bases}.substr(0, strand.prefixes[read].size());
        pair.ties[read] = static_cast<std::uint32_t>(random.next() >> 32U);
    }
    if (!setting.aligned) {
        return;
    }
    auto const umi = umi_field(setting.layout, prefixes);
    for (std::size_t read = 0; read < reads; ++read) {
        align(setting, strand, strand_template, read, umi, pair);
    }
}

}  // namespace tidemark
