#!/usr/bin/env python3
"""Distribution of the weighted statistic and Feldman-Cousins limits by SciPy: the table detection.tsv beside this script.

    python3 detection.py > detection.tsv          (SciPy: containers/install oracles)

Plain dictionaries of chances are convolved cell by cell; the noise level s that all cells share is integrated by
scipy.integrate.quad. Nothing here is transformed, expanded or recursive.

null_tail   P(T >= t) without tumor
dense_tail   the same in the form that runs at gamma time: given s, every shape and the number of hot jumps are s times as large
             (the number of jumps whose mean is the cap or more does not depend on s)
two_places   P(T >= t and support at two places or more) at tumor fraction f
two_molecules   P(T >= t and two molecules or more) at f
feldman_cousins_lower, feldman_cousins_upper   count, background

units: units by |, cells by ;, a cell is depth:background:dispersion:weight:cap (cap 0: none). v = f/2. A cell that may be hot
goes on :hot_share:hot_background:hot_dispersion, and its `background` is the mean over both states.
"""
import math

import numpy
from scipy import integrate, stats


COUNTS = numpy.arange(240)


def background_law(mean, dispersion):
    if dispersion == 0:
        return stats.poisson.pmf(COUNTS, mean)
    shape = 1 / dispersion
    return stats.nbinom.pmf(COUNTS, shape, shape / (shape + mean))


def hot_part(cell):
    return cell[5:8] if len(cell) > 5 else (0.0, 0.0, 0.0)


def noise_law(cell, s):
    """One gamma, or with chance h another."""
    _, background, dispersion = cell[:3]
    share, hot, hot_dispersion = hot_part(cell)
    ordinary = background_law(s * (background - share * hot) / (1 - share), dispersion)
    return ordinary if share == 0 else (1 - share) * ordinary + share * background_law(s * hot, hot_dispersion)


def count_law(cell, s, f):
    """Chances of 0, 1, 2, … molecules, uncapped."""
    depth = cell[0]
    noise = noise_law(cell, s)
    if f == 0:
        return noise.tolist()
    vaf = f / 2
    tumor = stats.poisson.pmf(COUNTS, depth * vaf) if vaf < 0.01 else stats.binom.pmf(COUNTS, depth, vaf)
    return numpy.convolve(noise, tumor)[: len(COUNTS)].tolist()


def divisible_law(cell, s):
    """Molecules that count at time s: gamma of shape s/dispersion, and Poisson(s h) jumps, each capped."""
    _, background, dispersion, _, cap = cell[:5]
    share, hot, hot_dispersion = hot_part(cell)
    ordinary = (background - share * hot) / (1 - share)
    law = background_law(s * ordinary, dispersion / s)
    if share == 0:
        return law.tolist()
    variance = ((1 - share) * ordinary**2 * (1 + dispersion) + share * hot**2 * (1 + hot_dispersion) - background**2
                - dispersion * ordinary**2)
    excess = hot - ordinary
    jump = background_law(excess, variance / (share * excess**2) - 1)
    if cap:
        jump = numpy.append(jump[:cap], [1 - jump[:cap].sum()])
    jumps, power = numpy.zeros(len(COUNTS)), numpy.ones(1)
    number_of_jumps = share if cap and excess >= cap else s * share
    for number, chance in enumerate(stats.poisson.pmf(numpy.arange(9), number_of_jumps)):
        jumps[: len(power)] += chance * power
        power = numpy.convolve(power, jump)[: len(COUNTS)]
    return numpy.convolve(law, jumps)[: len(COUNTS)].tolist()


def add_cell(law, cell, s, f, t, divisible):
    """law: (T up to t, molecules up to 2) -> chance."""
    weight, cap = cell[3:5]
    added = {}
    for n, chance in enumerate(divisible_law(cell, s) if divisible else count_law(cell, s, f)):
        if chance < 1e-17:
            continue
        counted = min(n, cap) if cap and not divisible else n
        for (total, molecules), other in law.items():
            key = (min(total + weight * counted, t), min(molecules + n, 2))
            added[key] = added.get(key, 0.0) + chance * other
    return added


def chance_at(units, s, f, t, kind):
    """One pass over units; keeps T, molecules (0, 1, 2+) and supporting places (0, 1, 2+)."""
    whole = {(0, 0, 0): 1.0}
    for unit in units:
        law = {(0, 0): 1.0}
        for cell in unit:
            law = add_cell(law, cell, s, f, t, kind == "dense_tail")
        merged = {}
        for (total, molecules), chance in law.items():
            for (others, seen, supporting), other in whole.items():
                key = (min(total + others, t), min(molecules + seen, 2), min(supporting + (molecules > 0), 2))
                merged[key] = merged.get(key, 0.0) + chance * other
        whole = merged
    wanted = {"null_tail": lambda key: True, "dense_tail": lambda key: True, "two_places": lambda key: key[2] >= 2,
              "two_molecules": lambda key: key[1] >= 2}[kind]
    return sum(chance for key, chance in whole.items() if key[0] >= t and wanted(key))


def chance_of(units, kappa, f, t, kind):
    if kappa == 0:
        return chance_at(units, 1.0, f, t, kind)
    shape = 1 / kappa**2
    density = stats.gamma(shape, scale=1 / shape)
    top = density.isf(1e-15)
    return integrate.quad(lambda s: density.pdf(s) * chance_at(units, s, f, t, kind), 0, top, epsabs=1e-12, epsrel=1e-9,
                          limit=100)[0]


