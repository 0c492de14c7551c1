#include "io/fastq/fastq_reader.hpp"

#include <gtest/gtest.h>

#include "support/fastq_text.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

/// All records as "name comment bases qualities;", whoever reads.
std::string all(std::string const& path, ReadAhead ahead = ReadAhead::off) {
    FastqReader reader{path, ahead};
    std::string text;
    std::uint64_t number = 0;
    while (auto const* const record = reader.next()) {
        EXPECT_EQ(record->number, ++number);
        text.append(record->name).append(" ").append(record->comment).append(" ");
        text.append(record->bases).append(" ").append(record->qualities).append(";");
    }
    EXPECT_EQ(reader.next(), nullptr) << "the end stays the end";
    return text;
}

/// Failure of a file with this content: "rule: where".
std::string refusal(std::string const& content, ReadAhead ahead = ReadAhead::off) {
    Scratch const scratch;
    try {
        return all(scratch.write("r.fastq", content), ahead);
    } catch (InputError const& error) {
        return error.failure().rule + ": " + error.failure().where;
    }
}

/// More than one block of text.
std::string many(int count) {
    std::string text;
    for (int number = 0; number < count; ++number) {
        text += fastq_record("read" + std::to_string(number), arbitrary_bases(100 + static_cast<std::size_t>(number % 50), 1));
    }
    return text;
}

std::string as_read(int count) {
    std::string text;
    for (int number = 0; number < count; ++number) {
        auto const bases = arbitrary_bases(100 + static_cast<std::size_t>(number % 50), 1);
        text += "read" + std::to_string(number) + "  " + bases + " " + std::string(bases.size(), 'I') + ";";
    }
    return text;
}

}  // namespace

TEST(FastqReaderTest, what_is_no_record_is_refused_with_its_number_and_line) {
    auto const good = fastq_record("a", "ACGT");
    EXPECT_EQ(refusal(good + "b\nACGT\n+\nIIII\n"), "fastq_record: r.fastq record 2 line 5");
    EXPECT_EQ(refusal(good + "@b\nACGT\nIIII\n@c\n"), "fastq_record: r.fastq record 2 line 5");
    EXPECT_EQ(refusal(good + "@b\nACGT\n+\nIII\n"), "fastq_record: r.fastq record 2 line 5");
    EXPECT_EQ(refusal(good + "@b\nACGT\n+\nIIIII\n"), "fastq_record: r.fastq record 2 line 5");
    EXPECT_EQ(refusal(good + "@b\nAC*T\n+\nIIII\n"), "fastq_record: r.fastq record 2 line 5");
    EXPECT_EQ(refusal(good + "@b\nACGT\n+\nII I\n"), "fastq_record: r.fastq record 2 line 5");
    EXPECT_EQ(refusal(good + "@\nACGT\n+\nIIII\n"), "fastq_record: r.fastq record 2 line 5");
    EXPECT_EQ(refusal(fastq_record(std::string(255, 'n'), "ACGT")), "fastq_record: r.fastq record 1 line 1");
    EXPECT_EQ(refusal(">a\nACGT\n>b\nACGT\n"), "fastq_record: r.fastq record 1 line 1");
}

TEST(FastqReaderTest, a_file_that_ends_inside_a_record_is_refused) {
    auto const good = fastq_record("a", "ACGT");
    for (std::size_t length = 1; length + 1 < good.size(); ++length) {
        if (length == 2) {
            continue;
        }
        EXPECT_EQ(refusal(good + good.substr(0, length)), "fastq_record: r.fastq record 2 line 5") << length;
    }
    EXPECT_EQ(refusal(good + good.substr(0, good.size() - 1)), "a  ACGT IIII;a  ACGT IIII;") << "only the last line end is missing";
}

