#!/usr/bin/env python3
"""How often the intervals of a change are wrong: the table of docs/decisions/0005.

    python3 change_coverage.py          (about a minute; SciPy: containers/install oracles)

Two Poisson counts x0 ~ g N0 + L0 and x1 ~ r g N1 + L1. Every outcome is weighed by its probability, so there is no
noise of simulation; only the last table draws the sample's noise level (fixed seed, standard error printed).

profile   deviance of the profile likelihood at most 3.841 (level by bisection on the score)
widened   that, or inside the exact conditional limits, least favourable over the levels that an exact interval of error
          2e-4 allows, that share taken out of each tail
exact     the second of these alone

false met: the upper limit is at or below 0.5 while the true ratio is 0.5. Power: the same while the true ratio is 0.1.
"""
import numpy
from scipy import stats

LIMIT = stats.chi2.ppf(0.95, 1)
SPENT = 1e-4
TAIL = 0.025


def log_poisson(x, mean):
    with numpy.errstate(divide="ignore", invalid="ignore"):
        return numpy.where(x > 0, x * numpy.log(mean), 0.0) - mean


def deviance(x0, n0, l0, x1, n1, l1, r):
    """Of r, at the level g >= 0 that the counts like best: the log likelihood is concave in g, its slope is bisected."""
    low, high = numpy.zeros_like(x0), (x0 + x1 + 1) / min(n0, n1 * r if r > 0 else n0)
    for _ in range(60):
        middle = (low + high) / 2
        with numpy.errstate(divide="ignore", invalid="ignore"):
            slope = numpy.where(x0 > 0, x0 * n0 / (n0 * middle + l0), 0) - n0
            slope += numpy.where((x1 > 0) & (r > 0), x1 * n1 * r / (n1 * r * middle + l1), 0) - n1 * r
        low, high = numpy.where(slope > 0, middle, low), numpy.where(slope > 0, high, middle)
    here = log_poisson(x0, n0 * low + l0) + log_poisson(x1, n1 * r * low + l1)
    best = log_poisson(x0, numpy.maximum(x0, l0)) + log_poisson(x1, numpy.maximum(x1, l1))
    return 2 * (best - here)


def exact_tails(x0, n0, l0, x1, n1, l1, r):
    """Largest chance, over the levels allowed, of so few (so many) of the molecules at follow-up."""
    below, above = numpy.zeros_like(x0), numpy.zeros_like(x0)
    counts, place = numpy.unique(x0, return_inverse=True)
    mean_low = numpy.where(counts > 0, stats.gamma.ppf(SPENT, numpy.maximum(counts, 1)), 0)[place]
    mean_high = stats.gamma.ppf(1 - SPENT, counts + 1)[place]
    for mean in (mean_low, mean_high):   # the odds are monotone in the level: its ends suffice
        level = numpy.maximum(0, (mean - l0) / n0)
        follow, base = r * n1 * level + l1, n0 * level + l0
        with numpy.errstate(divide="ignore", invalid="ignore"):
            share = numpy.where(follow + base > 0, follow / (follow + base), 0.5)
        below = numpy.maximum(below, stats.binom.cdf(x1, x0 + x1, share))
        above = numpy.maximum(above, stats.binom.sf(x1 - 1, x0 + x1, share))
    return below, above


def misses(x0, n0, l0, x1, n1, l1, r):
    """For each method whether the upper limit lies below r, and whether the lower one lies above."""
    after, before = numpy.maximum(0, x1 - l1) / n1, numpy.maximum(0, x0 - l0) / n0
    outside = deviance(x0, n0, l0, x1, n1, l1, r) > LIMIT
    fewer = after < r * before
    below, above = exact_tails(x0, n0, l0, x1, n1, l1, r)
    exact = below < TAIL - SPENT, above < TAIL - SPENT
    profile = outside & fewer, outside & ~fewer
    return {"profile": profile, "exact": exact, "widened": (profile[0] & exact[0], profile[1] & exact[1])}


def outcomes(mean0, mean1):
    """All pairs of counts that are likelier than 1e-10, and their probabilities."""
    top0, top1 = (int(mean + 9 * mean**0.5 + 12) for mean in (mean0, mean1))
    x0, x1 = numpy.meshgrid(numpy.arange(top0, dtype=float), numpy.arange(top1, dtype=float), indexing="ij")
    weight = stats.poisson.pmf(numpy.arange(top0), mean0)[:, None] * stats.poisson.pmf(numpy.arange(top1), mean1)[None, :]
    seen = weight > 1e-10
    return x0[seen], x1[seen], weight[seen]


def enumerate_all():
    print("signal\tbackground\tN1/N0\tmethod\tfalse_met\tworst_lower_miss\tworst_miss\tpower")
    for signal in (3, 5, 8, 12, 20, 50, 200):
        for background in (0.01, 0.2, 1.0, 5.0, 20.0):
            for depth in (0.25, 1.0, 4.0):
                rows = {method: [0.0, 0.0, 0.0, 0.0] for method in ("profile", "exact", "widened")}
                for true in (0.1, 0.25, 0.5, 1.0, 2.0):
                    x0, x1, weight = outcomes(signal + background, true * signal * depth + background * depth)
                    for method, (upper, lower) in misses(x0, 1.0, background, x1, depth, background * depth, true).items():
                        row = rows[method]
                        row[2] = max(row[2], (weight * (upper | lower)).sum())
                        row[1] = max(row[1], (weight * lower).sum())
                        row[0] = (weight * upper).sum() if true == 0.5 else row[0]
                    if true == 0.1:
                        for method, (half, _) in misses(x0, 1.0, background, x1, depth, background * depth, 0.5).items():
                            rows[method][3] = (weight * half).sum()
                for method, row in rows.items():
                    print("\t".join([f"{signal}\t{background}\t{depth}\t{method}"] + [f"{value:.4f}" for value in row]))


def noisy_samples(draws=50_000):
    """The background is taken as known; here its level differs from draw to draw by a coefficient of variation kappa."""
    random = numpy.random.default_rng(20240611)
    print("kappa\tsignal\tbackground\tmethod\tfalse_met\tstandard_error")
    for kappa in (0.25, 0.5):
        for signal, background in ((12, 1.0), (12, 5.0), (50, 20.0)):
            noise = random.gamma(1 / kappa**2, kappa**2, (2, draws))
            x0 = random.poisson(signal + background * noise[0]).astype(float)
            x1 = random.poisson(0.5 * signal + background * noise[1]).astype(float)
            for method, (upper, _) in misses(x0, 1.0, background, x1, 1.0, background, 0.5).items():
                share = upper.mean()
                error = (share * (1 - share) / draws) ** 0.5
                print(f"{kappa}\t{signal}\t{background}\t{method}\t{share:.4f}\t{error:.4f}")


if __name__ == "__main__":
    enumerate_all()
    noisy_samples()
