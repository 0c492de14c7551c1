#!/usr/bin/env python3
"""Timelines that fill every section of every page, with awkward values: report_demo.py FOLDER [ORDINARY_PATIENTS].

Writes FOLDER/<patient>.json and FOLDER/outcomes.csv. All values are made here; nothing is a patient's.
"""
import copy
import json
import math
import pathlib
import random
import sys

folder = pathlib.Path(sys.argv[1])
ordinary = int(sys.argv[2]) if len(sys.argv) > 2 else 12
folder.mkdir(parents=True, exist_ok=True)
example = json.loads((pathlib.Path(__file__).parent.parent / "cases/timeline/example.json").read_text())
dice = random.Random(11)

LONG = "Carboplatin-pemetrexed-pembrolizumab-with-a-name-that-has-no-end-and-no-space-to-break-at-anywhere-in-it"
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">]]>&amp;'\"\nnext line"
RTL = "علاج إشعاعي שלום 放射線治療"
FREE = [HOSTILE, RTL, LONG]


def loci(number, depth, fraction):
    rows = []
    for index in range(number):
        alt = sum(dice.random() < fraction / 2 for _ in range(depth)) if depth < 400 else max(
            0, round(dice.gauss(depth * fraction / 2, math.sqrt(depth * fraction / 2))))
        rows.append({"contig": f"chr{1 + index % 22}", "position": 1000001 + 7919 * index, "ref": "CGAT"[index % 4],
                     "alt": "TACG"[index % 4] if index % 9 else "T" + "ACGT" * 12, "class": "duplex", "depth": depth,
                     "alt_molecules": alt, "background": depth * 1e-6, "weight": 4.25, "state": "evaluable", "reason": None})
    return rows


def draw_of(patient, day, fraction, depth=1000, number=30, status=None):
    draw = copy.deepcopy(example["draws"][0])
    rows = loci(number, depth, fraction)
    alt = sum(row["alt_molecules"] for row in rows)
    total = depth * number
    limit = 12.0 / total
    status = status or ("DETECTED" if alt >= 3 else "NOT_DETECTED")
    estimate = min(1.0, 2 * alt / total)
    wide = 2 * 1.96 * math.sqrt(max(alt, 1)) / total
    draw.update({
        "sample": f"{patient}_d{day}".replace("-", "m"), "day": day, "anchor": "pre_io", "loci_designed": number,
        "loci_evaluable": number, "loci_excluded": 0, "molecules_n": total, "molecules_alt": alt, "status": status,
        "background_expected": total * 1e-6, "pooled_quantity": alt / total, "reasons": [],
        "tumor_fraction_cell": estimate, "tumor_fraction_cell_lo": max(0.0, estimate - wide),
        "tumor_fraction_cell_hi": min(1.0, estimate + wide) if alt else 7.4 / total,
        "vaf_mean": alt / total, "vaf_max": max(row["alt_molecules"] for row in rows) / depth,
        "lob_tumor_fraction": limit / 3, "lod95_tumor_fraction": limit, "loq_tumor_fraction": 2 * limit,
        "lod95_vaf": limit / 2, "hge_per_ml": 1600 * estimate, "hge_per_ml_lo": 1600 * max(0.0, estimate - wide),
        "hge_per_ml_hi": 1600 * min(1.0, estimate + wide), "baseline": False, "flare_window": False, "variants": rows,
        "p_detect": 1e-12 if alt >= 3 else 0.4, "p_pooled": 1e-12 if alt >= 3 else 0.4, "timepoint": f"t{day}"})
    if status == "NOT_EVALUABLE":
        draw.update({"reasons": ["lod_above_required"]})
    return draw


