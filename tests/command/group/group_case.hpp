// One call of group on aligned raw reads made of text, and its output taken apart.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/consensus_case.hpp"

namespace tidemark::test {

using Partition = std::set<std::set<std::string>>;

class GroupCase : public ConsensusCase {
public:
    using Cells = std::vector<std::string>;

    [[nodiscard]] CommandResult group(std::string const& file, std::vector<std::string> const& more = {},
                                      CommandSetting const& setting = {}) const;
    /// "code rule", where a call must fail and leave nothing.
    [[nodiscard]] std::string group_refusal(std::string const& file, std::vector<std::string> const& more = {}) const;
    /// Names of the reads of each molecule of the output.
    [[nodiscard]] Partition molecules() const;
    /// Molecule id of each name; the test fails where two reads of one name differ.
    [[nodiscard]] std::map<std::string, std::string> ids() const;
};

/// Text of a tag of a record, without its name and type; empty where there is none.
[[nodiscard]] std::string text_of(GroupCase::Cells const& record, std::string const& tag);
/// A molecule id without its strand.
[[nodiscard]] std::string molecule_of(std::string const& id);

}  // namespace tidemark::test
