// A hash that only who has the key can make again.
#pragma once
#include <string>
#include <string_view>

namespace tidemark {

/// HMAC-SHA-256 (RFC 2104) as 64 lower-case hex digits.
[[nodiscard]] std::string keyed_sha256(std::string_view key, std::string_view message);

}  // namespace tidemark