def pairs_of(draws):
    rows = []
    first = draws[0]
    for later in draws[1:]:
        if "NOT_EVALUABLE" in (first["status"], later["status"]) or first["molecules_alt"] == 0:
            continue
        ratio = later["molecules_alt"] / first["molecules_alt"]
        error = 1.96 * math.sqrt(1 / max(later["molecules_alt"], 1) + 1 / first["molecules_alt"])
        lo = ratio * math.exp(-error) if ratio else 0.0
        hi = ratio * math.exp(error) if ratio else 3.7 / first["molecules_alt"]
        for metric in ("tumor_fraction_cell", "hge_per_ml"):
            for definition, bound in (("decrease_50", 0.5), ("decrease_90", 0.1), ("demonstrated_clearance", 0.02)):
                verdict = "met" if hi <= bound else "not_met" if lo > bound else "undetermined"
                rows.append({"from": first["sample"], "to": later["sample"], "metric": metric, "ratio": ratio, "ratio_lo": lo,
                             "ratio_hi": hi, "definition": definition, "verdict": verdict, "reason": None,
                             "response_class": None})
    return rows


def event(day, kind, label=None, end=None, anchor=None, lesion=None, value=None, unit=None):
    return {"day": day, "day_end": end, "event": kind, "anchor": anchor, "lesion": lesion, "label": label, "value": value,
            "unit": unit}


def set_series(name, draws, key):
    share = "ccf" if key == "ccf" else "level"
    rows = []
    for index, draw in enumerate(draws):
        known = draw["molecules_alt"] > 20
        value = 0.3 + 0.5 * (index % 3) / 2 if known else None
        rows.append({"sample": draw["sample"], "loci": 6, "molecules_alt": draw["molecules_alt"] // 5, "reference_loci": 20,
                     "reference_molecules_alt": draw["molecules_alt"], "reference_fraction": draw["tumor_fraction_cell"] or None,
                     share: value, f"{share}_lo": value and value * 0.7, f"{share}_hi": value and value * 1.3,
                     f"minimal_{share}": 0.05 if known else None, "reason": None if known else "fraction_too_low"})
    changes = [{"from": draws[0]["sample"], "to": draw["sample"], "ratio": 1.7, "ratio_lo": 1.1, "ratio_hi": 2.9, "verdict": "rise",
                "reason": None} for draw in draws[1:2]]
    claims = [{"claim": "fall", "verdict": "undetermined", "sample": None, "day": None, "supported_by": None,
               "reason": "flare_window;not_distinguishable"},
              {"claim": "rise", "verdict": "met", "sample": draws[1]["sample"], "day": draws[1]["day"], "supported_by": draws[2]["sample"],
               "reason": None}]
    return {"name": name, "loci": 6, "reference_loci": 20, "tissue_ccf": 0.4, "draws": rows, "changes": changes, "claims": claims}


def clonotypes_of(draws):
    first, later = draws[0], draws[1]
    expanded = []
    for index in range(18):
        expanded.append({
            "from": first["sample"], "to": later["sample"], "cdr3_nt": "TGTGCCAGC" * (1 + index % 9),
            "cdr3_aa": ["CASSLGQAYEQYF", HOSTILE, RTL, LONG][index % 4], "v": HOSTILE if index == 1 else "TRBV7-9", "j": "TRBJ2-7",
            "templates_from": index % 4, "templates_to": 40 + 11 * index, "frequency_from": (index % 4) / 9000,
            "frequency_to": (40 + 11 * index) / 8000, "fold": 12.5 + index, "p": 1e-9, "q": 1e-7, "expanded": True,
            "classes": ["new", "tumor_resident"] if index % 4 == 0 else ["pre_existing"],
            "absence_power": 0.97 if index % 4 == 0 else None, "tumor_resident": index % 4 == 0, "in_nonirradiated": index % 2 == 0})
    interval = {"from": first["sample"], "to": later["sample"], "from_day": first["day"], "to_day": later["day"], "tested": 220,
                "overdispersion": 1e-5, "overdispersion_used": 4e-5, "expanded": 18, "expanded_new": 5, "expanded_tumor_resident": 5,
                "expanded_frequency": 0.31, "nonirradiated_share": 0.5, "expansion": "yes", "reason": None,
                "plasma_from": first["sample"], "plasma_to": later["sample"], "ctdna": "response", "ctdna_reason": None}
    none = dict(interval, **{"to": draws[2]["sample"], "to_day": draws[2]["day"], "expanded": 0, "expanded_new": 0,
                             "expanded_tumor_resident": 0, "expanded_frequency": None, "nonirradiated_share": None,
                             "expansion": "not_evaluable", "reason": "too_few_clonotypes", "ctdna": "stable_or_undetermined",
                             "ctdna_reason": "flare_window", "overdispersion": None, "overdispersion_used": None})
    samples = [{"sample": draw["sample"], "day": draw["day"], "compartment": "blood", "irradiation": None, "clonotypes": 900,
                "templates": 9000} for draw in draws[:3]]
    samples.append({"sample": "tissue", "day": None, "compartment": "tissue", "irradiation": "nonirradiated", "clonotypes": 300,
                    "templates": 2000})
    return {"samples": samples, "intervals": [interval, none], "expanded": expanded}


