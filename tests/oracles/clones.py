"""Numbers behind clones.tsv, from SciPy: beta binomial and hypergeometric tails, q-values, exact limits of odds ratios.

    python3 clones.py > clones.tsv
"""
from scipy import stats
from scipy.stats.contingency import odds_ratio

print("quantity\ta\tb\tc\td\tvalue\tlo\thi")


def row(quantity, numbers, value, lo="", hi=""):
    cells = [quantity] + [str(number) for number in numbers] + [""] * (4 - len(numbers))
    print("\t".join(cells + [repr(float(value)), *(repr(float(end)) if end != "" else "" for end in (lo, hi))]))


# trials, probability, overdispersion, count: P(X >= count)
for trials, share, rho, count in [(10, 0.5, 0.1, 9), (40, 0.4, 0.02, 30), (200, 0.5, 0.05, 170), (5000, 0.3, 0.01, 2200),
                                  (7, 0.5, 0.3, 0), (7, 0.5, 0.3, 7), (60, 0.55, 0.001, 20)]:
    size = 1 / rho - 1
    row("beta_binomial", (trials, share, rho, count), stats.betabinom.sf(count - 1, trials, share * size, (1 - share) * size))
# count, drawn, marked, all: P(X >= count)
for count, drawn, marked, everything in [(9, 10, 5000, 10000), (3, 12, 400, 1000), (60, 80, 52000, 100000), (1, 1, 3, 10)]:
    row("hypergeometric", (count, drawn, marked, everything), stats.hypergeom.sf(count - 1, everything, marked, drawn))
# 2 x 2 tables: reference before, reference after, set before, set after; conditional limits of the odds ratio at 95 %.
for table in [(200, 180, 40, 9), (500, 60, 30, 4), (120, 130, 12, 25), (900, 1100, 300, 310)]:
    reference_before, reference_after, set_before, set_after = table
    limits = odds_ratio([[set_after, set_before], [reference_after, reference_before]], kind="conditional").confidence_interval(0.95)
    row("odds_ratio", table, set_after * reference_before / (set_before * reference_after), limits.low, limits.high)
