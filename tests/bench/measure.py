#!/usr/bin/env python3
"""Runs the commands of a list round by round and prints what each costs against the first one of the same round.

    measure.py LIST ROUNDS

A line of the list has tabs between its words: name, truth table or -, evidence table or -, then the command. Every round
runs every command once, so that what else the machine does falls on all of them; a ratio never crosses rounds. CPU
seconds are user and system time of the finished child, memory is its largest resident set (it cannot show less than
this script's own, about 10 MB). Where a command's name is another's with ", N threads" behind it, the gain in wall time is
printed. Evidence is compared with the truth once, after the last round; exit code 1 where it
differs.
"""
import csv
import gzip
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import date


def run(words):
    """CPU seconds, wall seconds and peak memory in MB of one command; a failing one ends the benchmark."""
    begin = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed: {' '.join(words)}\n{said}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss / 1024


def counted(path):
    """Depth and alternative molecules at each locus, summed over classes."""
    loci = {}
    with gzip.open(path, "rt") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for row in rows:
            if row["row"] != "locus":
                break
            key = row["position"], row["ref"], row["alt"]
            depth, alt = loci.get(key, (0, 0))
            loci[key] = depth + int(row["depth"]), alt + int(row["alt_molecules"])
    return loci


def differences(truth_path, evidence_path):
    """One line for each locus whose counts are not the maker's."""
    with open(truth_path) as lines:
        truth = {(row["pos"], row["ref"], row["alt"]): row for row in csv.DictReader(lines, delimiter="\t")}
    found = counted(evidence_path)
    wrong = [] if found else [f"{evidence_path}: no locus rows"]
    for key, (depth, alt) in found.items():
        row = truth.get(key)
        if row is None or alt != int(row["carriers"]) or (row["depth"] and depth != int(row["depth"])):
            wrong.append(f"{evidence_path}: {key} has {alt} of {depth}, truth {row}")
    return wrong


def spread(values, digits):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def processor():
    with open("/proc/cpuinfo") as lines:
        names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores"


def main():
    with open(sys.argv[1]) as lines:
        commands = [line.rstrip("\n").split("\t") for line in lines]
    rounds = int(sys.argv[2])
    seconds = {name: [] for name, *_ in commands}
    walls = {name: [] for name, *_ in commands}
    memory = dict.fromkeys(seconds, 0.0)
    for _ in range(rounds):
        for name, _, _, *words in commands:
            cpu, wall, peak = run(words)
            seconds[name].append(cpu)
            walls[name].append(wall)
            memory[name] = max(memory[name], peak)
    first = seconds[commands[0][0]]
    print(f"{date.today()}, {processor()}, {rounds} rounds, median (range)\n")
    print(f"| command | CPU s | x {commands[0][0]} | wall s | peak MB |\n|---|---|---|---|---|")
    for name, cpu in seconds.items():
        ratios = [own / base for own, base in zip(cpu, first)]
        print(f"| {name} | {spread(cpu, 2)} | {spread(ratios, 2)} | {spread(walls[name], 2)} | {memory[name]:.0f} |")
    for name, several in walls.items():
        one, comma, threads = name.rpartition(", ")
        if comma and threads.endswith(" threads") and one in walls:
            gains = [alone / together for alone, together in zip(walls[one], several)]
            print(f"\n{one}: wall of one thread / {threads} {spread(gains, 2)}")
    wrong = [line for _, truth, evidence, *_ in commands if truth != "-" for line in differences(truth, evidence)]
    if any(truth != "-" for _, truth, *_ in commands):
        print("\nCounts at loci: " + ("all as the truth" if not wrong else f"{len(wrong)} differ"))
    for line in wrong[:10]:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
