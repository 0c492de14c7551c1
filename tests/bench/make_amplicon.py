#!/usr/bin/env python3
"""Writes SAM of one amplicon: every read pair lies at the same place, so all of them wait in one window.

    make_amplicon.py FOLDER PAIRS FAMILY_PAIRS >SAM

PAIRS pairs of 2x143 bases from one fragment of 167, in coordinate order, in families of FAMILY_PAIRS pairs with a UMI of
2 x 12 bases each, and one pair of another molecule, because a file with one UMI is refused; errors at 0.1 %, qualities in
four bins. FOLDER gets reference.fa (`samtools faidx` it) and panel.vcf, one locus inside. Seed fixed.
"""
import random
import sys

LENGTH, READ, START = 1000, 143, 300


def main():
    folder, pairs, family = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    draw = random.Random(1)
    reference = "".join(draw.choices("ACGT", k=LENGTH))
    with open(f"{folder}/reference.fa", "w") as out:
        out.write(f">amplicon\n{reference}\n")
    locus = START + 83
    alt = "C" if reference[locus] == "A" else "A"
    with open(f"{folder}/panel.vcf", "w") as out:
        out.write(f"##fileformat=VCFv4.3\n##contig=<ID=amplicon,length={LENGTH}>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
                  f"amplicon\t{locus + 1}\t.\t{reference[locus]}\t{alt}\t.\tPASS\t.\n")
    fragment = reference[START:START + 167]
    # Reads of a pool: drawing each base of millions of reads would take an hour.
    pool = []
    for begin in (0, 167 - READ):
        reads = []
        for _ in range(2000):
            bases = "".join(draw.choice("ACGT") if draw.random() < 0.001 else base for base in fragment[begin:begin + READ])
            reads.append(bases + "\t" + "".join(draw.choices("#,:F", (1, 3, 6, 90), k=READ)))
        pool.append(reads)
    umis = ["".join(draw.choices("ACGT", k=12)) + "-" + "".join(draw.choices("ACGT", k=12))
            for _ in range(1 + (pairs + family - 1) // family)]
    write = sys.stdout.write
    write(f"@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:amplicon\tLN:{LENGTH}\n@RG\tID:A\tSM:amplicon\n")
    left, right = START + 1, START + 1 + 167 - READ
    for flag, place, mate, length, reads in ((99, left, right, 167, pool[0]), (147, right, left, -167, pool[1])):
        for number in range(pairs):
            write(f"pair:{number}\t{flag}\tamplicon\t{place}\t60\t{READ}M\t=\t{mate}\t{length}\t{draw.choice(reads)}"
                  f"\tMC:Z:{READ}M\tRG:Z:A\tRX:Z:{umis[-1 if number == 0 else number % (len(umis) - 1)]}\n")


if __name__ == "__main__":
    main()
