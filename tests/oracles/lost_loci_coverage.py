#!/usr/bin/env python3
"""How often an interval of f holds the truth where the counts say nothing about the share of lost loci: figures of docs/decisions/0009.

    python3 lost_loci_coverage.py          (seconds; SciPy: containers/install oracles)

Many loci with far less than one molecule each: the count is Poisson with mean f (1 - delta), f in molecules were none lost. The limits
are K's profile limits, the upper one times 1 / (1 - 0.6). Every count is weighed by its probability, none is simulated.
Rows: mean count; columns: delta; per cent of samples whose interval holds f, of those with a molecule.
"""
import math

from scipy import optimize, stats

MOST = 0.6


def limit(count, drop, start, end):
    top = count * math.log(count) - count
    return optimize.brentq(lambda mean: count * math.log(mean) - mean - top + drop, start, end)


def held(mean, share, lower_drop, upper_drop):
    fraction = mean / (1 - share)
    total = 0.0
    for count in range(1, int(mean + 10 * math.sqrt(mean)) + 10):
        lower = limit(count, lower_drop, 1e-9, count)
        upper = limit(count, upper_drop, count, 10 * count + 30) / (1 - MOST)
        if lower <= fraction <= upper:
            total += stats.poisson.pmf(count, mean)
    return 100 * total / -math.expm1(-mean)


def main():
    shares = (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    two_sided = stats.chi2.ppf(0.95, 1) / 2
    one_sided = stats.chi2.ppf(0.90, 1) / 2
    for name, lower_drop, upper_drop in (("both limits two-sided", two_sided, two_sided),
                                         ("both limits one-sided", one_sided, one_sided)):
        print(name, *shares, sep="\t")
        for mean in (3, 5, 10, 20, 25, 30, 40, 60, 100, 200, 400):
            print(mean, *(f"{held(mean, share, lower_drop, upper_drop):.1f}" for share in shares), sep="\t")


main()
