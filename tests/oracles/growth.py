#!/usr/bin/env python3
"""Rates of exponential growth and their 95 % profile limits by SciPy: the rows in tests/unit/values/model/growth_test.cpp.

    python3 growth.py          (SciPy: containers/install oracles)
"""
import math

from scipy import optimize, stats

VISIBLE, BACKGROUND, CRITICAL = 1e4, 0.1, 3
SERIES = [
    [(0, 120), (21, 60), (42, 25)],
    [(0, 30), (21, 12), (42, None)],
    [(0, 8), (14, 19), (35, 41), (63, 130)],
    [(0, 90), (20, 40), (41, None), (63, None)],
]


def minus(level, slope, series):
    total = 0.0
    for day, alt in series:
        mean = BACKGROUND + VISIBLE * math.exp(level + slope * day)
        total -= stats.poisson.logcdf(CRITICAL - 1, mean) if alt is None else stats.poisson.logpmf(alt, mean)
    return total


def profile(slope, series):
    return min(optimize.minimize_scalar(minus, bounds=ends, args=(slope, series), method="bounded",
                                        options={"xatol": 1e-11}).fun for ends in ((-12, -2), (-8, -4)))


for series in SERIES:
    found = optimize.minimize_scalar(profile, bounds=(-0.3, 0.3), args=(series,), method="bounded", options={"xatol": 1e-10})
    limit = stats.chi2.ppf(0.95, 1)
    low, high = (optimize.brentq(lambda g: 2 * (profile(g, series) - found.fun) - limit, *ends, xtol=1e-10)
                 for ends in ((found.x - 0.3, found.x), (found.x, found.x + 0.3)))
    text = ", ".join(f"silent({day})" if alt is None else f"seen({day}, {alt})" for day, alt in series)
    print(f"             Row{{{{{text}}}, {found.x:.7f}, {low:.7f}, {high:.7f}}},")