def parse(text):
    return [[tuple(int(x) if i in (3, 4) else float(x) for i, x in enumerate(cell.split(":"))) for cell in unit.split(";")]
            for unit in text.split("|")]


def accepts(count, net, background, level=0.95):
    mean = net + background
    if mean <= 0:
        return count == 0
    counts = numpy.arange(int(mean + 12 * math.sqrt(mean) + 40))
    chances = stats.poisson.pmf(counts, mean)
    best = numpy.maximum(counts, background)
    ranks = chances / numpy.where(best > 0, stats.poisson.pmf(counts, numpy.where(best > 0, best, 1.0)), 1.0)
    return chances[ranks > ranks[count] * (1 + 1e-12)].sum() < level


def feldman_cousins(count, background):
    grid = [i * 0.02 for i in range(int((count + 6 * math.sqrt(count + background + 1) + 10) / 0.02))]
    inside = [net for net in grid if accepts(count, net, background)]

    def border(low, high, low_inside):
        for _ in range(40):
            middle = (low + high) / 2
            if accepts(count, middle, background) == low_inside:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    lower = 0.0 if inside[0] == 0 else border(inside[0] - 0.02, inside[0], False)
    return float(lower), border(inside[-1], inside[-1] + 0.02, True)


CASES = [
    # kind, units, kappa, f, t
    ("null_tail", "2000:0.04:0:13:0|3000:0.015:0:24:0|1500:0.15:0:4:0", 0, 0, 17),
    ("null_tail", "2000:0.04:0.5:13:2|3000:0.015:0.5:24:2|1500:0.15:0.5:4:3", 0.25, 0, 17),
    ("null_tail", "2000:0.04:0.5:13:2;500:0.2:1:5:3|3000:0.015:0.5:24:2|1500:0.15:2:4:3", 0.5, 0, 30),
    ("null_tail", "800:0.5:0.3:7:4|900:0.9:0.3:6:5|1000:0.6:0:7:0", 0.7, 0, 35),
    ("null_tail", "100000:1:0:1:0|200000:2:0:1:0|50000:1.5:0:1:0", 0.4, 0, 14),
    ("two_places", "2000:0.04:0.5:13:3|3000:0.015:0.5:24:3|1500:0.15:0.5:4:4", 0.25, 0.0015, 17),
    ("two_places", "2000:0.04:0:1:0|2000:0.04:0:1:0|2000:0.04:0:1:0|2000:0.04:0:1:0", 0, 0.001, 3),
    ("two_places", "60:0.002:0:9:0;40:0.004:0.5:5:0|80:0.001:0:9:0", 0.3, 0.08, 9),
    # The hot part of statistics.md 5.2, its first value without a shared level; caps that bind; a place likely to be hot.
    ("null_tail", "2000:0.0436:0.5:13:0:0.01:0.4:2|3000:0.02085:0.5:24:0:0.01:0.6:2|1500:0.1515:0.5:4:0:0.01:0.3:2", 0, 0, 17),
    ("null_tail", "2000:0.0436:0.5:13:2:0.01:0.4:2|3000:0.02085:0.5:24:2:0.01:0.6:2|1500:0.1515:0.5:4:3:0.01:0.3:2", 0.25, 0, 17),
    ("null_tail", "9000:0.2:0.1:9:3:0.02:6:0.7|9000:0.4:0.1:8:4:0.01:9:0.7|9000:0.6:0.3:6:9:0.6:0.9:0.2", 0.4, 0, 40),
    ("null_tail", "9000:2.5:0.05:3:0:0.2:8:0.1", 0.3, 0, 25),
    ("dense_tail", "900:1.5:0.5:3:8:0.01:30:2|900:1.2:0.3:4:7:0.02:20:1|900:1:0:5:6:0.01:25:2", 0.3, 0, 45),
    ("dense_tail", "900:1.5:0.5:3:8:0.01:9:2|900:1.2:0.3:4:0:0.02:6:1|900:1:0:5:30:0.01:25:2", 0.3, 0, 45),
    ("two_places", "2000:0.0436:0.5:13:3:0.01:0.4:2|3000:0.02085:0.5:24:3:0.01:0.6:2|1500:0.1515:0.5:4:4:0.01:0.3:2", 0.25, 0.0015, 17),
    ("two_molecules", "5000:0.05:0.5:3:0:0.02:1.5:0.5;2000:0.2:0.5:1:0:0.01:4:2", 0.25, 0.002, 3),
    ("two_molecules", "5000:0.05:0.5:3:0;2000:0.2:0.5:1:0", 0.25, 0.002, 3),
    ("two_molecules", "300:0.003:0:1:0", 0, 0.03, 1),
]


def main():
    print("kind\tunits\tkappa\tfraction\tt\tvalue")
    for kind, units, kappa, f, t in CASES:
        print(f"{kind}\t{units}\t{kappa}\t{f}\t{t}\t{chance_of(parse(units), kappa, f, t, kind)!r}")
    for count in (0, 1, 2, 5, 9, 14, 20):
        for background in (0, 0.3, 2.5, 11):
            lower, upper = feldman_cousins(count, background)
            print(f"feldman_cousins_lower\t{count}\t0\t{background}\t0\t{lower!r}")
            print(f"feldman_cousins_upper\t{count}\t0\t{background}\t0\t{upper!r}")


main()
