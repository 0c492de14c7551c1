#!/usr/bin/env python3
"""What lesions shed, by SciPy: the table lesions.tsv beside this script.

    python3 lesions.py > lesions.tsv          (SciPy: containers/install oracles)

locus     case, draw, depth, alt, background, normal copies, mutated copies of each lesion, total copies of each lesion
shed      case, draw, lesion, w, lower and upper 95 % limit of the profile likelihood
ratio     case, lesion, w after over w before, limits
contrast  case, lesion, other, difference of log2 changes, limits
rank      case, rank of the map (numpy), condition number of its columns of length 1
Maxima by L-BFGS-B with slopes from complex steps, limits by brentq over them. An empty cell is unbounded.
"""
import math

import numpy
from scipy import optimize, stats

DEVIANCE = stats.chi2.ppf(0.95, 1)
SCALE = 1e-3


def log_likelihood(draw, shed, form):
    """Complex-valued where `shed` is, so that a complex step gives the slope."""
    depth, alt, background, normal, mutated, total = draw
    if form == "linear":
        mean = background + depth * (mutated @ shed) / normal
        return numpy.sum(alt * numpy.log(mean) - mean)
    copies = normal + (total - normal[:, None]) @ shed
    share = (mutated @ shed) / copies
    rate = background / depth
    shown = share + (1 - share) * rate
    return numpy.sum(alt * numpy.log(shown) + (depth - alt) * numpy.log(1 - shown))


def highest(function, start):
    """Maximum over variables >= 0."""
    def minus(x):
        slope = [function((x + 1e-30j * unit) * SCALE).imag / 1e-30 for unit in numpy.eye(len(x))]
        return -function(x * SCALE).real, -numpy.array(slope)

    best = None
    for factor in (1.0, 0.3):
        found = optimize.minimize(minus, numpy.maximum(numpy.array(start) * factor / SCALE, 1e-6), jac=True,
                                  bounds=[(0, None)] * len(start), method="L-BFGS-B",
                                  options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 20000, "maxfun": 100000, "maxls": 60})
        best = found if best is None or found.fun < best.fun else best
    return best.x * SCALE, -best.fun


def limits(excess, inside, low, high, far_low, far_high):
    """Both crossings of a deviance, None where it never crosses."""
    lower = None if excess(far_low) <= 0 else optimize.brentq(excess, far_low, inside, xtol=1e-10, rtol=1e-8)
    upper = None if excess(far_high) <= 0 else optimize.brentq(excess, inside, far_high, xtol=1e-10, rtol=1e-8)
    return (low if lower is None else lower), (high if upper is None else upper)


def put(*cells):
    print(*["" if cell is None else repr(float(cell)) if isinstance(cell, float) else cell for cell in cells], sep="\t")


def shed_rows(name, which, draw, form, best, at):
    for lesion in range(len(best)):
        def excess(value):
            def held(others):
                return log_likelihood(draw, numpy.insert(others, lesion, value), form)
            return 2 * (at - highest(held, numpy.delete(best, lesion))[1]) - DEVIANCE

        low, high = limits(excess, float(best[lesion]), 0.0, 1.0, 0.0, min(0.9, 20 * best[lesion] + 0.01))
        put("shed", name, which, lesion, float(best[lesion]), low, high)


def tied(draws, form, best, ties):
    """Highest joint likelihood with after = ratio x before for the lesions in `ties`."""
    count = len(best[0])

    def both(x):
        before, after = list(x[:count]), []
        place = count
        for lesion in range(count):
            if lesion in ties:
                after.append(x[lesion] * ties[lesion])
            else:
                after.append(x[place])
                place += 1
        return log_likelihood(draws[0], numpy.array(before), form) + log_likelihood(draws[1], numpy.array(after), form)

    start = [*best[0], *[best[1][lesion] for lesion in range(count) if lesion not in ties]]
    for lesion, ratio in ties.items():
        start[lesion] = max(best[0][lesion], best[1][lesion]) / max(1, ratio)
    return highest(both, start)[1]


