#include "group_case.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tidemark::test {

CommandResult GroupCase::group(std::string const& file, std::vector<std::string> const& more, CommandSetting const& setting) const {
    std::vector<std::string> words{"group", "-o", output()};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(file);
    return tidemark(words, setting);
}

std::string GroupCase::group_refusal(std::string const& file, std::vector<std::string> const& more) const {
    auto const failure = failure_of(group(file, more));
    bool const left = std::filesystem::exists(scratch / "out") && !std::filesystem::is_empty(scratch / "out");
    return failure + (left ? " and files left" : "");
}

std::string text_of(GroupCase::Cells const& record, std::string const& tag) {
    auto const found = std::ranges::find_if(record, [&](auto const& cell) { return cell.starts_with(tag + ":Z:"); });
    return found == record.end() ? std::string{} : found->substr(5);
}

std::string molecule_of(std::string const& id) { return id.substr(0, id.find('/')); }

std::map<std::string, std::string> GroupCase::ids() const {
    std::map<std::string, std::string> ids;
    for (auto const& record : records()) {
        auto const [entry, fresh] = ids.try_emplace(record.at(0), text_of(record, "MI"));
        EXPECT_EQ(entry->second, text_of(record, "MI")) << record.at(0);
    }
    return ids;
}

Partition GroupCase::molecules() const {
    std::map<std::string, std::set<std::string>> by_id;
    for (auto const& [name, id] : ids()) {
        by_id[molecule_of(id)].insert(name);
    }
    Partition molecules;
    for (auto const& [id, names] : by_id) {
        molecules.insert(names);
    }
    return molecules;
}

}  // namespace tidemark::test
