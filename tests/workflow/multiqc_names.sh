#!/usr/bin/env bash
# Fault 65: MultiQC cuts sample names at endings it knows ("P1.sorted", "P1_R1"), so that two samples become one. With the
# configuration that is shipped every name comes through, hostile ones too; with MultiQC's own defaults they would not.
source "$(dirname "$0")/support.sh"
need_engine multiqc
make_scratch
python3 - "$TIDEMARK_SOURCE_DIR/tests/cases/timeline/example.json" <<'PYTHON'
import json, sys
text = open(sys.argv[1]).read()
# Ids that are one sample to MultiQC: it cuts at these endings.
for patient in ("A", "A.sorted", "A.bam", "A.fastq.gz", "A_R1", "A_val_1", "A.dedup.realigned"):
    open(f"{patient}.json", "w").write(text.replace('"P1', f'"{patient}'))
PYTHON
"$TIDEMARK_PROGRAM" report -o report --multiqc multiqc ./*.json
grep -o '"[^"]*_d0"' multiqc/*_mqc.json | cut -d: -f2 | tr -d '"' | sort -u >given
[ "$(wc -l <given)" -ge 7 ] || fail "the sections do not name the samples"
"$engine" --quiet --no-ansi -c "$TIDEMARK_SOURCE_DIR/workflows/assets/multiqc_config.yml" -o page multiqc >multiqc.log 2>&1 ||
    { cat multiqc.log; fail "MultiQC"; }
shown() { grep -rhoE '^[^	]+' "$1"/multiqc_data/*tidemark*.txt | grep -E '_d0$' | sort -u; }
shown page >names
cmp given names || { diff given names; fail "MultiQC changed or merged names"; }
# The proof that these names are hostile: MultiQC's own defaults merge or lose them (1.35 gives up).
"$engine" --quiet --no-ansi -o bare multiqc >bare.log 2>&1 || true
if [ -d bare/multiqc_data ] && shown bare | cmp -s given -; then fail "the names are not hostile: MultiQC's defaults keep them"; fi