def case(name, seed, before, after, lesions, private, trunk, depth, copies=(1, 2), contrast=False):
    random = numpy.random.default_rng(seed)
    count = lesions + 1
    rows = [[1 if other == lesion else 0 for other in range(count)] for lesion in range(lesions) for _ in range(private)]
    rows += [[1] * count for _ in range(trunk)]
    mutated = numpy.array(rows, float)
    total = numpy.full(mutated.shape, 2.0)
    for row in range(0, len(rows), 3):
        mutated[row] *= copies[0]
        total[row] = copies[1]
    normal = numpy.full(len(rows), 2.0)
    form = "exact" if max(sum(before), sum(after)) > 0.1 else "linear"
    draws = []
    for which, shed in (("before", before), ("after", after)):
        deep = numpy.floor(random.gamma(9, depth / 9, len(rows))) + 1
        shares = (mutated @ numpy.array(shed)) / (normal + (total - normal[:, None]) @ numpy.array(shed))
        rate = random.gamma(1.5, 1e-5, len(rows)) + 1e-7
        alt = random.binomial(deep.astype(int), shares + (1 - shares) * rate).astype(float)
        draws.append((deep, alt, deep * rate, normal, mutated, total))
        for row in range(len(rows)):
            put("locus", name, which, float(deep[row]), float(alt[row]), float(deep[row] * rate[row]), float(normal[row]),
                ",".join(map(repr, map(float, mutated[row]))), ",".join(map(repr, map(float, total[row]))))
    found = [highest(lambda x, d=d: log_likelihood(d, x, form), shed) for d, shed in zip(draws, (before, after))]
    best = [found[0][0], found[1][0]]
    total_value = found[0][1] + found[1][1]
    for which, draw, (at, value) in zip(("before", "after"), draws, found):
        shed_rows(name, which, draw, form, at, value)
    for lesion in range(lesions):
        centre = math.log2(best[1][lesion] / best[0][lesion])
        low, high = limits(lambda g: 2 * (total_value - tied(draws, form, best, {lesion: 2.0**g})) - DEVIANCE, centre,
                           None, None, centre - 12, centre + 12)
        put("ratio", name, lesion, 2.0**centre, low if low is None else 2.0**low, high if high is None else 2.0**high)
    if contrast:
        change = [math.log2(best[1][lesion] / best[0][lesion]) for lesion in (0, 1)]

        def excess(gap):
            search = optimize.minimize_scalar(
                lambda level: -tied(draws, form, best, {0: 2.0 ** (level + gap), 1: 2.0**level}),
                bounds=(min(change[1], change[0] - gap) - 0.2, max(change[1], change[0] - gap) + 0.2), method="bounded",
                options={"xatol": 1e-3})
            return 2 * (total_value + search.fun) - DEVIANCE

        gap = change[0] - change[1]
        low, high = (optimize.brentq(excess, *ends, xtol=1e-4) for ends in ((gap - 6, gap), (gap, gap + 6)))
        put("contrast", name, 0, 1, gap, low, high)
    scaled = mutated / normal[:, None] * numpy.sqrt(draws[0][0])[:, None]
    scaled /= numpy.linalg.norm(scaled, axis=0)
    put("rank", name, int(numpy.linalg.matrix_rank(scaled)), float(numpy.linalg.cond(scaled)))


def main():
    print("kind\tcase\ta\tb\tc\td\te\tf\tg")
    case("abscopal", 1, [0.01, 0.01, 0.002], [0.001, 0.002, 0.0004], 2, 8, 30, 3000)
    case("flare", 2, [0.01, 0.01, 0.002], [0.04, 0.002, 0.0004], 2, 4, 8, 2000, (2, 3), contrast=True)
    case("high", 3, [0.2, 0.15, 0.05], [0.3, 0.05, 0.02], 2, 5, 10, 800, (2, 3))
    case("weak", 4, [0.001, 0.001, 0.0002], [0.0004, 0.0006, 0.0001], 2, 6, 10, 3000)
    case("three", 5, [0.004, 0.006, 0.003, 0.001], [0.004, 0.002, 0.006, 0.001], 3, 4, 12, 2500)


main()
