// Faults 70, 78 and 79: what must never reach a byte of a result. Threads, order of reads, locale, time zone, umask,
// the clock, and what people wrote into headers.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <regex>
#include <sstream>

#include "support/patient_path.hpp"

namespace tidemark::test {
namespace {

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// Contig and position of a SAM line.
std::string place_of(std::string const& line) {
    std::istringstream cells{line};
    std::string name, flags, contig, position;
    cells >> name >> flags >> contig >> position;
    return contig + ":" + position;
}

/// Changes a BAM as text and indexes it again.
void rewrite(std::string const& bam, std::vector<std::string> const& lines) {
    std::string sam;
    for (auto const& line : lines) {
        sam += line + "\n";
    }
    ASSERT_EQ(run({"samtools", "view", "--no-PG", "-b", "-o", bam, "-"}, {.folder = {}, .input = sam, .environment = {}})
                  .exit_code,
              0);
    ASSERT_EQ(run({"samtools", "index", bam}).exit_code, 0);
}

std::vector<std::string> bams_of(PatientPath const& path) {
    std::vector<std::string> files;
    for (auto const& entry : std::filesystem::directory_iterator{path.folder.path() / "in"}) {
        if (entry.path().extension() == ".bam") {
            files.push_back(entry.path().string());
        }
    }
    return files;
}

/// Everything but the facts that check gives of the files themselves.
Tree without_file_facts(Tree tree) {
    tree.erase("check/verdicts.tsv");
    return tree;
}

/// Text of every result, compressed ones unpacked.
Tree unpacked(PatientPath const& path) {
    auto tree = path.results();
    for (auto& [name, bytes] : tree) {
        if (name.ends_with(".gz")) {
            bytes = run({"gzip", "-dc", path.folder / ("out/" + name)}).out;
        }
    }
    return tree;
}

/// A German locale, made for the test where the machine has none; empty where none can be made.
std::map<std::string, std::string> german(PatientPath const& path) {
    if (run({"bash", "-c", "locale -a | grep -qi '^de_DE.utf-\\?8$'"}).exit_code == 0) {
        return {{"LC_ALL", "de_DE.UTF-8"}};
    }
    auto const folder = path.folder / "locales";
    std::filesystem::create_directory(folder);
    static_cast<void>(run({"localedef", "-i", "de_DE", "-f", "UTF-8", folder + "/de_DE.UTF-8"}));
    return std::filesystem::exists(folder + "/de_DE.UTF-8/LC_NUMERIC")
               ? std::map<std::string, std::string>{{"LC_ALL", "de_DE.UTF-8"}, {"LOCPATH", folder}}
               : std::map<std::string, std::string>{};
}

}  // namespace

TEST(SameBytes, fault_70_threads_time_zone_and_umask_change_no_byte) {
    PatientPath const path;
    ASSERT_EQ(path.run_all(), "");
    auto const expected = path.results();
    for (int const threads : {2, 4, 8}) {
        path.remove_results();
        auto const before = ::umask(threads == 4 ? 0077 : 0002);
        auto const failed = path.run_all({.folder = {}, .input = {}, .environment = {{"TZ", "Asia/Kathmandu"}}}, threads);
        ::umask(before);
        ASSERT_EQ(failed, "");
        EXPECT_EQ(differences(path.results(), expected), "") << threads;
    }
}

TEST(SameBytes, fault_70_a_locale_with_a_decimal_comma_changes_no_byte) {
    PatientPath const path;
    auto const environment = german(path);
    if (environment.empty()) {
        GTEST_SKIP() << "no locale de_DE.UTF-8, and localedef cannot make it here";
    }
    auto const comma = run({"bash", "-c", "printf '%.1f' 1,5"}, {.folder = {}, .input = {}, .environment = environment});
    ASSERT_EQ(comma.out, "1,5") << "the locale is not in effect: nothing would be tried";
    ASSERT_EQ(path.run_all(), "");
    auto const expected = path.results();
    path.remove_results();
    ASSERT_EQ(path.run_all({.folder = {}, .input = {}, .environment = environment}), "");
    EXPECT_EQ(differences(path.results(), expected), "");
    ASSERT_EQ(run({"mv", path.folder / "in", path.folder / "first"}).exit_code, 0);
    auto const again = tidemark({"simulate", path.folder / "s.json", "--seed", "1", "-o", path.folder / "in"},
                                {.folder = {}, .input = {}, .environment = environment});
    ASSERT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(differences(tree_of(path.folder / "in"), tree_of(path.folder / "first")), "");
}

TEST(SameBytes, fault_70_the_order_of_reads_of_one_position_changes_no_result) {
    PatientPath const path;
    ASSERT_EQ(path.run_all(), "");
    auto const expected = without_file_facts(path.results());
    std::mt19937 random{70};
    for (int round = 0; round < 3; ++round) {
        int moved = 0;
        for (auto const& bam : bams_of(path)) {
            auto lines = lines_of(run({"samtools", "view", "--no-PG", "-h", bam}).out);
            auto const original = lines;
            for (auto first = lines.begin(); first != lines.end();) {
                auto const last = first->starts_with('@')
                                      ? first + 1
                                      : std::find_if(first, lines.end(), [place = place_of(*first)](auto const& line) {
                                            return place_of(line) != place;
                                        });
                std::shuffle(first, last, random);
                first = last;
            }
            moved += lines != original ? 1 : 0;
            rewrite(bam, lines);
        }
        ASSERT_GT(moved, 3) << "the order did not change: nothing was tried";
        path.remove_results();
        ASSERT_EQ(path.run_all({}, 1 + round), "");
        EXPECT_EQ(differences(without_file_facts(path.results()), expected), "") << round;
    }
}

TEST(SameBytes, fault_78_no_result_knows_the_time) {
    PatientPath const path;
    ASSERT_EQ(path.run_all(), "");
    auto const expected = path.results();
    path.remove_results();
    auto const long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours{90000};
    for (auto const& entry : std::filesystem::recursive_directory_iterator{path.folder.path() / "in"}) {
        std::filesystem::last_write_time(entry.path(), long_ago);
    }
    ASSERT_EQ(run({"sleep", "1.1"}).exit_code, 0);
    ASSERT_EQ(path.run_all(), "");
    EXPECT_EQ(differences(path.results(), expected), "");
    std::regex const time{"20[0-9][0-9]-[01][0-9]-[0-3][0-9]|[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"};
    for (auto const& [name, text] : unpacked(path)) {
        std::smatch found;
        EXPECT_FALSE(std::regex_search(text, found, time)) << name << ": " << found.str();
    }
}

TEST(SameBytes, fault_79_paths_users_hosts_and_header_comments_reach_no_result) {
    PatientPath const path;
    for (auto const& bam : bams_of(path)) {
        auto lines = lines_of(run({"samtools", "view", "--no-PG", "-h", bam}).out);
        auto const records = std::ranges::find_if(lines, [](auto const& line) { return !line.starts_with('@'); });
        lines.insert(records, {"@PG\tID:aligner\tPN:aligner\tCL:aligner -t 4 /home/erika/secret/ref.fa",
                               "@CO\tpatient Erika Mustermann, born 1964-03-12, record Q4711Z"});
        rewrite(bam, lines);
    }
    CommandSetting setting;
    setting.environment = {{"USER", "zaphod"}, {"LOGNAME", "zaphod"}, {"HOSTNAME", "magrathea"}};
    ASSERT_EQ(path.run_all(setting), "");
    // As a word of its own: short names of hosts happen in hashes.
    std::regex const host{"(^|[^A-Za-z0-9+/_-])" + lines_of(run({"uname", "-n"}).out).front() + "($|[^A-Za-z0-9+/_-])"};
    for (auto const& [name, text] : unpacked(path)) {
        for (auto const& word : {std::string{"rika"}, std::string{"4711Z"}, std::string{"secret"}, std::string{"aligner"},
                                 std::string{"zaphod"}, std::string{"magrathea"}, path.folder.path().string()}) {
            EXPECT_EQ(text.find(word), std::string::npos) << name << " holds " << word;
        }
        EXPECT_FALSE(std::regex_search(text, host)) << name << " holds the name of this host";
    }
    // Our own alignment files name the program in @PG, and no path.
    auto const header = run({"samtools", "view", "--no-PG", "-H", path.folder / "in/P1_after.bam"}).out;
    EXPECT_EQ(header.find(path.folder.path().string()), std::string::npos) << header;
}

}  // namespace tidemark::test
