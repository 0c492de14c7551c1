// Which rate answers: the locus, else its context, else its substitution, else its class; strands by their mirror image.
#include "values/model/background_law.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tidemark::test {
namespace {

constexpr MoleculeGroup duplex{EvidenceClass::duplex, MoleculeStrand::none};
constexpr MoleculeGroup forward{EvidenceClass::singleton, MoleculeStrand::forward};
constexpr MoleculeGroup reverse{EvidenceClass::singleton, MoleculeStrand::reverse};
constexpr MoleculeGroup unstranded{EvidenceClass::singleton, MoleculeStrand::none};

BackgroundRate kind(MoleculeGroup group, std::string context, std::string substitution, double rate) {
    BackgroundRate row;
    row.level = context.empty() ? BackgroundLevel::evidence_class : BackgroundLevel::context;
    row.group = group;
    row.context = std::move(context);
    row.substitution = std::move(substitution);
    row.rate = rate;
    row.dispersion = 0.5;
    return row;
}

Variant snv(char ref, char alt) { return {"chr1", Position{100}, std::string{ref}, std::string{alt}}; }

}  // namespace

TEST(BackgroundLaw, a_class_that_was_never_seen_is_refused) {
    BackgroundModel model;
    model.rates = {kind(duplex, "", "", 1e-6)};
    BackgroundLaw const law{model};
    EXPECT_TRUE(law.covers(duplex));
    EXPECT_FALSE(law.covers(forward));
    EXPECT_THROW((void)law.rate_of(snv('C', 'T'), "", forward), std::logic_error);
}

TEST(BackgroundLaw, the_nearest_level_that_knows_answers) {
    BackgroundModel model;
    model.rates = {kind(duplex, "", "", 1e-6), kind(duplex, "", "C>T", 2e-6), kind(duplex, "ACG", "C>T", 9e-6)};
    auto locus = kind(duplex, "", "C>T", 5e-5);
    locus.level = BackgroundLevel::locus;
    locus.locus = Variant{"chr7", Position{9}, "C", "T"};
    model.rates.push_back(locus);
    BackgroundLaw const law{model};
    EXPECT_EQ(law.rate_of(*locus.locus, "ACG", duplex).rate, 5e-5);
    EXPECT_EQ(law.rate_of(*locus.locus, "ACG", duplex).level, BackgroundLevel::locus);
    EXPECT_EQ(law.rate_of(snv('C', 'T'), "ACG", duplex).rate, 9e-6);
    EXPECT_EQ(law.rate_of(snv('C', 'T'), "ACC", duplex).rate, 2e-6);
    EXPECT_EQ(law.rate_of(snv('C', 'T'), "", duplex).rate, 2e-6);
    EXPECT_EQ(law.rate_of(snv('C', 'A'), "ACG", duplex).rate, 1e-6);
}

