#include "app/closest_word.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "app/misuse.hpp"

namespace tidemark {

std::size_t letters_apart(std::string_view one, std::string_view other) {
    // Rows of the usual table: two back, one back, and the one being filled.
    std::vector<std::size_t> before(other.size() + 1);
    std::vector<std::size_t> last(other.size() + 1);
    std::vector<std::size_t> now(other.size() + 1);
    for (std::size_t column = 0; column <= other.size(); ++column) {
        last[column] = column;
    }
    for (std::size_t row = 1; row <= one.size(); ++row) {
        now[0] = row;
        for (std::size_t column = 1; column <= other.size(); ++column) {
            bool const same = one[row - 1] == other[column - 1];
            now[column] = std::min({last[column] + 1, now[column - 1] + 1, last[column - 1] + (same ? 0 : 1)});
            if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1]) {
                now[column] = std::min(now[column], before[column - 2] + 1);
            }
        }
        before.swap(last);
        last.swap(now);
    }
    return last[other.size()];
}

std::string closest_word(std::string_view written, std::span<std::string const> words) {
    if (written.empty()) {
        return {};
    }
    std::string closest;
    std::size_t least = written.size();
    for (auto const& word : words) {
        auto const apart = word.starts_with(written) ? 0 : letters_apart(written, word);
        if (2 * apart < written.size() && apart < least) {
            closest = word;
            least = apart;
        }
    }
    return closest;
}

void refuse_unknown_word(std::string const& written, std::span<std::string const> words) {
    auto const meant = closest_word(written, words);
    misuse("usage", fmt::format("{} is no subcommand", written), {},
           meant.empty() ? std::string{"tidemark --help lists them"} : fmt::format("did you mean {}?", meant));
}

}  // namespace tidemark
