#!/usr/bin/env python3
"""Survival of small groups by lifelines: the table survival.tsv beside this script.

    python3 survival.py > survival.tsv          (lifelines, pip install lifelines)

subject   set, group (0 reference, 1 compared), time, event
curve     set, group, time, survival, lower and upper 95 % limit (log-log), of every time
median    set, group, median or empty
log_rank  set, chi-square, p
cox       set, hazard ratio, lower and upper 95 % limit, standard error of its logarithm, p of Wald (Efron's ties)

leukemia is Freireich's trial of 6-MP (Blood 1963, 21:699), remission in weeks, as every textbook prints it; the other sets
are drawn with a fixed seed: few ties, many ties, a rare group, strong effect.
"""
import math
import warnings

import numpy
import pandas
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import logrank_test

PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
TREATED_CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def leukemia():
    rows = [(0, time, 1) for time in PLACEBO]
    rows += [(1, time, 1) for time in TREATED] + [(1, time, 0) for time in TREATED_CENSORED]
    return rows


def drawn(seed, sizes, rates, last, grid):
    random = numpy.random.default_rng(seed)
    rows = []
    for group in (0, 1):
        for _ in range(sizes[group]):
            time, censored = random.exponential(1 / rates[group]), random.uniform(0, last)
            seen = min(time, censored)
            seen = math.ceil(seen / grid) * grid if grid else round(seen, 6)
            rows.append((group, seen, int(time <= censored)))
    return rows


SETS = {
    "leukemia": leukemia(),
    "few_ties": drawn(1, (40, 35), (0.1, 0.2), 20, 0),
    "many_ties": drawn(2, (60, 60), (0.1, 0.06), 30, 4),
    "rare_group": drawn(3, (120, 5), (0.05, 0.1), 40, 1),
    "strong": drawn(4, (25, 25), (0.02, 0.4), 30, 0.5),
}


def text(value):
    return "" if not math.isfinite(value) else repr(float(value))


def main():
    warnings.simplefilter("ignore")
    print("kind\tset\ta\tb\tc\td\te")
    for name, rows in SETS.items():
        frame = pandas.DataFrame(rows, columns=["group", "time", "event"])
        for group, time, event in rows:
            print("subject", name, group, repr(float(time)), event, "", "", sep="\t")
        for group in (0, 1):
            part = frame[frame.group == group]
            fit = KaplanMeierFitter().fit(part.time, part.event)
            limits = fit.confidence_interval_
            for time in sorted(set(part.time)):
                low, high = limits.loc[time]
                print("curve", name, group, repr(float(time)), text(fit.survival_function_.loc[time].iloc[0]), text(low),
                      text(high), sep="\t")
            print("median", name, group, text(fit.median_survival_time_), "", "", "", sep="\t")
        first, second = frame[frame.group == 0], frame[frame.group == 1]
        test = logrank_test(first.time, second.time, first.event, second.event)
        print("log_rank", name, text(test.test_statistic), text(test.p_value), "", "", "", sep="\t")
        cox = CoxPHFitter().fit(frame, "time", "event", fit_options={"precision": 1e-12})
        row = cox.summary.loc["group"]
        print("cox", name, text(math.exp(row["coef"])), text(math.exp(row["coef lower 95%"])),
              text(math.exp(row["coef upper 95%"])), text(row["se(coef)"]), text(row["p"]), sep="\t")


main()
