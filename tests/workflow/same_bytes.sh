#!/usr/bin/env bash
# The whole path gives the same bytes on one core and on four, under a German locale, another time zone and umask, and
# when reads of one position stand in another order.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
command -v samtools >/dev/null || skip "samtools is not installed"
locale -a | finds -i 'de_DE\.utf-\?8' || skip "the locale de_DE.UTF-8 is not there (containers/install test makes it)"
make_scratch
simulate input
settings=(events="input/events.csv" patients="input/patients.csv" targets="input/targets.bed" required_lod95=0.01)
run_snakemake "$engine" input plain "${settings[@]}" -- --cores 1 || fail "the run on one core"

(
    export LC_ALL=de_DE.UTF-8 TZ=Asia/Kolkata
    umask 077
    run_snakemake "$engine" input german "${settings[@]}" args_genotype="--threads 4" -- --cores 4
) || fail "the run on four cores under another locale"
same_tree plain german
# The sheet declares the records of every file, and they were found.
if grep -q integrity_unverified plain/detect/*.json; then fail "the sheet's records did not reach genotype"; fi

# Records of one position get a random order (seed fixed); all else stays.
shuffle() {
    samtools view -H "$1"
    samtools view "$1" | awk -F '\t' 'BEGIN { srand(20261127) }
        { if ($3 != contig || $4 != place) { contig = $3; place = $4; ++block }; print block "\t" int(rand() * 1e9) "\t" $0 }' |
        sort -t $'\t' -k1,1n -k2,2n -s | cut -f 3-
}
cp -r input shuffled
moved=0
while IFS= read -r -d '' file; do
    shuffle "$file" | samtools view --no-PG -b -o "shuffled/${file#input/}" -
    samtools index "shuffled/${file#input/}"
    cmp -s "$file" "shuffled/${file#input/}" || moved=$((moved + 1))
done < <(find input -name '*.bam' -print0)
[ "$moved" -gt 5 ] || fail "only $moved files changed their order: nothing was tried"
run_snakemake "$engine" shuffled other "${settings[@]}" || fail "the run on shuffled reads"
# What check says of a file itself (its checksum) differs, and so do verdicts; nothing that is counted may.
rm -r plain/check other/check
same_tree plain other
