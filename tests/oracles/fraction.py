#!/usr/bin/env python3
"""Tumor fraction and its 95 % profile interval by SciPy: the table fraction.tsv beside this script.

    python3 fraction.py > fraction.tsv          what the law of the program must meet
    python3 fraction.py --loss                  the table of docs/decisions/0004: what the loss of a true allele would change

SciPy: containers/install oracles.

loci: by |, each depth:alt:rate:multiplicity:total_copies:normal_copies:ccf. Binomial in every locus, rates as known,
q = v (1 - loss) + (1 - v) rate. The likelihood is maximised on the logarithm of f, its interval is where the deviance
reaches the 95 % quantile of chi-square.
"""
import math
import sys

from scipy import optimize, stats

LIMIT = stats.chi2.ppf(0.95, 1)

LOW = "5000:3:1e-5:1:2:2:1|4000:5:1e-5:2:3:2:1|6000:2:1e-5:1:2:2:1|3000:0:1e-5:1:1:2:1"
HIGH = "500:100:1e-5:1:2:2:1|500:180:1e-5:2:3:2:1|400:85:1e-5:1:1:2:1"
CASES = [
    LOW,
    HIGH,
    "2000:40:2e-4:1:2:2:1|1500:22:1e-6:1:2:2:1|1800:60:5e-5:3:4:2:1",
    "1000:150:1e-3:1:2:2:0.4|900:300:1e-4:1:2:2:1",
    "800:60:1e-4:1:1:1:1|800:35:1e-5:1:2:2:1",
    "100000:12:1e-4:1:2:2:1|90000:3:1e-5:1:4:2:1",
    "3000:290:1e-2:1:2:2:1|2500:210:1e-2:2:5:2:0.7",
    "50:49:1e-4:1:1:2:1|60:57:1e-4:2:2:2:1",
    # The first without each locus in turn; statistics.md 7 prints these by the Poisson form, 6e-5 away.
    *("|".join(locus for other, locus in enumerate(LOW.split("|")) if other != left_out) for left_out in range(4)),
]


def loci_of(text):
    return [tuple(float(cell) for cell in locus.split(":")) for locus in text.split("|")]


def log_likelihood(f, loci, loss):
    total = 0.0
    for depth, alt, rate, m, copies, normal, ccf in loci:
        v = f * ccf * m / (f * copies + (1 - f) * normal)
        q = min(v * (1 - loss * rate) + (1 - v) * rate, 1 - 1e-15)
        total += alt * math.log(q) + (depth - alt) * math.log1p(-q)
    return total


def fit(loci, loss=0.0):
    found = optimize.minimize_scalar(lambda t: -log_likelihood(math.exp(t), loci, loss), bounds=(-16, 0), method="bounded",
                                     options={"xatol": 1e-12})

    def deviance(t):
        return 2 * (-found.fun - log_likelihood(math.exp(t), loci, loss)) - LIMIT

    low = math.exp(optimize.brentq(deviance, -30, found.x, xtol=1e-14)) if deviance(-30) > 0 else 0.0
    high = math.exp(optimize.brentq(deviance, found.x, 0, xtol=1e-14)) if deviance(0) > 0 else 1.0
    return math.exp(found.x), low, high


if "--loss" in sys.argv:
    print("loci\tloss\testimate\tlo\thi")
    for name, text in (("low", LOW), ("high", HIGH)):
        for loss in (0.0, 1 / 3, 1.0):
            print(name, f"{loss:.3g} e", *(f"{value:.7g}" for value in fit(loci_of(text), loss)), sep="\t")
else:
    print("loci\testimate\tlo\thi")
    for text in CASES:
        print(text, *(repr(value) for value in fit(loci_of(text))), sep="\t")
