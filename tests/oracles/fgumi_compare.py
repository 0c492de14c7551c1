"""Compares what two programs made of the same reads; prints counts, exits 1 where they differ without a known reason.

python3 fgumi_compare.py families ours.bam theirs.bam
python3 fgumi_compare.py consensus grouped.bam theirs.bam ours.bam
"""
import collections
import re
import subprocess
import sys


def records(bam):
    lines = subprocess.run(["samtools", "view", bam], stdout=subprocess.PIPE, text=True, check=True).stdout
    return [line.split("\t") for line in lines.splitlines()]


def tag(record, name):
    return next((cell.split(":", 2)[2] for cell in record[11:] if cell.startswith(name + ":")), None)


def read_number(record):
    return 2 if int(record[1]) & 0x80 else 1


def families(ours, theirs):
    """Molecules, and their strands, as sets of reads: numbers are labels."""
    status = 0
    for what in ("molecules", "strands"):
        sets = []
        for bam in (ours, theirs):
            members = collections.defaultdict(set)
            for record in records(bam):
                molecule = tag(record, "MI")
                members[molecule if what == "strands" else molecule.split("/")[0]].add((record[0], read_number(record)))
            sets.append(set(map(frozenset, members.values())))
        print(f"{what}: {len(sets[0])} and {len(sets[1])}, only ours {len(sets[0] - sets[1])}, only theirs {len(sets[1] - sets[0])}")
        status |= sets[0] != sets[1] or len(sets[0]) < 1000
    return status


def end_of(record):
    """Unclipped 5' end, 1-based; soft clips count, as in the names of tidemark's molecules."""
    position = int(record[3])
    cigar = [(int(length), kind) for length, kind in re.findall(r"(\d+)([MIDNSHP=X])", record[5]) if kind != "H"]
    if int(record[1]) & 0x10:
        spanned = sum(length for length, kind in cigar if kind in "MDN=X")
        return position + spanned - 1 + (cigar[-1][0] if cigar[-1][1] == "S" else 0)
    return position - (cigar[0][0] if cigar[0][1] == "S" else 0)


def names_of_molecules(grouped):
    """Name that consensus gives to each molecule id, and what its reads' alignments hold."""
    ends, kinds = {}, collections.defaultdict(set)
    for record in records(grouped):
        molecule = int(tag(record, "MI").split("/")[0])
        ends.setdefault(molecule, {}).setdefault(record[0], []).append((end_of(record), record[2]))
        kinds[molecule] |= {kind for kind in "IDS" if kind in record[5]}
    names, kind_of, met = {}, {}, collections.Counter()
    for molecule in sorted(ends):
        lower, upper = sorted(next(iter(ends[molecule].values())))
        place = f"{lower[1]}:{lower[0]}-{upper[0]}"
        names[molecule] = f"{place}:{met[place]}"
        met[place] += 1
        kind_of[names[molecule]] = ("indel" if kinds[molecule] & {"I", "D"} else "clip" if "S" in kinds[molecule] else "plain")
    return names, kind_of


def consensus(grouped, theirs, ours):
    names, kind_of = names_of_molecules(grouped)
    other = {(names[int(tag(record, "MI").split("/")[0])], read_number(record)): record for record in records(theirs)}
    own = {(record[0], read_number(record)): record for record in records(ours)}
    counts = collections.Counter()
    examples = collections.defaultdict(list)

    def note(kind, what, key, number=1):
        counts[kind, what] += number
        examples[kind, what].append(key)

    for key in sorted(other.keys() | own.keys()):
        kind = kind_of[key[0]]
        if key not in other or key not in own:
            note(kind, "only ours" if key in own else "only theirs", key)
            continue
        a, b = other[key], own[key]
        counts[kind, "records of both"] += 1
        if len(a[9]) != len(b[9]):
            # fgbio calls soft clips; what is left of ours must be part of theirs.
            note(kind, "shorter, bases the same" if b[9] in a[9] else "of other length", key)
            continue
        counts[kind, "bases"] += len(a[9])
        equal = True
        for base, own_base, quality, own_quality in zip(a[9], b[9], a[10], b[10]):
            if base != own_base:
                note(kind, "base differs", key)
                equal = False
            elif quality != own_quality:
                note(kind, "quality differs", key)
                equal = False
        for name in ("cD", "cM", "cE", "aD", "aM", "aE", "bD", "bM", "bE"):
            left, right = tag(a, name), tag(b, name)
            if left != right and (left is None or right is None or abs(float(left) - float(right)) > 1e-6):
                note(kind, "tag " + name, key)
                equal = False
        counts[kind, "equal"] += equal
    for (kind, what), number in sorted(counts.items()):
        example = examples[kind, what]
        print(f"{kind}: {what}: {number}" + (f", as in {example[0][0]} read {example[0][1]}" if example else ""))
    explained = {"records of both", "bases", "equal"}
    unexplained = [(kind, what) for kind, what in counts
                   if kind != "indel" and what not in explained and (kind, what) != ("clip", "shorter, bases the same")]
    compared = counts["indel", "records of both"]
    if unexplained or counts["plain", "equal"] < 1000 or counts["indel", "equal"] < 0.5 * compared:
        print("FAILED: differences without a known reason:", unexplained)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit({"families": families, "consensus": consensus}[sys.argv[1]](*sys.argv[2:]))
