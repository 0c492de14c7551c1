#!/usr/bin/env python3
"""Intervals of a ratio of two counts by SciPy: the table change_ratio.tsv beside this script.

    python3 change_ratio.py > change_ratio.tsv          (SciPy: containers/install oracles)

exact    no background: Clopper-Pearson on X1 given X0 + X1 (scipy.stats.beta)
profile  known background: both tails of the profile deviance by brentq over a profile found by minimize_scalar
mean     ratio of unweighted means of x/d over loci (Fay 1999): scipy.stats.f
An empty cell is an unbounded limit or an absent ratio.
"""
import math

from scipy import optimize, stats

DEVIANCE = stats.chi2.ppf(0.95, 1)


def exact(x0, n0, x1, n1):
    def odds(share):
        return math.inf if share >= 1 else share / (1 - share)

    low = odds(stats.beta.ppf(0.025, x1, x0 + 1)) if x1 else 0.0
    high = odds(stats.beta.ppf(0.975, x1 + 1, x0)) if x0 else math.inf
    ratio = (x1 / n1) / (x0 / n0) if x0 else None
    return ratio, low * n0 / n1, high * n0 / n1


def log_poisson(x, mean):
    if mean <= 0:
        return 0.0 if x == 0 else -math.inf
    return x * math.log(mean) - mean


def profile(x0, n0, l0, x1, n1, l1):
    best = log_poisson(x0, max(x0, l0)) + log_poisson(x1, max(x1, l1))
    before = max(0.0, x0 - l0) / n0
    after = max(0.0, x1 - l1) / n1
    ratio = after / before if before > 0 else None

    def deviance(log_r):
        r = math.exp(log_r)
        # On the scale of total expected signal, which stays of order 1 for every r.
        def negative(signal):
            g = signal / (n0 + n1 * r)
            return -log_poisson(x0, n0 * g + l0) - log_poisson(x1, n1 * r * g + l1)

        top = x0 + x1 + 1.0
        found = optimize.minimize_scalar(negative, bounds=(0, top), method="bounded", options={"xatol": 1e-11 * top})
        return 2 * (best + min(found.fun, negative(0.0) if l0 > 0 and l1 > 0 else math.inf)) - DEVIANCE

    start = math.log(ratio) if ratio else None
    if ratio is None:
        start = 30.0
    elif ratio == 0:
        start = -30.0
    low = 0.0 if deviance(-30.0) <= 0 else math.exp(optimize.brentq(deviance, -30.0, start, xtol=1e-13))
    high = math.inf if deviance(30.0) <= 0 else math.exp(optimize.brentq(deviance, start, 30.0, xtol=1e-13))
    return ratio, low, high


def mean(d0, x0, d1, x1):
    def sums(d, x):
        weights = [1 / (len(d) * depth) for depth in d]
        return (sum(w * k for w, k in zip(weights, x)), sum(w * w * k for w, k in zip(weights, x)), max(weights))

    y0, v0, m0 = sums(d0, x0)
    y1, v1, m1 = sums(d1, x1)
    low = 0.0
    if y1 > 0:
        a, b = (y1, v1), (y0 + m0, v0 + m0 * m0)
        low = a[0] / b[0] * stats.f.ppf(0.025, 2 * a[0] ** 2 / a[1], 2 * b[0] ** 2 / b[1])
    high = math.inf
    if y0 > 0:
        a, b = (y1 + m1, v1 + m1 * m1), (y0, v0)
        high = a[0] / b[0] * stats.f.ppf(0.975, 2 * a[0] ** 2 / a[1], 2 * b[0] ** 2 / b[1])
    return (y1 / y0 if y0 > 0 else None), low, high


def row(kind, first, second, values):
    def text(value):
        return "" if value is None or math.isinf(value) else repr(float(value))

    print("\t".join([kind, first, second] + [text(value) for value in values]))


def listed(*numbers):
    return ",".join(repr(number) for number in numbers)


print("kind\tbaseline\tfollow_up\tratio\tlo\thi")
for x0, n0, x1, n1 in [
    (12, 20000, 5, 20000), (50, 20000, 20, 20000), (200, 50000, 80, 50000), (500, 50000, 10, 50000),
    (12, 20000, 0, 20000), (12, 20000, 0, 4000), (3, 20000, 0, 20000), (5, 20000, 15, 20000),
    (9, 20000, 0, 20000), (10, 20000, 0, 20000), (0, 20000, 4, 20000), (1, 1000, 1, 1000000),
    (25000, 10000000, 20, 10000000),
]:
    row("exact", listed(x0, n0), listed(x1, n1), exact(x0, n0, x1, n1))
for case in [
    (480, 32347, 0.065, 49, 32347, 0.065), (49, 32347, 0.065, 3, 32347, 0.065), (480, 32347, 0.065, 0, 32347, 0.065),
    (12, 20000, 2.0, 5, 20000, 2.0), (30, 20000, 10.0, 4, 20000, 10.0), (200, 50000, 20.0, 80, 50000, 5.0),
    (3, 20000, 0.2, 40, 60000, 0.6), (8, 20000, 0.5, 0, 20000, 0.5), (2, 20000, 3.0, 25, 20000, 3.0),
    (1000, 1000000, 400.0, 900, 1000000, 400.0),
]:
    x0, n0, l0, x1, n1, l1 = case
    row("profile", listed(x0, n0, l0), listed(x1, n1, l1), profile(*case))
for d0, x0, d1, x1 in [
    ((2000, 2000), (6, 6), (2000, 2000), (2, 3)),
    ((2104, 1987, 350), (33, 28, 6), (2200, 1500, 410), (3, 4, 1)),
    ((5000, 60), (20, 0), (4000, 80), (3, 0)),
    ((5000, 4000, 3000), (9, 7, 5), (5000, 4000, 3000), (0, 0, 0)),
    ((1000, 900), (0, 0), (1000, 900), (4, 1)),
]:
    row("mean", listed(*d0) + ";" + listed(*x0), listed(*d1) + ";" + listed(*x1), mean(d0, x0, d1, x1))