TEST(FastqReaderTest, damaged_and_truncated_compression_is_refused) {
    auto const text = many(5000);
    for (auto const compression : {Compression::gzip, Compression::bgzip}) {
        auto const whole = compressed(text, compression);
        EXPECT_EQ(refusal(whole), as_read(5000));
        EXPECT_EQ(refusal(whole.substr(0, whole.size() / 2)).substr(0, 6), "fastq_");
        EXPECT_EQ(refusal(whole.substr(0, whole.size() - 4)).substr(0, 6), compression == Compression::gzip ? "fastq_" : "fastq_");
        auto flipped = whole;
        flipped[whole.size() / 2] = static_cast<char>(flipped[whole.size() / 2] ^ 0x20);
        EXPECT_EQ(refusal(flipped).substr(0, 6), "fastq_");
        EXPECT_EQ(refusal(whole.substr(0, whole.size() / 2), ReadAhead::on).substr(0, 6), "fastq_");
    }
}

TEST(FastqReaderTest, a_missing_file_a_folder_and_no_bytes_at_all) {
    Scratch const scratch;
    EXPECT_THROW(FastqReader{scratch / "absent.fastq"}, InputError);
    EXPECT_THROW(FastqReader{scratch.path().string()}, InputError);
    EXPECT_EQ(refusal(""), "fastq_empty_file: r.fastq");
}

TEST(FastqReaderTest, a_compressed_file_without_records_is_empty_and_sound) {
    EXPECT_EQ(refusal(compressed("", Compression::bgzip)), "");
    EXPECT_EQ(refusal("\n"), "");
}

TEST(FastqReaderTest, names_bases_and_line_ends_are_made_equal) {
    EXPECT_EQ(refusal("@a/1 x y\r\nacgtn.\r\n+a/1\r\nIIIIII\r\n\r\n"), "a x y ACGTNN IIIIII;");
    EXPECT_EQ(refusal("@a/2\tc\nRYK\n+\n!~I\n\n\n"), "a c RYK !~I;");
    EXPECT_EQ(refusal("@a/5\n\n+\n\n"), "a/5   ;") << "an empty read is a record; structures refuse it";
}

TEST(FastqReaderTest, every_form_of_a_file_gives_the_same_records) {
    Scratch const scratch;
    auto const text = many(4000);
    auto const half = text.find("@read2000");
    auto const first = text.substr(0, half);
    auto const second = text.substr(half);
    auto const expected = as_read(4000);
    for (auto const& content :
         {text, compressed(text, Compression::gzip), compressed(text, Compression::bgzip),
          compressed(first, Compression::gzip) + compressed(second, Compression::gzip),
          compressed(first, Compression::bgzip) + compressed(second, Compression::bgzip),
          compressed(first, Compression::gzip) + compressed(second, Compression::bgzip),
          compressed(first, Compression::bgzip) + compressed(second, Compression::gzip)}) {
        auto const path = scratch.write("r.fastq.gz", content);
        EXPECT_EQ(all(path), expected);
        EXPECT_EQ(all(path, ReadAhead::on), expected);
    }
}

TEST(FastqReaderTest, bgzip_without_its_end_mark_is_noticed) {
    Scratch const scratch;
    auto const whole = compressed(many(10), Compression::bgzip);
    EXPECT_FALSE(FastqReader{scratch.write("w", whole)}.lacks_end_mark());
    FastqReader reader{scratch.write("c", whole.substr(0, whole.size() - 28))};
    EXPECT_TRUE(reader.lacks_end_mark());
    EXPECT_NE(reader.next(), nullptr);
    EXPECT_FALSE(FastqReader{scratch.write("g", compressed(many(10), Compression::gzip))}.lacks_end_mark());
}

TEST(FastqReaderTest, a_reader_that_reads_ahead_may_be_dropped_midway) {
    Scratch const scratch;
    FastqReader reader{scratch.write("r.fastq", many(20000)), ReadAhead::on};
    EXPECT_NE(reader.next(), nullptr);
}

}  // namespace tidemark::test
