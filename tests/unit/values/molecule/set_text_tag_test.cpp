// Fields of every type before and behind the one that is set.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/read_builder.hpp"
#include "values/molecule/molecule_tags.hpp"

namespace tidemark::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes(std::string_view text) { return {text.begin(), text.end()}; }

Bytes set(Bytes const& fields, std::string_view tag, std::string_view value) {
    Bytes result{'o', 'l', 'd'};
    set_text_tag(fields, tag, value, result);
    return result;
}

using namespace std::string_view_literals;

/// One field of each type of the BAM format, values with zeros and with letters that look like a tag in them.
std::vector<Bytes> const one_of_each{
    bytes("xAAM"sv),
    bytes("xcc\xff"sv),
    bytes("xCC\0"sv),
    bytes("xssMI"sv),
    bytes("xSS\0\x01"sv),
    bytes("xiiMIZ\0"sv),
    bytes("xII\xff\xff\xff\xff"sv),
    bytes("xffMIZ3"sv),
    bytes("xddMIZ\0MIZ\0"sv),
    bytes("xZZMI:Z:3\0"sv),
    bytes("xEZ\0"sv),
    bytes("xHH1AE301\0"sv),
    bytes("b0Bc\x02\0\0\0MI"sv),
    bytes("b1BC\x03\0\0\0MIZ"sv),
    bytes("b2Bs\x02\0\0\0MIZ\0"sv),
    bytes("b3BS\x02\0\0\0MIZ\0"sv),
    bytes("b4Bi\x01\0\0\0MIZ\0"sv),
    bytes("b5BI\x01\0\0\0MIZ\0"sv),
    bytes("b6Bf\x02\0\0\0MIZ\0MIZ\0"sv),
    bytes("b7Bi\0\0\0\0"sv),
};

}  // namespace

TEST(SetTextTag, a_record_without_fields_gets_its_first) { EXPECT_EQ(set({}, "MI", "0/A"), bytes("MIZ0/A\0"sv)); }

TEST(SetTextTag, fields_of_every_type_keep_their_bytes_and_order) {
    auto const all = joined(one_of_each);
    EXPECT_EQ(set(all, "MI", "7"), joined({all, bytes("MIZ7\0"sv)}));
    for (auto const& field : one_of_each) {
        EXPECT_EQ(set(field, "MI", "7"), joined({field, bytes("MIZ7\0"sv)})) << field[0] << field[1];
    }
}

TEST(SetTextTag, an_old_field_of_that_name_goes_whatever_its_type_and_place) {
    for (auto const& field : one_of_each) {
        auto old = field;
        old[0] = 'M';
        old[1] = 'I';
        for (auto const& other : one_of_each) {
            auto const expected = joined({other, bytes("MIZ12/B\0"sv)});
            EXPECT_EQ(set(joined({old, other}), "MI", "12/B"), expected) << field[2] << " before " << other[2];
            EXPECT_EQ(set(joined({other, old}), "MI", "12/B"), expected) << field[2] << " behind " << other[2];
        }
    }
}

TEST(SetTextTag, two_old_fields_both_go_and_a_name_that_shares_one_letter_stays) {
    EXPECT_EQ(set(joined({tag("MI", 3), tag("MQ", 60), tag("MI", "x"), tag("RI", "y")}), "MI", ""),
              joined({tag("MQ", 60), tag("RI", "y"), bytes("MIZ\0"sv)}));
}

}  // namespace tidemark::test
