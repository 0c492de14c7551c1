// The background table: read back as it was written, refused where it does not say what it is.
#include "io/tables/background_table.hpp"

#include <gtest/gtest.h>

#include "support/scratch.hpp"
#include "support/text_cells.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

BackgroundModel full_model() {
    BackgroundModel model;
    model.chemistry = "kit A, v2";
    model.reference_hash = "ab";
    model.samples = {"N1", "N2"};
    model.sample_dispersion = 0.25;
    BackgroundRate any;
    any.group = {EvidenceClass::duplex, MoleculeStrand::none};
    any.errors = 3;
    any.molecules = 1000000;
    any.rate = 3.1e-6;
    any.dispersion = 0.5;
    any.hot_share = 0.01;
    any.hot_rate = 0.000125;
    any.hot_dispersion = 2;
    auto context = any;
    context.level = BackgroundLevel::context;
    context.group = {EvidenceClass::singleton, MoleculeStrand::forward};
    context.context = "ACG";
    context.substitution = "C>T";
    auto locus = any;
    locus.level = BackgroundLevel::locus;
    locus.substitution = "del";
    locus.locus = Variant{"chr7", Position{99}, "AT", "A"};
    model.rates = {any, context, locus};
    return model;
}

}  // namespace

TEST(BackgroundTable, another_schema_version_contradicts_this_program) {
    Scratch const scratch;
    auto const text = background_text(full_model());
    EXPECT_THROW((void)read_background(scratch.write("a.tsv", replaced(text, "background/1", "background/2"))),
                 ContradictionError);
    EXPECT_THROW((void)read_background(scratch.write("b.tsv", text.substr(text.find("level")))), ContradictionError);
}

TEST(BackgroundTable, a_cell_that_cannot_be_meant_is_named_with_its_line) {
    Scratch const scratch;
    auto const text = background_text(full_model());
    for (auto const& [from, to] : {std::pair<std::string, std::string>{"3.1e-06", "0"}, {"3.1e-06", "1.5"},
                                   {"3.1e-06", "nan"}, {"class\tduplex", "class\tdoublex"}, {"\t3\t", "\t-3\t"},
                                   {"chr7\t100", "chr7\t0"}, {"locus\t", "place\t"}, {"\tF\t", "\t+\t"},
                                   {"\t0.01\t", "\t1\t"}, {"\t0.000125\t", "\t0.5\t"}}) {
        try {
            (void)read_background(scratch.write("a.tsv", replaced(text, from, to)));
            ADD_FAILURE() << from << " -> " << to;
        } catch (InputError const& error) {
            EXPECT_NE(std::string{error.what()}.find("a.tsv line "), std::string::npos) << error.what();
        }
    }
}

TEST(BackgroundTable, a_head_or_column_that_is_missing_is_refused) {
    Scratch const scratch;
    auto const text = background_text(full_model());
    EXPECT_THROW((void)read_background(scratch.write("a.tsv", replaced(text, "#samples=N1,N2\n", ""))), InputError);
    EXPECT_THROW((void)read_background(scratch.write("b.tsv", replaced(text, "\terrors\t", "\tmistakes\t"))), InputError);
    EXPECT_THROW((void)read_background(scratch.write("c.tsv", replaced(text, "=0.25", "=-1"))), InputError);
}

TEST(BackgroundTable, a_model_is_read_back_as_it_was) {
    Scratch const scratch;
    write_background(scratch / "a.tsv", full_model());
    EXPECT_EQ(read_background(scratch / "a.tsv"), full_model());
    EXPECT_EQ(read_file(scratch / "a.tsv"), background_text(full_model()));
}

TEST(BackgroundTable, a_file_of_one_kind_of_loci_is_read_as_without_hot_ones) {
    Scratch const scratch;
    std::string text = background_text(full_model());
    auto const cut = [&](std::string const& columns) {
        for (auto at = text.find(columns); at != std::string::npos; at = text.find(columns)) {
            text.erase(at, columns.size());
        }
    };
    cut("\thot_share\thot_rate\thot_dispersion");
    cut("\t0.01\t0.000125\t2");
    auto expected = full_model();
    for (auto& row : expected.rates) {
        row.hot_share = row.hot_rate = row.hot_dispersion = 0;
    }
    EXPECT_EQ(read_background(scratch.write("a.tsv", text)), expected);
    // Half of the hot columns says nothing.
    EXPECT_THROW((void)read_background(scratch.write("b.tsv", replaced(text, "\tdispersion\n", "\thot_share\n"))), InputError);
}

TEST(BackgroundTable, hashes_of_the_samples_are_kept_and_may_be_missing) {
    Scratch const scratch;
    auto model = full_model();
    EXPECT_EQ(background_text(model).find("sample_hashes"), std::string::npos);
    model.sample_hashes = {"aa", "bb"};
    EXPECT_NE(background_text(model).find("#samples=N1,N2\n#sample_hashes=aa,bb\n"), std::string::npos);
    EXPECT_EQ(read_background(scratch.write("a.tsv", background_text(model))), model);
}

TEST(BackgroundTable, the_head_names_what_the_model_was_made_from) {
    auto const text = background_text(full_model());
    EXPECT_TRUE(text.starts_with("#schema=tidemark.background/1\n#chemistry=kit A, v2\n#reference_hash=ab\n#samples=N1,N2\n"
                                 "#sample_dispersion=0.25\n#classes=duplex,singleton\n"
                                 "level\tevidence_class\tstrand\tcontext\tsubstitution\tcontig\tposition\tref\talt\terrors\t"
                                 "molecules\trate\tdispersion\thot_share\thot_rate\thot_dispersion\n"));
}

}  // namespace tidemark::test
