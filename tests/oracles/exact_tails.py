#!/usr/bin/env python3
"""Small tails of the exact null, and LoB, LoD95 and LoQ by their definitions: the table exact_tails.tsv beside this script.

    python3 exact_tails.py > exact_tails.tsv          (numpy, mpmath: containers/install oracles)

Nothing is transformed, expanded in a series of logarithms, or averaged by Gauss' rule for a gamma law: chances of counts are added up
cell by cell, and the noise level is integrated by Gauss-Legendre over its density. All terms are positive, so no digit is lost in a
small tail: relative errors stay near 1e-13. The first panel of each form is summed again with 30 digits (mpmath), and the
script fails where both differ by more than 1e-11 of the value.

null_tail    P(T >= t) without tumor, background below 3 molecules: mixtures of negative binomials, the shape of a place at any level
dense_tail   the same from 3 molecules on, in the form that runs at gamma time (docs/methods/detect.md): shape and number of jumps grow
             with the level, but not the number of jumps whose mean is the cap or more; caps bind jumps
critical, blank, detection95    t*, LoB, LoD95 of a panel, x of T at alpha with support at two places
quantification    LoQ: the f at which Fisher information gives f a coefficient of variation of 30 %, the noise level fitted beside it

units: kinds by |, each NUMBER x cells by ;, a cell is depth:background:dispersion:weight:cap (cap 0: none), one that may be hot goes
on :hot_share:hot_background:hot_dispersion; `background` is the mean over both states. v = f/2. In the column x stands t or alpha.
"""
import math
import random
from fractions import Fraction

import mpmath
import numpy

mpmath.mp.dps = 30
NODES = 180
LONG = 3000   # counts that are added up to what stands at a cap


def step(mean, dispersion, n):
    """P(n) / P(n - 1) of a gamma-mixed Poisson number."""
    return mean * (1 + dispersion * (n - 1)) / (n * (1 + mean * dispersion))


def counts_law(mean, dispersion, length, lib):
    """Chances of 0 … length - 1 molecules, each a vector over noise levels."""
    one = lib.exp(-mean) if dispersion is None else lib.exp(-lib.log1p(mean * dispersion) / dispersion)
    chances = [one]
    for n in range(1, length):
        chances.append(chances[-1] * step(mean, 0 if dispersion is None else dispersion, n))
    return chances


def parts(cell):
    depth, background, dispersion, weight, cap = cell[:5]
    share, hot, hot_dispersion = cell[5:8] if len(cell) > 5 else (0.0, 0.0, 0.0)
    return depth, (background - share * hot) / (1 - share), dispersion or None, int(weight), int(cap), share, hot, hot_dispersion


def sparse_law(cell, s, length, lib):
    _, ordinary, dispersion, _, _, share, hot, hot_dispersion = parts(cell)
    law = counts_law(s * ordinary, dispersion, length, lib)
    if share:
        law = [(1 - share) * a + share * b for a, b in zip(law, counts_law(s * hot, hot_dispersion, length, lib))]
    return law


def capped(law, cap, lib):
    """All chances from the cap on stand at it: their sum, or with many digits what the others leave."""
    if not cap or cap >= len(law):
        return law
    return law[:cap] + [1 - sum(law[:cap]) if lib is mpmath else sum(law[cap + 1:], law[cap])]


def product(first, second, length):
    out = [0 * first[0]] * length
    for i, a in enumerate(first):
        for j in range(min(len(second), length - i)):
            out[i + j] = out[i + j] + a * second[j]
    return out


def jump_law(cell, length, lib):
    """What a hot place adds to an ordinary one: mean and variance of both together are those of the mixture."""
    _, ordinary, dispersion, _, cap, share, hot, hot_dispersion = parts(cell)
    mean, excess = (1 - share) * ordinary + share * hot, hot - ordinary
    variance = ((1 - share) * ordinary**2 * (1 + (dispersion or 0)) + share * hot**2 * (1 + hot_dispersion) - mean**2
                - (dispersion or 0) * ordinary**2)
    return capped(counts_law(excess, variance / (share * excess**2) - 1, length if lib is mpmath else LONG, lib), cap, lib)[:length]


def dense_law(cell, s, length, lib):
    _, ordinary, dispersion, _, cap, share, hot, hot_dispersion = parts(cell)
    law = counts_law(s * ordinary, None if dispersion is None else dispersion / s, length, lib)
    if not share:
        return law
    jump, excess = jump_law(cell, length, lib), hot - ordinary
    number = (share if cap and excess >= cap else share * s) + 0 * s
    total, power, chance = [0 * s] * length, [1 + 0 * s], lib.exp(-number)
    for count in range(24):
        for place, value in enumerate(power):
            total[place] = total[place] + chance * value
        power = product(power, jump, length)
        chance = chance * number / (count + 1)
    return product(law, total, length)


