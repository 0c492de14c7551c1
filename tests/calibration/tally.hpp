// Shares with their Monte-Carlo error: samples of one laboratory share its luck, so the error is taken between
// laboratories where that is the larger.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

namespace tidemark::calibration {

class Tally {
public:
    void start_batch() { batches_.push_back({}); }
    void add(bool hit) {
        batches_.back().hits += hit ? 1 : 0;
        batches_.back().samples += 1;
    }
    [[nodiscard]] double samples() const {
        double sum = 0;
        for (auto const& batch : batches_) {
            sum += batch.samples;
        }
        return sum;
    }
    [[nodiscard]] double share() const {
        double hits = 0;
        for (auto const& batch : batches_) {
            hits += batch.hits;
        }
        return samples() > 0 ? hits / samples() : 0;
    }
    /// Standard error of the share: binomial at `expected` at least, between batches where it is larger.
    [[nodiscard]] double error(double expected) const {
        double const all = samples();
        double const plain = std::sqrt(expected * (1 - expected) / all);
        double squares = 0;
        for (auto const& batch : batches_) {
            double const apart = batch.hits - share() * batch.samples;
            squares += apart * apart;
        }
        double const count = static_cast<double>(batches_.size());
        double const between = count > 1 ? std::sqrt(squares * count / (count - 1)) / all : 0;
        return std::max(plain, between);
    }

private:
    struct Batch {
        double hits = 0;
        double samples = 0;
    };
    std::vector<Batch> batches_;
};

}  // namespace tidemark::calibration
