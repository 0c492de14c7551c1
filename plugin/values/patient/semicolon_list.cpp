#include "values/patient/semicolon_list.hpp"

#include <algorithm>

namespace tidemark {

std::vector<std::string> split_semicolons(std::string const& text) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        auto const end = std::min(text.find(';', begin), text.size());
        if (end > begin) {
            parts.push_back(text.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return parts;
}

}  // namespace tidemark
