#include "values/failure/finding.hpp"

namespace tidemark {

std::string place_of(Finding const& finding) {
    return finding.file + (finding.line == 0 ? "" : " line " + std::to_string(finding.line)) +
           (finding.column.empty() ? "" : " column " + finding.column);
}

}  // namespace tidemark
