"""SAM in, SAM out: errors in bases and UMIs, N (at Q2, as sequencers write it), and ties, from a fixed seed.

python3 fgumi_noise.py noisy|single     single: the UMI's first half only
"""
import random
import sys

one_part = sys.argv[1] == "single"
random_base = random.Random(20261128)
for line in sys.stdin:
    if line.startswith("@"):
        sys.stdout.write(line)
        continue
    cells = line.rstrip("\n").split("\t")
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
    print("\t".join(cells))
