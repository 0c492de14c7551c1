#!/usr/bin/env bash
# Gates that must fail do, and a table that is not there is no met gate.   pool_check.sh CALIBRATE
set -euo pipefail
calibrate=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() { echo "$*" >&2; exit 1; }
# code EXPECTED FILE...: exit code of pooling these files
code() {
  local expected=$1 got=0
  shift
  "$calibrate" pool size "$@" >"$scratch/out" 2>"$scratch/err" || got=$?
  [ "$got" -eq "$expected" ] || fail "exit $got, not $expected: $(cat "$scratch/out" "$scratch/err")"
}
# Error of 1 % of 1,000 blanks: 0.31 points. 22 hits have a chance of 0.0007 where 10 are expected, 18 of 0.014.
printf '| ideal | 16 | 3000 | 3 | 0.4 | 1000 | 1.80 | 1.80 | 0.31 | 0.10 | 0.10 | 0.10 | met, met |\n' >"$scratch/within"
printf '| ideal | 60 | 3000 | 3 | 0.4 | 1000 | 2.20 | 2.20 | 0.31 | 0.10 | 0.10 | 0.10 | met, met |\n' >"$scratch/beyond"
code 0 "$scratch/within"
code 1 "$scratch/beyond"
grep -q '^| modelled | 1 | 1000 | 2.200 | 0.310 .*\*\*above\*\*, met |$' "$scratch/out" || fail "$(cat "$scratch/out")"
# Together 36 of 2,000 (chance 0.0008): the pool sees what one cell does not.
sed s/2.20/1.80/g "$scratch/beyond" >"$scratch/second"
code 1 "$scratch/within" "$scratch/second"
# A blood mutation at the only locus is shown and held to nothing.
printf '| CH in 20 %% | 1 | 3000 | 3 | 0.4 | 1000 | 20.00 | 20.00 | 1.26 | 20.00 | 20.00 | 1.26 | shown, shown |\n' >"$scratch/blood"
code 0 "$scratch/blood"
grep -q 'one locus | 1 | 1000 | 20.000 .* shown, shown |$' "$scratch/out" || fail "$(cat "$scratch/out")"
grep -q 'not modelled' "$scratch/out" && fail "a pool holds what no size is promised for"
code 2 "$scratch/nowhere"
: >"$scratch/empty"
code 2 "$scratch/empty"