def add_cell(law, cell, counts):
    """law[t], t up to the last that stands for `that or more`; as is each chance of so many molecules."""
    _, _, _, weight, cap, *_ = parts(cell)
    top = len(law) - 1
    out = numpy.zeros_like(law)
    for n, chance in enumerate(counts):
        shift = weight * n
        if shift >= top:
            out[top] += chance * law.sum(axis=0)
            continue
        out[shift:top] += chance * law[: top - shift]
        out[top] += chance * law[top - shift:].sum(axis=0)
    return out


def levels(kappa, number=NODES):
    """Noise levels and what each weighs."""
    if kappa == 0:
        return numpy.ones(1), numpy.ones(1)
    shape = 1 / kappa**2
    log_density = lambda s: (shape - 1) * math.log(s) - shape * s + shape * math.log(shape) - math.lgamma(shape)
    bottom = top = 1.0
    while log_density(top) > -75:
        top *= 1.05
    while bottom > 1e-12 and log_density(bottom) > -75:
        bottom /= 1.05
    bottom = 0.0 if bottom < 1e-3 else bottom
    nodes, weights = numpy.polynomial.legendre.leggauss(number)
    middle, half = (top + bottom) / 2, (top - bottom) / 2
    s = middle + half * nodes
    return s, weights * half * numpy.array([math.exp(log_density(x)) for x in s])


def tails(kinds, kappa, dense, length):
    """P(T >= t) for t below length."""
    s, weights = levels(kappa)
    law = numpy.zeros((length + 1, len(s)))
    law[0] = 1
    for number, cells in kinds:
        for cell in cells:
            counts = (dense_law(cell, s, 60, numpy) if dense else capped(sparse_law(cell, s, LONG if cell[4] else 90, numpy), int(cell[4]), numpy))
            for _ in range(number):
                law = add_cell(law, cell, counts)
    return numpy.cumsum((law @ weights)[::-1])[::-1]


