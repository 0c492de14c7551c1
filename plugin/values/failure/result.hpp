// An ordinary answer that may be a refusal: parse this id, this region, this UMI.
#pragma once
#include <cassert>
#include <utility>
#include <variant>

namespace tidemark {

template <typename Value, typename Reason>
class [[nodiscard]] Result {
public:
    Result(Value value) : state_{std::in_place_index<0>, std::move(value)} {}
    [[nodiscard]] static Result refused(Reason reason) { return Result{Refusal{}, std::move(reason)}; }

    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }
    [[nodiscard]] Value const& value() const {
        assert(has_value());
        return std::get<0>(state_);
    }
    [[nodiscard]] Value const& operator*() const { return value(); }
    [[nodiscard]] Value const* operator->() const { return &value(); }
    [[nodiscard]] Reason const& reason() const {
        assert(!has_value());
        return std::get<1>(state_);
    }

private:
    struct Refusal {};
    Result(Refusal, Reason reason) : state_{std::in_place_index<1>, std::move(reason)} {}
    std::variant<Value, Reason> state_;
};

}  // namespace tidemark
