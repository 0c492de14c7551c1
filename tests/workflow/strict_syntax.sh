#!/usr/bin/env bash
# Every Nextflow script and configuration passes the strict parser, and the check itself can fail.
source "$(dirname "$0")/support.sh"
need_engine nextflow
make_scratch
parse() { java -Xmx512m -XX:TieredStopAtLevel=1 -cp "$tools/nextflow/*" "$here/StrictSyntax.java" "$@"; }

mapfile -d '' files < <(find "$TIDEMARK_SOURCE_DIR/workflows" \( -name '*.nf' -o -name '*.config' \) -print0 | sort -z)
[ ${#files[@]} -ge 13 ] || fail "only ${#files[@]} files found"
parse "${files[@]}"

printf 'workflow {\n    for (x in [1]) { println(x) }\n}\n' >loop.nf
if parse loop.nf >loop.log; then fail "a loop, which the strict parser refuses, passed"; fi
printf 'process {\n    if (true) { cpus = 1 }\n}\n' >condition.config
if parse condition.config >condition.log; then fail "a condition in a configuration passed"; fi
