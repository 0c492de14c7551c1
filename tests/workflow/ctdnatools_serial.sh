#!/usr/bin/env bash
# Lymphoma plasma of a real patient through the Snakemake workflow: T1 detected, T2 not; with the default required LoD
# the 6,028 molecules of T2 could not have seen enough, and the result says so.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
data=$TIDEMARK_SOURCE_DIR/../shared/data/ctdnatools_serial
[ -d "$data" ] || skip "the real data are not there (../shared/data/ctdnatools_serial)"
data=$(cd "$data" && pwd)
make_scratch
mkdir input
ln -s "$data"/*.bam "$data"/*.bai "$data/mutations.vcf" "$data/targets.bed" input/
for suffix in "" .fai .gzi; do ln -s "$data/chr14.hg19.masked.fa.gz$suffix" input/; done
cat >input/samples.csv <<'CSV'
patient,sample,sample_type,day,bam,tumor_vcf,evidence,targets
P1,T1,plasma,0,T1.bam,mutations.vcf,deduplicated,targets.bed
P1,T2,plasma,90,T2.bam,mutations.vcf,deduplicated,targets.bed
,N1,control,,N1.bam,,deduplicated,targets.bed
,N2,control,,N2.bam,,deduplicated,targets.bed
,N3,control,,N3.bam,,deduplicated,targets.bed
CSV
# The read rules of the expected tables: base quality 20 (the default), mapping quality 30.
settings=(reference=input/chr14.hg19.masked.fa.gz args_genotype="--min-mapping-quality 30")
run_snakemake snakemake input wide "${settings[@]}" required_lod95=0.01 || fail "the run with required_lod95=0.01"
run_snakemake snakemake input default "${settings[@]}" || fail "the run with the default"

expect() {
    local found
    found=$(column "$1/report/cohort.samples.tsv" sample status | grep "^$2" | cut -f 2)
    [ "$found" = "$3" ] || fail "$1: $2 is '$found', not $3: $(cat "$1/report/cohort.samples.tsv")"
}
expect wide T1 DETECTED
expect wide T2 NOT_DETECTED
expect default T1 DETECTED
expect default T2 NOT_EVALUABLE
column default/report/cohort.samples.tsv sample reasons | finds '^T2.*lod_above_required' || fail "no lod_above_required"

# All fifty site counts: fragments with the reference, the variant, another base, discordant mates.
for sample in T1 T2 N1 N2 N3; do
    table=wide/evidence/$sample.evidence.tsv.gz
    [ -e "$table" ] || table=wide/evidence/$sample.P1.evidence.tsv.gz
    zcat "$table" >evidence.tsv
    column evidence.tsv row sample contig position ref alt depth alt_molecules other_molecules mate_disagreement |
        awk -F '\t' -v OFS='\t' '$1 == "locus" {
                key = $2 OFS $3 OFS $4 OFS $5 OFS $6
                reference[key] += $7 - $8 - $9; alt[key] += $8; other[key] += $9; discordant[key] += $10 }
            END { for (key in reference) print key, reference[key], alt[key], other[key], discordant[key] }'
done | sort >found.tsv
column "$data/expected_counts.derived.tsv" sample chrom pos ref alt frag_ref frag_alt frag_other frag_discordant | sort >expected.tsv
[ "$(wc -l <expected.tsv)" -eq 50 ] || fail "the table of expected counts has changed"
diff expected.tsv found.tsv || fail "site counts differ from expected_counts.derived.tsv"

# What follows from that table and from the published one (13 alt reads by the package's own read rules, allowed +-1; nine of
# ten mutations seen; p 1e-4 and 1; positive, then negative).
sums=$(awk -F '\t' '{ n[$1] += $6 + $7 + $8; alt[$1] += $7; seen[$1] += $7 > 0; share[$1] += $7 / ($6 + $7 + $8) / 10 }
    END { printf "%d %d %d %.9f %d %d", n["T1"], alt["T1"], seen["T1"], share["T1"], n["T2"], alt["T2"] }' expected.tsv)
read -r n1 alt1 seen1 share1 n2 alt2 <<<"$sums"
[ "$alt1 $seen1 $alt2" = "14 9 0" ] || fail "the expected tables disagree: $sums"
column wide/report/cohort.samples.tsv sample molecules_n molecules_alt loci_evaluable p_detect vaf_mean tumor_fraction_cell_lo \
    tumor_fraction_cell_hi lod95_tumor_fraction >draws.tsv
# 0.40 % of molecules, half of the alleles of a tumor cell: f is 0.8 %.
awk -F '\t' -v n1="$n1" -v alt1="$alt1" -v share1="$share1" -v n2="$n2" '
    function near(a, b) { return a - b < 1e-6 && b - a < 1e-6 }
    $1 == "T1" { ok += $2 == n1 && $3 == alt1 && $4 == 10 && $5 <= 1e-4 && near($6, share1) && $7 < 0.008 && 0.008 < $8 }
    $1 == "T2" { ok += $2 == n2 && $3 == 0 && $4 == 10 && $5 == 1 && $6 == 0 && $7 == 0 && 0 < $8 && $8 < 0.008 && 0.001 < $9 && $9 <= 0.01 }
    END { exit ok != 2 }' draws.tsv || fail "draws: $(cat draws.tsv)"
[ "$(column wide/track/P1.variants.tsv sample alt_molecules | grep -cP '^T1\t[1-9]')" -eq "$seen1" ] || fail "not $seen1 of ten seen"
# From T1 to T2 it fell by more than half: none of 6,028 after 14 of 3,528.
column wide/report/cohort.pairs.tsv from to metric definition verdict | finds -P '^T1\tT2\ttumor_fraction_cell\tdecrease_50\tmet$' ||
    fail "the fall is not told: $(cat wide/report/cohort.pairs.tsv)"
# The four linked variants stand on one and the same molecule.
zcat wide/evidence/T1.evidence.tsv.gz >evidence.tsv
column evidence.tsv row pattern alt_molecules |
    grep -P '^haplotype\t.*106327869:C>A=1,chr14:106327884:A>C=1,chr14:106327909:A>C=1,chr14:106327929:A>G=1.*\t1$' |
    wc -l | finds -x 1 || fail "the linked variants are on no common molecule"
