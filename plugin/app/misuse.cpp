#include "app/misuse.hpp"

#include <utility>

#include "values/failure/failure.hpp"

namespace tidemark {

void misuse(std::string rule, std::string what, std::string why, std::string remedy) {
    throw UsageError{{.rule = std::move(rule),
                      .what = std::move(what),
                      .where = {},
                      .why = std::move(why),
                      .remedy = std::move(remedy)}};
}

void contradict(std::string rule, std::string what, std::string where, std::string why, std::string remedy) {
    throw ContradictionError{{.rule = std::move(rule),
                              .what = std::move(what),
                              .where = std::move(where),
                              .why = std::move(why),
                              .remedy = std::move(remedy)}};
}

}  // namespace tidemark