def timeline(patient, draws, arm, strata, events=(), **parts):
    draws[0]["baseline"] = True
    whole = copy.deepcopy(example)
    whole.update({"patient": patient, "draws": draws, "pairs": pairs_of(draws), "events": list(events),
                  "baseline": draws[0]["sample"], "anchor": "pre_io",
                  "baselines": [{"anchor": "pre_io", "day": 0, "sample": draws[0]["sample"], "assumed": False, "passed_over": None}],
                  "attributes": {"sex": "female", "arm": arm, "strata": strata},
                  "definitions": [], "milestones": [], "lesions": None, "smoothed": {"note": None, "draws": [], "loci": []}})
    whole.update(parts)
    (folder / f"{patient}.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    return whole


def full(patient):
    """Every optional part, and free text that is markup, long, or written from right to left."""
    days = [0, 21, 42, 63, 84, 126]
    draws = [draw_of(patient, day, fraction) for day, fraction in zip(days, [0.03, 0.004, 0.0006, 0, 0.0004, 0.02])]
    draws[3]["status"] = "NOT_DETECTED"
    for draw in draws:
        draw["batch"], draw["chemistry"] = FREE[0], FREE[1]
    events = [event(-9 + 2 * index, "radiotherapy_fraction", "SBRT", anchor="pre_rt" if index == 0 else None, lesion="L1", value=8,
                    unit="Gy") for index in range(3)]
    events += [event(70 + index, "radiotherapy_fraction", FREE[index % 3], lesion=FREE[1], value=3, unit="Gy") for index in range(3)]
    events += [event(0, "systemic_start", FREE[0], anchor="pre_io"), event(60, "systemic_stop", FREE[0]),
               event(64, "systemic_start", FREE[2]), event(80, "treatment_change", FREE[1]), event(90, "surgery", FREE[0]),
               event(40, "imaging", "PR"), event(41, "imaging", FREE[1]), event(42, "imaging", FREE[2]),
               event(110, "progression", FREE[2]), event(130, "death", FREE[0])]
    names = ["L1", HOSTILE, RTL, LONG]
    lesions = copy.deepcopy(example["lesions"])
    lesions["rows"], lesions["comparisons"] = [], []
    for number, draw in enumerate(draws):
        for index, name in enumerate(names):
            w = draw["tumor_fraction_cell"] * (0.4 - 0.1 * index) * (1 + number if index == 1 else 1)
            fold = None if number == 0 else [-4.5, 1.2, 0.0, None][index]
            lesions["rows"].append({
                "sample": draw["sample"], "lesion": name, "compartment": ["irradiated", "nonirradiated", "nonirradiated", "unknown"][index],
                "private_loci": 8, "private_molecules": 20.5 * (1 + index), "w": w, "w_lo": w * 0.8, "w_hi": w * 1.2 + 1e-5,
                "log2fc": fold, "log2fc_lo": None if fold is None else fold - 0.5, "log2fc_hi": None if fold is None else fold + 0.5,
                "verdict": None if number == 0 else ["local_response", "distant_progression", "distant_response", "not_evaluable"][index],
                "reason": None if index < 3 else "to_not_evaluable", "flare_window": index == 0 and draw["day"] in (0, 84)})
        if number:
            lesions["comparisons"].append(dict(example["lesions"]["comparisons"][0], **{
                "from": draws[0]["sample"], "to": draw["sample"], "merged": [f"{HOSTILE.replace(';', ',')};{RTL}"]}))
    lesions["map"] = [dict(row, lesions=[names[index % 4]]) for index, row in enumerate(example["lesions"]["map"])]
    definitions = []
    for index in range(6):
        row = copy.deepcopy(example["definitions"][index % 2])
        row.update({"definition": f"own_{index}", "title": FREE[index % 3] if index else row["title"], "source": FREE[(index + 1) % 3],
                    "note": FREE[(index + 2) % 3], "group": "contest", "to": draws[2]["sample"],
                    "verdict": ["met", "not_met", "undetermined"][index % 3], "reason": None})
        definitions.append(row)
    milestones = [dict(row, sample=draws[4]["sample"], day=84, regimen=HOSTILE if row["regimen"] else None)
                  for row in copy.deepcopy(example["milestones"])]
    smoothed = {"note": example["smoothed"]["note"], "loci": example["smoothed"]["loci"],
                "draws": [dict(example["smoothed"]["draws"][min(index, 1)], sample=draw["sample"]) for index, draw in enumerate(draws)]}
    for draw in draws:
        draw.update({
            "signatures_p": sorted(dice.random() for _ in range(120)), "signatures": 120, "signatures_loci": 28, "signatures_independent": 60,
            "signatures_positive": 2, "signatures_rate": 2 / 120, "signatures_rate_lo": 0.002, "signatures_rate_hi": 0.06,
            "signatures_positive_at_alpha": 0, "signatures_rate_at_alpha": None,
            "signatures_inflation": 1.1, "signatures_inflation_lo": 0.8, "signatures_inflation_hi": 1.5, "p_detect_model": 1e-12,
            "fingerprint_called": 34, "fingerprint_mismatch": 1, "contamination_hi": 0.0004, "ch_loci": 2, "presence_probability": 0.97,
            "dropout_share": 0.1, "dropout_share_lo": 0.02, "dropout_share_hi": 0.3, "loo_min_tumor_fraction": 0.0001,
            "loo_max_tumor_fraction": 0.04, "tumor_fraction_mass": 0.01, "series_policy": "confirm_next", "series_signal": "none",
            "e_value": 12.5, "length_p_detect": 0.003, "length_ratio": 1.4, "length_molecules": 120, "length_source": "draw",
            "reasons": ["dropout", "flare_window", "identity_unchecked", "no_code_of_ours"], "trajectory_class": "response"})
    draws[5].update({"growth_from": draws[4]["sample"], "growth_per_day": 0.08, "growth_per_day_lo": 0.05, "growth_per_day_hi": None,
                     "doubling_days": 8.6})
    clones = [set_series(name, draws, "ccf") for name in [HOSTILE, RTL, LONG, "C4", "C5", "C6", "C7", "C8"]]
    timeline(patient, draws, HOSTILE, {"stratum_pdl1": RTL, "stratum_site": LONG}, events, lesions=lesions,
             definitions=definitions, milestones=milestones, smoothed=smoothed, clones=clones,
             neoantigens=set_series("neoantigens", draws, "level"), clonotypes=clonotypes_of(draws))


def story(patient):
    """One clinical course: a fall, clearance, its loss with a confirmed rise, another chemistry, a distant response of one lesion."""
    days = [0, 21, 42, 84, 126, 168, 189]
    draws = [draw_of(patient, day, fraction) for day, fraction in zip(days, [0.03, 0.003, 0, 0, 0.0005, 0.004, 0.012])]
    for draw, word in zip(draws, [None, "response", "response", "response", "recrudescence", "recrudescence", "recrudescence"]):
        draw["trajectory_class"], draw["series_policy"] = word, "confirm_next"
        draw["series_signal"] = "signal" if draw["status"] == "DETECTED" and draw["day"] not in (0, 126) else "none"
        draw["e_value"] = 1e12 if draw["day"] else None
        draw["chemistry"] = "amplicon" if draw["day"] > 126 else "capture"
        draw["hge_per_ml"] = draw["hge_per_ml"] * (2.5 if draw["day"] else 1)
    name = {draw["day"]: draw["sample"] for draw in draws}

    def milestone(kind, verdict, day=None, after=None, by=None, regimen=None, reason=None, lead=None):
        return {"milestone": kind, "verdict": verdict, "sample": name.get(day), "day": day, "after_day": after, "supported_by": by,
                "lead_days": lead, "lead_days_hi": lead and lead + 42, "regimen": regimen, "reason": reason}
    milestones = [milestone("nadir", "met", 42), milestone("demonstrated_clearance", "met", 42, 21),
                  milestone("recrudescence", "met", 126, 84, name[168], "pembrolizumab"),
                  milestone("molecular_progression", "met", 126, 84, name[168], "pembrolizumab"),
                  milestone("imaging_progression", "met", 175, 90), milestone("lead_time", "met", 126, 84, lead=49)]

    def claim(kind, verdict, lesion=None, day=None, by=None, reason=None):
        return {"claim": kind, "lesion": lesion, "compartment": "irradiated" if kind.startswith("local") else "nonirradiated",
                "verdict": verdict, "sample": name.get(day), "day": day, "supported_by": by, "reason": reason, "low": None}
    claims = [claim("local_response", "met", day=21, by=name[42]), claim("local_progression", "undetermined", day=189, reason="not_confirmed_yet"),
              claim("distant_response", "met", day=21, by=name[42]), claim("distant_progression", "not_met"),
              claim("distant_response", "met", "L2", 21, name[42]), claim("abscopal_compatible", "met", day=21, by=name[42])]
    events = [event(-9 + 2 * index, "radiotherapy_fraction", "SBRT", anchor="pre_rt" if index == 0 else None, lesion="L1", value=8,
                    unit="Gy") for index in range(3)]
    events += [event(0, "systemic_start", "pembrolizumab", anchor="pre_io"), event(175, "progression", "CT")]
    definitions = [dict(copy.deepcopy(example["definitions"][index % 2]), definition=f"own_{index}", title=f"Published rule {index + 1}",
                        group=f"g{index}", to=draws[2]["sample"], verdict=["met", "not_met", "undetermined"][index % 3], reason=None,
                        met_means="response") for index in range(10)]
    lesions = copy.deepcopy(example["lesions"])
    rename = {row["sample"]: row["sample"].replace("P1_", f"{patient}_") for row in lesions["rows"]}
    lesions["rows"] = [dict(row, sample=rename[row["sample"]]) for row in lesions["rows"] if rename[row["sample"]] in name.values()]
    lesions["comparisons"] = [dict(row, **{"from": draws[0]["sample"], "to": draws[1]["sample"]}) for row in lesions["comparisons"][:1]]
    whole = timeline(patient, draws, "radiotherapy", {"stratum_pdl1": "high"}, events, milestones=milestones, definitions=definitions,
                     lesions=dict(lesions, claims=claims))
    for row in whole["pairs"]:
        codes = ["metric_conflict"] if row["to"] == name[21] else ["chemistry_differs"] if row["to"] in (name[168], name[189]) else []
        row["reason"] = ";".join(codes) or None
        if codes and (row["verdict"] == "met" or "chemistry_differs" in codes):
            row["verdict"] = "undetermined"
        if row["metric"] == "hge_per_ml" and row["to"] == name[21]:
            row.update({"ratio": 1.3, "ratio_lo": 0.9, "ratio_hi": 1.9, "verdict": "not_met"})
    whole["pairs"] += [dict(row, metric="vaf_max", ratio_lo=None, ratio_hi=None, verdict="undetermined", reason="legacy_metric")
                       for row in whole["pairs"] if row["metric"] == "tumor_fraction_cell" and row["ratio"]]
    (folder / f"{patient}.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")


def main():
    arms, pdl1 = ["radiotherapy", "no_radiotherapy"], ["low", "high"]
    full("AWKWARD")
    story("STORY")
    longest = "P" + "_a_very_long_patient_name" * 2
    timeline(longest, [draw_of("LONGNAME" * 5, day, f) for day, f in [(0, 0.01), (42, 0.001)]], LONG, {"stratum_pdl1": "low"})
    timeline("ONE_DRAW", [draw_of("ONE_DRAW", 0, 0.02)], arms[0], {"stratum_pdl1": "high"})
    many = [draw_of("FORTY_DRAWS", 14 * index if index < 30 else 400 + 300 * (index - 29), 0.02 * math.exp(-index / 5) +
                    (0.00003 * 1.4 ** (index - 20) if index > 20 else 0), number=20) for index in range(40)]
    many[7].update({"status": "NOT_EVALUABLE", "reasons": ["lod_above_required"]})
    many[8].update({"status": "NOT_EVALUABLE", "reasons": ["identity"]})
    many[19].update({"status": "INDETERMINATE"})
    timeline("FORTY_DRAWS", many, arms[1], {"stratum_pdl1": "low"},
             [event(0, "systemic_start", "pembrolizumab", anchor="pre_io")] + [event(56 * index, "imaging", "SD") for index in range(40)])
    timeline("ZERO", [draw_of("ZERO", day, 0) for day in (0, 42, 84)], arms[0], {"stratum_pdl1": "low"})
    timeline("ALL_TUMOR", [draw_of("ALL_TUMOR", day, f) for day, f in [(0, 1.0), (30, 1.0), (5000, 1.0)]], arms[1], {"stratum_pdl1": "high"})
    timeline("FAILED", [draw_of("FAILED", day, 0, status="NOT_EVALUABLE") for day in (-30, 0)], arms[0], {})
    outcomes = ["patient,endpoint,time,event,time_unit,group"]
    for number in range(ordinary):
        patient = f"N{number:03d}"
        rich = number % 2
        start = 0.003 * 10 ** dice.random()
        levels = [start, start * [0.02, 0.3, 1.8][number % 3], start * [0, 0.2, 4][number % 3]]
        draws = [draw_of(patient, day, min(level, 1), number=40 if rich else 10) for day, level in zip((0, 42 + number % 5, 91), levels)]
        end = 150 + 30 * (number % 7)
        events = [event(-3, "radiotherapy_fraction", "SBRT", anchor="pre_rt", lesion="L1", value=8, unit="Gy")] if number % 4 < 2 else []
        events += [event(0, "systemic_start", "pembrolizumab", anchor="pre_io")]
        events += [event(end - 40, "progression", "RECIST PD")] if number % 3 else []
        events += [event(end, "death" if number % 3 == 2 else "last_contact")]
        timeline(patient, draws, arms[number % 4 // 2], {"stratum_pdl1": pdl1[rich]}, events)
        outcomes.append(f"{patient},relapse,{20 + 7 * (number % 13)},{int(number % 3 > 0)},weeks,{['fall', 'rise'][number % 3 // 2]}")
    (folder / "outcomes.csv").write_text("\n".join(outcomes) + "\n")


main()
