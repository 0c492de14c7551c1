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
#include "stages/simulate/record_order.hpp"

namespace tidemark {
namespace {

/// Fragments whose reads are made together: their pairs are shuffled in the FASTQ.
constexpr std::size_t batch_fragments = 64;
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
          order_{setting.seed, "fastq order\t" + sample_} {
        auto const& reads = *setting.scenario.raw_reads;
        for (std::size_t file = 0; file < plan.row.fastq.size(); ++file) {
            fastq_.emplace_back(folder / plan.row.fastq[file]);
        }
        if (reads.files != RawFiles::fastq) {
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

    void write(RawBatch& batch) {
        write_fastq(batch);
        for (std::size_t pair = 0; alignments_ && pair < batch.size(); ++pair) {
            for (std::size_t read = 0; read < 2; ++read) {
                if (!batch[pair].records[read].tags.empty()) {
                    records_.add(batch[pair].records[read], batch[pair].ties[read]);
                }
            }
        }
        text_.clear();
        for (auto const& molecule : batch.molecules) {
            append_truth_molecule(text_, sample_, molecule);
        }
        molecules_.write(text_);
    }

    /// Alignments before `position` are complete.
    void complete_before(std::int64_t position) { records_.leave_before(position, sink()); }
    void complete_contig() { records_.leave_all(sink()); }

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
    [[nodiscard]] RecordOrder::Sink sink() {
        return [this](AlignmentRecord const& record) { alignments_->write(record); };
    }

    void write_fastq(RawBatch& batch) {
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
    std::vector<CompressedText> fastq_;
    std::optional<AlignmentWriter> alignments_;
    RecordOrder records_;
    std::string text_;
};

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
        for (std::size_t first = 0; first < fragments.size(); first += batch_fragments) {
            writer.complete_before(fragments[first].begin - leftmost_shift);
            batch.clear();
            auto const last = std::min(fragments.size(), first + batch_fragments);
            for (std::size_t fragment = first; fragment < last; ++fragment) {
                region.add_reads(fragments[fragment], molecule++, batch);
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
