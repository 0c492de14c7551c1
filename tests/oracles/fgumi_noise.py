"""SAM in, SAM out: errors in bases and UMIs, N (at Q2, as sequencers write it), and ties of two against two, from a fixed seed.

python3 fgumi_noise.py noisy|single     single: the UMI's first half only
"""
import collections
import random
import sys

TIES = 40  # families that get one, of those that can


def tag(cells, name):
    return next(cell for cell in cells[11:] if cell.startswith(name + ":"))


def plant_ties(reads):
    """In some families of exactly four reads that lie alike, one column shows two bases twice, all at Q37. The column is the
    fifth from the read's 5' end, where no mate reaches in a fragment that is longer than the read by five bases."""
    families = collections.defaultdict(list)
    for cells in reads:
        _, _, _, _, molecule, strand, _ = cells[0].split(":")
        families[molecule, strand, int(cells[1]) & 0xD0].append(cells)
    random_tie = random.Random(20261129)
    planted = 0
    for _, family in sorted(families.items(), key=lambda each: each[0]):
        alike = {(cells[3], cells[5], tag(cells, "RX")) for cells in family}
        plain = family[0][5] == f"{len(family[0][9])}M"
        if len(family) != 4 or len(alike) != 1 or not plain or abs(int(family[0][8])) < len(family[0][9]) + 5:
            continue
        place = len(family[0][9]) - 5 if int(family[0][1]) & 0x10 else 4
        pair = random_tie.sample("ACGT", 2) * 2
        random_tie.shuffle(pair)
        for cells, base in zip(family, pair):
            cells[9] = cells[9][:place] + base + cells[9][place + 1:]
            cells[10] = cells[10][:place] + "F" + cells[10][place + 1:]
        planted += 1
        if planted == TIES:
            break
    print(f"ties of two against two planted: {planted}", file=sys.stderr)


def add_errors(cells, random_base, one_part):
    of_template = random.Random(cells[0])  # both mates must show one UMI
    for place in range(11, len(cells)):
        if cells[place].startswith("RX:Z:"):
            umi = "".join(of_template.choice("ACGT") if base != "-" and of_template.random() < 0.04 else base
                          for base in cells[place][5:])
            cells[place] = "RX:Z:" + (umi.split("-")[0] if one_part else umi)
    bases, qualities = list(cells[9]), list(cells[10])
    for place in range(len(bases)):
        draw = random_base.random()
        if draw < 0.02:
            bases[place] = random_base.choice("ACGT")
        elif draw < 0.024:
            bases[place], qualities[place] = "N", "#"
        elif draw < 0.045 and bases[place] != "N":
            qualities[place] = random_base.choice("#$,2:?FK")
    cells[9], cells[10] = "".join(bases), "".join(qualities)


def main():
    random_base = random.Random(20261128)
    reads = []
    for line in sys.stdin:
        if line.startswith("@"):
            sys.stdout.write(line)
            continue
        cells = line.rstrip("\n").split("\t")
        add_errors(cells, random_base, sys.argv[1] == "single")
        reads.append(cells)
    plant_ties(reads)
    for cells in reads:
        print("\t".join(cells))


if __name__ == "__main__":
    main()