TEST(BackgroundLaw, a_rate_is_assumed_until_as_much_was_seen_as_its_prior_weighs) {
    // Half an error: 500,000 duplex molecules at the usual 1e-6, or one error among any number.
    auto const assumed = [](std::int64_t errors, std::int64_t molecules) {
        BackgroundModel model;
        model.rates = {kind(duplex, "", "", 1e-6)};
        model.rates[0].errors = errors;
        model.rates[0].molecules = molecules;
        return BackgroundLaw{model}.is_assumed(snv('C', 'T'), duplex);
    };
    EXPECT_TRUE(assumed(0, 0));
    EXPECT_TRUE(assumed(0, 499'999));
    EXPECT_FALSE(assumed(0, 500'000));
    EXPECT_FALSE(assumed(1, 100));
    // Controls that were counted at the locus tell its own rate.
    BackgroundModel model;
    model.rates = {kind(duplex, "", "", 1e-6), kind(duplex, "", "C>T", 1e-6)};
    model.rates[1].level = BackgroundLevel::locus;
    model.rates[1].locus = snv('C', 'T');
    model.rates[1].molecules = 600'000;
    EXPECT_FALSE(BackgroundLaw{model}.is_assumed(snv('C', 'T'), duplex));
    EXPECT_TRUE(BackgroundLaw{model}.is_assumed(snv('C', 'A'), duplex));
}

TEST(BackgroundLaw, strands_together_tell_what_neither_row_is_asked_for) {
    BackgroundModel model;
    model.rates = {kind(forward, "", "", 1e-4)};
    model.rates[0].molecules = 5000;
    EXPECT_FALSE(BackgroundLaw{model}.is_assumed(snv('C', 'T'), forward));
    EXPECT_FALSE(BackgroundLaw{model}.is_assumed(snv('C', 'T'), reverse));
    EXPECT_FALSE(BackgroundLaw{model}.is_assumed(snv('C', 'T'), unstranded));
}

TEST(BackgroundLaw, the_rate_of_a_locus_is_that_of_its_own_alternative_base) {
    BackgroundModel model;
    model.rates = {kind(duplex, "", "C>T", 2e-6), kind(duplex, "", "C>A", 7e-6)};
    BackgroundLaw const law{model};
    EXPECT_EQ(law.rate_of(snv('C', 'A'), "", duplex).rate, 7e-6);
}

TEST(BackgroundLaw, merged_strands_fold_onto_the_pyrimidine) {
    EXPECT_EQ(canonical_kind(duplex, "TGT", "G>A"), (ErrorKind{duplex, "ACA", "C>T"}));
    EXPECT_EQ(canonical_kind(duplex, "ACA", "C>T"), (ErrorKind{duplex, "ACA", "C>T"}));
}

TEST(BackgroundLaw, a_reverse_molecule_shows_the_mirrored_error_of_a_forward_one) {
    EXPECT_EQ(canonical_kind(reverse, "ACA", "C>T"), (ErrorKind{forward, "TGT", "G>A"}));
    EXPECT_EQ(canonical_kind(forward, "TGT", "G>A"), (ErrorKind{forward, "TGT", "G>A"}));
    MoleculeGroup const simplex_reverse{EvidenceClass::simplex_reverse, MoleculeStrand::none};
    MoleculeGroup const simplex_forward{EvidenceClass::simplex_forward, MoleculeStrand::none};
    EXPECT_EQ(canonical_kind(simplex_reverse, "ACA", "C>T"), (ErrorKind{simplex_forward, "TGT", "G>A"}));
}

TEST(BackgroundLaw, strands_are_not_merged_where_molecules_tell_them_apart) {
    BackgroundModel model;
    model.rates = {kind(forward, "TCA", "C>A", 1e-5), kind(forward, "TGA", "G>T", 8e-5)};
    BackgroundLaw const law{model};
    EXPECT_EQ(law.rate_of(snv('C', 'A'), "TCA", forward).rate, 1e-5);
    EXPECT_EQ(law.rate_of(snv('C', 'A'), "TCA", reverse).rate, 8e-5);
}

TEST(BackgroundLaw, molecules_of_unknown_strand_get_the_mean_of_both) {
    BackgroundModel model;
    model.rates = {kind(forward, "TCA", "C>A", 1e-5), kind(forward, "TGA", "G>T", 8e-5)};
    BackgroundLaw const law{model};
    EXPECT_DOUBLE_EQ(law.rate_of(snv('C', 'A'), "TCA", unstranded).rate, 4.5e-5);
}

TEST(BackgroundLaw, indels_and_mnvs_have_rates_of_their_own) {
    BackgroundModel model;
    model.rates = {kind(duplex, "", "", 1e-6), kind(duplex, "", "ins", 3e-7), kind(duplex, "", "del", 4e-7),
                   kind(duplex, "", "mnv", 5e-8)};
    BackgroundLaw const law{model};
    EXPECT_EQ(law.rate_of({"chr1", Position{5}, "A", "AT"}, "", duplex).rate, 3e-7);
    EXPECT_EQ(law.rate_of({"chr1", Position{5}, "AT", "A"}, "", duplex).rate, 4e-7);
    // One of three wrong bases at either place.
    EXPECT_DOUBLE_EQ(law.rate_of({"chr1", Position{5}, "AT", "GC"}, "", duplex).rate, 5e-8 / 9);
    EXPECT_DOUBLE_EQ(law.rate_of({"chr1", Position{5}, "ATG", "GTC"}, "", duplex).rate, 5e-8 / 9);
    EXPECT_DOUBLE_EQ(law.rate_of({"chr1", Position{5}, "ATGA", "GCTC"}, "", duplex).rate, 1e-9);
}

TEST(BackgroundLaw, an_mnv_takes_the_share_that_its_substitutions_have) {
    BackgroundModel model;
    model.rates = {kind(duplex, "", "", 1e-6), kind(duplex, "", "mnv", 4e-7), kind(duplex, "", "C>T", 6e-6),
                   kind(duplex, "", "C>A", 3e-6), kind(duplex, "", "C>G", 1e-6)};
    BackgroundLaw const law{model};
    EXPECT_NEAR(law.rate_of({"chr1", Position{5}, "CC", "TT"}, "", duplex).rate, 4e-7 * 0.6 * 0.6, 1e-15);
    EXPECT_NEAR(law.rate_of({"chr1", Position{5}, "CC", "GT"}, "", duplex).rate, 4e-7 * 0.1 * 0.6, 1e-15);
}

TEST(BackgroundLaw, indels_are_filed_by_their_repeat_and_never_mirrored) {
    BackgroundModel model;
    model.rates = {kind(forward, "", "", 1e-6), kind(forward, "", "del", 4e-7), kind(forward, "1x8", "del", 5e-5)};
    BackgroundLaw const law{model};
    Variant const deletion{"chr1", Position{5}, "AT", "A"};
    EXPECT_EQ(law.rate_of(deletion, "1x8", reverse).rate, 5e-5);
    EXPECT_EQ(law.rate_of(deletion, "1x7", forward).rate, 4e-7);
    EXPECT_EQ(law.rate_of(deletion, "", forward).rate, 4e-7);
}

TEST(BackgroundLaw, two_errors_on_one_molecule_are_rarer_than_either_by_their_linkage) {
    BackgroundModel model;
    model.rates = {kind(duplex, "", "", 2e-5), kind(duplex, "", "mnv", 3.6e-7)};
    // Adjacent errors, any: 3.6e-7, two given ones a ninth: 4e-8. By chance 4e-10.
    EXPECT_NEAR(BackgroundLaw{model}.linkage(duplex).factor, 100, 1e-9);
    model.rates.push_back(kind(duplex, "", "linked", 6e-9));
    auto const linkage = BackgroundLaw{model}.linkage(duplex);
    EXPECT_NEAR(linkage.factor, 15, 1e-9);
    EXPECT_EQ(linkage.dispersion, 0.5);
    EXPECT_NEAR(linked_rate(1e-4, 2e-5, linkage), 3e-8, 1e-20);
    EXPECT_EQ(linked_rate(1e-6, 1e-7, linkage), 1e-9) << "nothing measured supports less";
    EXPECT_EQ(linked_rate(0.3, 0.2, linkage), 0.2) << "both are not more often than one";
}

TEST(BackgroundLaw, linkage_is_at_least_chance_and_unknown_without_rows) {
    BackgroundModel model;
    model.rates = {kind(duplex, "", "", 1e-3), kind(duplex, "", "linked", 1e-8)};
    EXPECT_EQ(BackgroundLaw{model}.linkage(duplex).factor, 1);
    model.rates.pop_back();
    EXPECT_EQ(BackgroundLaw{model}.linkage(duplex).factor, 0);
    EXPECT_EQ(BackgroundLaw{model}.linkage(forward).factor, 0);
}

}  // namespace tidemark::test
