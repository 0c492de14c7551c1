// Collects the findings of one sheet.
#pragma once
#include <cstddef>
#include <string>
#include <utility>

#include "values/failure/finding.hpp"

namespace tidemark {

class Notes {
public:
    explicit Notes(std::string file) : file_{std::move(file)} {}
    void add(Severity severity, std::string rule, std::size_t line, std::string column, std::string message) {
        findings_.push_back({severity, std::move(rule), file_, line, std::move(column), std::move(message)});
    }
    [[nodiscard]] Findings take() { return std::move(findings_); }

private:
    std::string file_;
    Findings findings_;
};

}  // namespace tidemark
