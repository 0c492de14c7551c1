#include "app/simulate_raw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/files/compressed_text.hpp"
#include "io/hts/alignment_writer.hpp"
#include "io/tables/simulation_tables.hpp"
#include "stages/simulate/raw_region.hpp"

namespace tidemark {
namespace {

/// Fragments whose reads are made together: their pairs are shuffled in the FASTQ.
constexpr std::size_t batch_fragments = 32;
/// They start within so many bases, so that all their records fit the writer's window.
constexpr std::int64_t batch_span = 1'000;
/// An insertion near the left end of a fragment may be aligned before it: at most its 50 bases.
constexpr std::int64_t leftmost_shift = 64;

void append_fastq(std::string& text, std::string_view name, RawRead const& read) {
    text.append("@").append(name).append("\n").append(read.bases).append("\n+\n");
    auto const start = text.size();
    text.append(read.qualities);
    for (auto base = text.begin() + static_cast<std::ptrdiff_t>(start); base != text.end(); ++base) {
        *base = static_cast<char>(*base + '!');
    }
    text.push_back('\n');
}

/// The files of one sample while they are written.
class RawFilesWriter {
public:
    RawFilesWriter(SimulationSetting const& setting, SamplePlan const& plan, std::filesystem::path const& folder)
        : sample_{plan.row.sample},
          molecules_{folder / ("truth/" + sample_ + ".molecules.tsv.gz")},
          order_{setting.seed, "fastq order\t" + sample_},
          reads_{read_layout(setting.scenario.raw_reads->structure).reads.size()} {
        for (std::size_t file = 0; file < plan.row.fastq.size(); ++file) {
            fastq_.emplace_back(folder / plan.row.fastq[file]);
        }
        if (setting.scenario.raw_reads->files != RawFiles::fastq) {
            alignments_.emplace(folder / (sample_ + ".bam"),
                                AlignmentWriterSetting{.contigs = {setting.scenario.contigs},
                                                       .sample = sample_,
                                                       .library = plan.row.batch,
                                                       .program_version = TIDEMARK_VERSION,
                                                       .command_line = fmt::format("tidemark simulate --seed {}", setting.seed),
                                                       .level = 1});
        }
        molecules_.write(truth_molecules_head());
    }

    void write(RawBatch const& batch) {
        write_fastq(batch);
        for (std::size_t pair = 0; alignments_ && pair < batch.size(); ++pair) {
            for (std::size_t read = 0; read < reads_; ++read) {
                alignments_->hold(batch[pair].records[read], batch[pair].ties[read]);
            }
        }
        text_.clear();
        for (auto const& molecule : batch.molecules) {
            append_truth_molecule(text_, sample_, molecule);
        }
        molecules_.write(text_);
    }

    /// No record before `position` follows.
    void complete_before(std::int64_t position) {
        if (alignments_) {
            alignments_->write_held_before(position);
        }
    }
    void complete_contig() {
        if (alignments_) {
            alignments_->write_held();
        }
    }

    void close() {
        for (auto& file : fastq_) {
            file.close();
        }
        if (alignments_) {
            alignments_->close();
        }
        molecules_.close();
    }

private:
    void write_fastq(RawBatch const& batch) {
        if (fastq_.empty()) {
            return;
        }
        std::vector<std::size_t> order(batch.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t last = order.size(); last > 1; --last) {
            std::swap(order[last - 1], order[order_.below(last)]);
        }
        for (std::size_t file = 0; file < fastq_.size(); ++file) {
            text_.clear();
            for (auto const pair : order) {
                append_fastq(text_, batch[pair].name, batch[pair].reads[file]);
            }
            fastq_[file].write(text_);
        }
    }

    std::string sample_;
    CompressedText molecules_;
    Random order_;                            ///< sequencers give reads in no order of the genome
    std::size_t reads_;                       ///< of a template: 1 or 2
    std::vector<CompressedText> fastq_;
    std::optional<AlignmentWriter> alignments_;
    std::string text_;
};

std::size_t batch_end(std::vector<RawFragment> const& fragments, std::size_t first) {
    auto last = first;
    while (last < fragments.size() && last < first + batch_fragments &&
           fragments[last].begin < fragments[first].begin + batch_span) {
        ++last;
    }
    return last;
}

void add_counts(RawRegion const& region, SampleTruth& truth) {
    auto const [duplex, forward, reverse, singleton] = region.molecules();
    truth.molecules_duplex += duplex;
    truth.molecules_simplex_forward += forward;
    truth.molecules_simplex_reverse += reverse;
    truth.molecules_singleton += singleton;
    std::ranges::copy(region.variants(), std::back_inserter(truth.variants));
}

}  // namespace

SampleTruth simulate_raw_sample(SimulationSetting const& setting, SamplePlan const& plan,
                                std::filesystem::path const& folder) {
    auto truth = sample_truth(setting, plan);
    auto const reads = read_setting(setting.scenario, *setting.scenario.raw_reads, plan.row.sample, setting.seed);
    RawFilesWriter writer{setting, plan, folder};
    RawBatch batch;
    std::int64_t molecule = 0;
    auto const& regions = setting.assay.regions;
    for (std::size_t number = 0; number < regions.size(); ++number) {
        if (number > 0 && regions[number].contig != regions[number - 1].contig) {
            writer.complete_contig();
        }
        RawRegion region{setting, plan, reads, number};
        auto const& fragments = region.fragments();
        for (std::size_t first = 0; first < fragments.size();) {
            writer.complete_before(fragments[first].begin - leftmost_shift);
            batch.clear();
            auto const last = batch_end(fragments, first);
            for (; first < last; ++first) {
                region.add_reads(fragments[first], molecule++, batch);
            }
            truth.records += static_cast<std::int64_t>(batch.size() * reads.layout.reads.size());
            writer.write(batch);
        }
        add_counts(region, truth);
    }
    writer.complete_contig();
    writer.close();
    return truth;
}

}  // namespace tidemark
