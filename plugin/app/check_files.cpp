#include "app/check_files.hpp"

#include <map>
#include <string_view>

#include "app/side_by_side.hpp"

namespace tidemark {
namespace {

constexpr std::string_view index_mark = "##idx##";

/// Resolves both parts of "file##idx##index".
std::filesystem::path resolved(std::filesystem::path const& base, std::string const& path) {
    auto const mark = path.find(index_mark);
    if (mark == std::string::npos) {
        return base / path;
    }
    return (base / path.substr(0, mark)).string() + std::string{index_mark} +
           (base / path.substr(mark + index_mark.size())).string();
}

std::string base_name(std::string const& path) {
    return std::filesystem::path{path.substr(0, path.find(index_mark))}.filename().string();
}

FileFacts facts_of_fastq(SampleRows const& sample, FileCheckSetting const& setting) {
    FastqRequest request{.sample = sample.first().sample,
                         .files = {},
                         .shown_names = {},
                         .files_per_lane = sample.first().fastq.size(),
                         .depth = setting.depth};
    for (auto const& row : sample.rows) {
        for (auto const& path : row.fastq) {
            request.files.push_back(resolved(setting.base, path));
            request.shown_names.push_back(base_name(path));
        }
    }
    return gather_fastq_facts(request);
}

FileFacts facts_of_alignment(SampleRow const& row, std::filesystem::path const& alignment,
                             FileCheckSetting const& setting) {
    auto const& path = row.bam.empty() ? row.cram : row.bam;
    return gather_alignment_facts({.sample = row.sample,
                                   .path = alignment.empty() ? resolved(setting.base, path) : alignment,
                                   .shown_name = base_name(path),
                                   .reference = setting.reference,
                                   .umi = row.umi,
                                   .depth = setting.depth,
                                   .hash_whole = !row.sha256.empty(),
                                   .count_records = row.records.has_value(),
                                   .allow_missing_eof = setting.rules.allow_missing_eof,
                                   .trust_cram = setting.trust_cram,
                                   .threads = setting.threads});
}

/// Checksums only of contigs that the file has reads on and gives a checksum for: computing one reads the contig.
ContigTable with_checksums(FileFacts const& facts, ReferenceChecksums& reference) {
    auto contigs = reference.contigs();
    for (auto const& use : facts.used) {
        auto const found = contigs.index_of(use.contig.name);
        if (found && !use.contig.md5.empty()) {
            contigs.contigs[*found].md5 = reference.md5(use.contig.name);
        }
    }
    return contigs;
}

}  // namespace

std::vector<SampleRows> samples_of(std::span<SampleRow const> rows) {
    std::vector<SampleRows> samples;
    std::map<std::string, std::size_t> places;
    for (auto const& row : rows) {
        auto const [place, added] = places.emplace(row.sample, samples.size());
        if (added) {
            samples.emplace_back();
        }
        samples[place->second].rows.push_back(row);
    }
    return samples;
}

FileJudgement judge_sample(SampleRows const& sample, std::filesystem::path const& alignment,
                           ReferenceChecksums& reference, FileCheckSetting const& setting) {
    auto const& row = sample.first();
    auto const facts =
        row.fastq.empty() ? facts_of_alignment(row, alignment, setting) : facts_of_fastq(sample, setting);
    return judge_file(facts, row, setting.sheet, with_checksums(facts, reference), setting.rules);
}

std::vector<FileJudgement> judge_samples(std::span<SampleRows const> samples, int threads,
                                         FileCheckSetting const& setting) {
    ReferenceChecksums reference{setting.reference};
    std::vector<FileJudgement> judgements(samples.size());
    side_by_side(samples.size(), threads, [&](std::size_t index) {
        judgements[index] = judge_sample(samples[index], {}, reference, setting);
    });
    return judgements;
}

}  // namespace tidemark
