"""Compares what two programs made of the same reads; prints counts, exits 1 where they differ without a known reason.

python3 fgumi_compare.py families ours.bam theirs.bam
python3 fgumi_compare.py consensus grouped.bam theirs.bam ours.bam least-number-of-ties
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


def indels_of(record):
    """Insertions and deletions as (kind, 1-based place, length), and the aligned stretch."""
    place, events = int(record[3]), set()
    for length, kind in ((int(length), kind) for length, kind in re.findall(r"(\d+)([MIDNSHP=X])", record[5])):
        if kind in "ID":
            events.add((kind, place, length))
        if kind in "MDN=X":
            place += length
    return events, int(record[3]), place


def reasons_of(templates):
    """Why fgbio and tidemark may call a family with indels differently (docs/methods/consensus.md), from its reads alone."""
    reasons, patterns, inserted = set(), collections.defaultdict(set), False
    for reads in templates.values():
        shown = [indels_of(record) for record in reads]
        inserted |= any(kind == "I" for events, _, _ in shown for kind, _, _ in events)
        for record, (events, _, _) in zip(reads, shown):
            patterns[int(record[1]) & 0x10].add(frozenset(events))
        if len(reads) == 2:
            (one, first, last), (other, begin, end) = shown
            if max(first, begin) < min(last, end) and one != other:
                reasons.add("mates show different indels")
    if any(len(each) > 1 for each in patterns.values()):
        reasons.add("reads of one side show different indels")
    if inserted:
        reasons.add("inserted bases")
    return reasons


def names_of_molecules(grouped):
    """Name that consensus gives to each molecule id, what its reads' alignments hold, and what may explain a difference."""
    ends, kinds, templates = {}, collections.defaultdict(set), collections.defaultdict(lambda: collections.defaultdict(list))
    for record in records(grouped):
        molecule = int(tag(record, "MI").split("/")[0])
        ends.setdefault(molecule, {}).setdefault(record[0], []).append((end_of(record), record[2]))
        kinds[molecule] |= {kind for kind in "IDS" if kind in record[5]}
        templates[molecule][record[0]].append(record)
    names, kind_of, reasons, met = {}, {}, {}, collections.Counter()
    for molecule in sorted(ends):
        lower, upper = sorted(next(iter(ends[molecule].values())))
        place = f"{lower[1]}:{lower[0]}-{upper[0]}"
        names[molecule] = f"{place}:{met[place]}"
        met[place] += 1
        kind_of[names[molecule]] = ("indel" if kinds[molecule] & {"I", "D"} else "clip" if "S" in kinds[molecule] else "plain")
        reasons[names[molecule]] = reasons_of(templates[molecule]) if kinds[molecule] & {"I", "D"} else set()
    return names, kind_of, reasons


def ties_of(grouped, names):
    """Columns of two bases twice each, at one quality, of families of four reads that lie alike and reach beyond their mates:
    (name of the molecule, its strand, 0-based place on the contig)."""
    sides = collections.defaultdict(list)
    for record in records(grouped):
        sides[tag(record, "MI"), int(record[1]) & 0xD0].append(record)
    ties = set()
    for (molecule, _), reads in sides.items():
        length = len(reads[0][9])
        free = abs(int(reads[0][8])) - length  # columns from the 5' end that no mate covers
        if len(reads) != 4 or len({(each[3], each[5]) for each in reads}) != 1 or reads[0][5] != f"{length}M":
            continue
        reverse = int(reads[0][1]) & 0x10
        for place in range(max(0, length - free), length) if reverse else range(min(free, length)):
            bases = sorted(each[9][place] for each in reads)
            if bases[0] == bases[1] != bases[2] == bases[3] and "N" not in bases and len({each[10][place] for each in reads}) == 1:
                ties.add((names[int(molecule.split("/")[0])], molecule[-2:], int(reads[0][3]) - 1 + place))
    return ties


def consensus(grouped, theirs, ours, least_ties):
    names, kind_of, reasons = names_of_molecules(grouped)
    tied = collections.Counter(name for name, _, _ in ties_of(grouped, names))
    other = {(names[int(tag(record, "MI").split("/")[0])], read_number(record)): record for record in records(theirs)}
    own = {(record[0], read_number(record)): record for record in records(ours)}
    counts = collections.Counter()
    examples = collections.defaultdict(list)
    differing = set()

    def note(kind, what, key, number=1):
        counts[kind, what] += number
        examples[kind, what].append(key)
        differing.add(key)

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
    same = {name for name in tied if kind_of[name] == "plain" and not any(key in differing for key in ((name, 1), (name, 2)))}
    print(f"columns of two against two at one quality: {sum(tied.values())}, of which in molecules without indel or clip "
          f"{sum(number for name, number in tied.items() if kind_of[name] == 'plain')}, "
          f"called alike {sum(tied[name] for name in same)}")
    explained = {"records of both", "bases", "equal"}
    unexplained = [(kind, what) for kind, what in counts
                   if kind != "indel" and what not in explained and (kind, what) != ("clip", "shorter, bases the same")]
    compared = counts["indel", "records of both"]
    # A family with indels may differ for a reason that its reads show; without one it must be the same, base by base.
    why = collections.Counter()
    for key in sorted(differing):
        if kind_of[key[0]] == "indel":
            why[", ".join(sorted(reasons[key[0]])) or "no reason"] += 1
            if not reasons[key[0]]:
                unexplained.append(key)
    for reason, number in sorted(why.items()):
        print(f"indel: differs: {reason}: {number} records")
    if sum(tied[name] for name in same) < int(least_ties):
        print("FAILED: too few ties of two against two")
        return 1
    if unexplained or counts["plain", "equal"] < 1000 or counts["indel", "equal"] < 0.5 * compared:
        print("FAILED: differences without a known reason:", unexplained)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit({"families": families, "consensus": consensus}[sys.argv[1]](*sys.argv[2:]))
