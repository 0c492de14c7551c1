#!/usr/bin/env python3
"""Compares evidence counted from raw reads with the simulation's truth, and with evidence counted another way.

    check_raw.py VARIANTS_TSV SAMPLE EVIDENCE [SAME_EVIDENCE ...]

At each SNV and MNV the molecules counted over all classes may be 3 % and 3 fewer than the truth's `usable_depth`, or 10 % and
3 more: a template with an error in its UMI is one molecule more, since UMIs of 3 + 3 bases are never merged, and at 0.1 %
errors and 9 pairs a molecule 5 % have one. Molecules with ALT may differ by 10 % and 3 from `usable_alt_molecules`. Rows of
the other files have to be the same bytes. Exit code 1 where anything differs.
"""
import csv
import gzip
import sys

from measure import counted


def rows(path):
    """All lines but those of the header, which say how the table was made."""
    with gzip.open(path, "rt") as lines:
        return [line for line in lines if not line.startswith("#")]


def main():
    truth_path, sample, evidence, *others = sys.argv[1:]
    with open(truth_path) as lines:
        table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        truth = {(row["position"], row["ref"], row["alt"]): row for row in table if row["sample"] == sample}
    found = counted(evidence)
    wrong, loci, total, expected_total = [], 0, 0, 0
    for key, row in truth.items():
        if len(key[1]) != len(key[2]):
            continue
        expected, expected_alt = int(row["usable_depth"]), int(row["usable_alt_molecules"])
        depth, alt = found.get(key, (0, 0))
        loci, total, expected_total = loci + 1, total + depth, expected_total + expected
        if not -3 - 0.03 * expected <= depth - expected <= 3 + 0.1 * expected or abs(alt - expected_alt) > 3 + 0.1 * expected_alt:
            wrong.append(f"{key}: {alt} of {depth} molecules, truth {expected_alt} of {expected}")
    first = rows(evidence)
    wrong += [f"{other} is not {evidence}" for other in others if rows(other) != first]
    print(f"\n{loci} SNV and MNV loci, {total} molecules, truth {expected_total}; {len(others)} other counts of the same: "
          + ("all agree" if loci and not wrong else f"{len(wrong)} differ"))
    for line in wrong[:10]:
        print(line)
    return 1 if wrong or not loci else 0


if __name__ == "__main__":
    sys.exit(main())
