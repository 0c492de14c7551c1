#include "app/failure_line.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace tidemark {

std::string failure_line(Failure const& failure, int exit_code) {
    nlohmann::ordered_json const line{{"tidemark", "failure"},
                                      {"code", exit_code},
                                      {"rule", failure.rule},
                                      {"where", failure.where},
                                      {"message", to_text(failure)}};
    return fmt::format("tidemark: {}\n{}\n", to_text(failure),
                       line.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
}

}  // namespace tidemark