def checked_with_many_digits(kinds, kappa, dense, t, value):
    """The same sum with 30 digits, one place after the other, integrated by mpmath's own rule."""
    def at(s):
        law = {0: mpmath.mpf(1)}
        for number, cells in kinds:
            for cell in cells:
                cell = tuple(mpmath.mpf(x) for x in cell)
                counts = dense_law(cell, s, 25, mpmath) if dense else capped(sparse_law(cell, s, 25, mpmath), int(cell[4]), mpmath)
                counts = capped(counts, -(-t // int(cell[3])), mpmath)
                for _ in range(number):
                    added = {}
                    for place, chance in law.items():
                        for n, other in enumerate(counts):
                            key = min(place + int(cell[3]) * n, t)
                            added[key] = added.get(key, 0) + chance * other
                    law = added
        return law.get(t, mpmath.mpf(0))

    if kappa == 0:
        exact = at(mpmath.mpf(1))
    else:
        shape = 1 / mpmath.mpf(kappa)**2
        density = lambda s: mpmath.exp((shape - 1) * mpmath.log(s) - shape * s + shape * mpmath.log(shape) - mpmath.loggamma(shape))
        exact = mpmath.quad(lambda s: density(s) * at(s), [0, 1, 2, 4, 8, 16, 32], maxdegree=4)
    if abs(value / exact - 1) > 1e-11:
        raise SystemExit(f"{kinds} {kappa} {t}: {value!r}, with many digits {mpmath.nstr(exact, 17)}")


def text(kinds):
    return "|".join(f"{number}x" + ";".join(":".join(repr(x) for x in cell) for cell in cells) for number, cells in kinds)


def panel(seed, places, background, classes, hot_share, dense):
    """Places of twelve kinds whose rates differ a hundredfold; several classes with rates of their own."""
    draw = random.Random(seed)
    kinds = []
    for _ in range(12):
        cells = []
        for each in range(classes):
            mean = math.exp(draw.uniform(-2.3, 2.3)) * (1, 8, 30)[each]
            cells.append([mean, draw.choice([0.1, 0.3, 0.5, 1.0])])
        kinds.append([max(1, places // 12 + draw.randrange(-2, 3)), cells])
    scale = background / sum(number * cell[0] for number, cells in kinds for cell in cells)
    made = []
    for number, cells in kinds:
        finished = []
        for mean, dispersion in cells:
            ordinary = float(f"{mean * scale:.4g}")
            weight = max(1, round((10 if dense else 24) / (1 + ordinary * places / background)))
            cap = draw.choice([2, 3, 4]) if not dense and ordinary < 0.05 else 0
            cell = (2000, ordinary, dispersion, weight, cap)
            if hot_share:
                hot = float(f"{ordinary * draw.choice([5, 20, 40]):.4g}")
                mean_of_both = (1 - hot_share) * ordinary + hot_share * hot
                cell = (2000, mean_of_both, dispersion, weight, draw.choice([2, 4, 6]), hot_share, hot, draw.choice([0.5, 1.0, 2.0]))
            finished.append(cell)
        made.append((number, finished))
    return made


def limits(kinds, alpha, kappa):
    """t*, LoB, LoD95 by going through all outcomes of a small panel."""
    cells = [(index, cell) for index, (number, unit) in enumerate((1, u) for n, u in kinds for _ in range(n)) for cell in unit]

    def joint(f, t_top):
        """(T up to t_top, places with support up to 2) -> chance, over the noise level."""
        whole = {}
        for s, weight in zip(*levels(kappa, 60)):
            for key, chance in joint_at(float(s), f, t_top).items():
                whole[key] = whole.get(key, 0.0) + weight * chance
        return whole

    def joint_at(s, f, t_top):
        whole = {(0, 0): 1.0}
        for place in sorted({index for index, _ in cells}):
            law = {(0, 0): 1.0}
            for cell in (cell for index, cell in cells if index == place):
                noise = sparse_law(cell, s, 60, math)
                v, depth = f / 2, int(cell[0])
                tumor = [1.0] if f == 0 else counts_law(depth * v, None, 40, math) if v < 0.01 else binomial(depth, v, 90)
                counts = noise if f == 0 else product(noise, tumor, 90)
                added = {}
                for (total, seen), chance in law.items():
                    for n, other in enumerate(counts):
                        counted = min(n, int(cell[4])) if cell[4] else n
                        key = (min(total + int(cell[3]) * counted, t_top), min(seen + n, 1))
                        added[key] = added.get(key, 0.0) + chance * other
                law = added
            merged = {}
            for (total, places), chance in whole.items():
                for (more, seen), other in law.items():
                    key = (min(total + more, t_top), min(places + seen, 2))
                    merged[key] = merged.get(key, 0.0) + chance * other
            whole = merged
        return whole

    top = 400
    null = {}
    for (total, _), chance in joint(0, top).items():
        null[total] = null.get(total, 0.0) + chance
    tail, critical = 0.0, top
    attainable = sorted(null, reverse=True)
    for total in attainable:
        tail += null[total]
        if tail > alpha:
            break
        critical = total
    largest_below = max(total for total in attainable if total < critical)
    # The program asks for the smallest t of all whole numbers: one above the largest T that is not detected.
    critical = largest_below + 1
    # Expected T: caps bind what hot places add to ordinary ones, nothing else.
    expected = lambda f: sum(cell[3] * (expected_noise(cell) + cell[0] * f / 2) for _, cell in cells)
    slope = expected(1) - expected(0)
    blank = max(0.0, (largest_below - expected(0)) / slope)
    power = lambda f: sum(chance for (total, places), chance in joint(f, critical).items() if total >= critical and places >= 2)
    low, high = 1e-4, 0.2
    for _ in range(32):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if power(middle) < 0.95 else (low, middle)
    return critical, blank, math.sqrt(low * high)


def expected_noise(cell):
    _, ordinary, _, _, _, share, *_ = parts(cell)
    return ordinary + (share * sum(n * chance for n, chance in enumerate(jump_law(cell, LONG, math))) if share else 0)


def binomial(trials, chance, length):
    terms = [math.exp(trials * math.log1p(-chance))]
    for n in range(1, min(length, trials + 1)):
        terms.append(terms[-1] * (trials - n + 1) / n * chance / (1 - chance))
    return terms


def quantification(kinds, kappa):
    """Rational arithmetic: f^2 over the first element of the inverse information matrix of f and the log noise level is compared with
    1/0.3^2 without rounding; f is bisected to 1e-18. Counts are normal of their mean and variance: binomial, and the gamma spread of the
    rate of an ordinary place."""
    def exact(number):
        return Fraction(repr(number))

    cells = []
    for number, unit in kinds:
        for cell in unit:
            depth, background, dispersion = (exact(value) for value in cell[:3])
            share, hot = (exact(cell[5]), exact(cell[6])) if len(cell) > 5 else (Fraction(0), Fraction(0))
            ordinary = (background - share * hot) / (1 - share)
            cells.append((number, depth, background / depth, dispersion * ordinary**2))
    prior = 1 / exact(kappa)**2 if kappa else None

    def precision(f):
        by_f, by_level, both = Fraction(0), prior or Fraction(0), Fraction(0)
        for number, depth, rate, spread in cells:
            q = f / 2 + (1 - f / 2) * rate
            variance = depth * q * (1 - q) + spread
            mean_by_f, mean_by_level = depth * (1 - rate) / 2, depth * rate
            by_f += number * mean_by_f**2 / variance
            by_level += number * mean_by_level**2 / variance if prior else 0
            both += number * mean_by_f * mean_by_level / variance
        return f**2 * (by_f - both**2 / by_level if prior else by_f)

    low, high = Fraction(0), Fraction(1)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if precision(middle) < Fraction(100, 9) else (low, middle)
    return float(low)


SMALL = [
    [(3, [(2000, 0.02, 0.5, 13, 0)]), (2, [(3000, 0.004, 0.3, 20, 0)])],
    [(4, [(900, 0.03, 0.5, 7, 2)]), (2, [(1500, 0.2, 1.0, 3, 4)])],
    [(2, [(1000, 0.01, 0.5, 11, 3), (400, 0.15, 0.5, 4, 3)]), (2, [(2500, 0.05, 0.2, 8, 3)])],
    [(4, [(60, 0.001, 0.5, 5, 0)])],
    [(5, [(800, 0.02, 0.5, 9, 2, 0.01, 0.6, 1.0)])],
]
TAIL_PANELS = [   # form, seed, places, background, classes, hot share, kappa
    ("null_tail", 1, 24, 0.4, 1, 0.0, 0.0),
    ("null_tail", 2, 120, 1.2, 1, 0.0, 0.25),
    ("null_tail", 3, 120, 0.2, 2, 0.0, 0.5),
    ("null_tail", 4, 240, 2.4, 1, 0.01, 0.25),
    ("null_tail", 5, 240, 0.8, 3, 0.005, 0.5),
    ("null_tail", 6, 480, 2.0, 1, 0.0, 1.0),
    ("dense_tail", 7, 120, 6.0, 1, 0.0, 0.0),
    ("dense_tail", 8, 240, 12.0, 2, 0.0, 0.25),
    ("dense_tail", 9, 480, 20.0, 1, 0.0, 0.5),
    ("dense_tail", 10, 240, 8.0, 1, 0.01, 0.25),
    ("dense_tail", 11, 480, 15.0, 1, 0.01, 0.5),
]
WANTED = [1e-2, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11, 1e-13]


def main():
    print("kind\tunits\tkappa\tx\tvalue")
    small = SMALL[0]
    for dense, kappa in ((False, 0.0), (False, 0.5), (True, 0.5)):
        t = 40
        checked_with_many_digits(small, kappa, dense, t, tails(small, kappa, dense, 80)[t])
    checked_with_many_digits(SMALL[4], 0.5, True, 30, tails(SMALL[4], 0.5, True, 80)[30])
    checked_with_many_digits(SMALL[4], 0.5, False, 30, tails(SMALL[4], 0.5, False, 80)[30])
    for kind, seed, places, background, classes, hot_share, kappa in TAIL_PANELS:
        dense = kind == "dense_tail"
        kinds = panel(seed, places, background, classes, hot_share, dense)
        tail = tails(kinds, kappa, dense, 1400 if dense else 700)
        for wanted in WANTED:
            below = numpy.nonzero(tail[:-1] <= wanted)[0]
            if len(below):
                print(f"{kind}\t{text(kinds)}\t{kappa}\t{below[0]}\t{float(tail[below[0]])!r}")
    for kinds in SMALL:
        for alpha, kappa in ((0.01, 0.0), (0.001, 0.0), (0.01, 0.5)):
            if kappa and kinds not in (SMALL[0], SMALL[4]):
                continue
            critical, blank, detection = limits(kinds, alpha, kappa)
            print(f"critical\t{text(kinds)}\t{kappa}\t{alpha}\t{critical}")
            print(f"blank\t{text(kinds)}\t{kappa}\t{alpha}\t{blank!r}")
            print(f"detection95\t{text(kinds)}\t{kappa}\t{alpha}\t{detection!r}")
        for kappa in (0, 0.25, 1.0):
            print(f"quantification\t{text(kinds)}\t{kappa}\t0\t{quantification(kinds, kappa)!r}")


main()
