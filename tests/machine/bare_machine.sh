#!/usr/bin/env bash
# The fresh machine promise: on a bare Debian 12 the demo goes from nothing to a report, and again without the network; and the
# tests install what they need and pass. A demo killed in its middle goes on when it is called again.
. "$(dirname "$0")/tree.sh"
tree=$(mktemp -d)
trap 'drop_tree "$tree"' EXIT
make_tree bookworm "$tree"

# All results but what the engine writes about itself (times).
results_of() {
  (cd "$tree/source/demo-results/results" &&
    find . \( -path ./pipeline_info -o -path ./.snakemake \) -prune -o -type f ! -name '*versions*' -exec sha256sum {} + |
    sort -k 2)
}

in_tree "$tree" bash -c 'cd /source && ./snakemake/demo' | tee "$tree/demo.out"
for page in $(sed -nE 's/^(Patient|Report): //p' "$tree/demo.out"); do
  [ -s "$tree$page" ] || { echo "the demo names $page, which is not there"; exit 1; }
done
[ "$(grep -cE '^(Patient|Report): ' "$tree/demo.out")" -eq 2 ] || { echo "the demo does not name both pages"; exit 1; }
[ "$(grep -c '^  [a-z]' "$tree/demo.out")" -eq 5 ] || { echo "the demo's summary has not five lines"; exit 1; }
before=$(results_of)

rm -rf "$tree/source/demo-results/results"
in_tree "$tree" setsid bash -c 'echo $$ >/demo.group && cd /source && exec ./snakemake/demo' >/dev/null &
while [ ! -d "$tree/source/demo-results/results/evidence" ]; do
  kill -0 $! || { echo "the demo was over before it was killed"; exit 1; }
  sleep 0.1
done
kill -KILL -- "-$(cat "$tree/demo.group")"
wait || true
in_tree "$tree" bash -c 'cd /source && ./snakemake/demo'
[ "$before" = "$(results_of)" ] || { echo "the demo that was killed and called again gave other bytes"; exit 1; }

if unshare -n true 2>/dev/null; then
  rm -rf "$tree/source/demo-results/results"
  unshare -n env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb \
    chroot "$tree" bash -c 'cd /source && ./snakemake/demo'
  after=$(results_of)
  [ "$before" = "$after" ] || { echo "the second, offline run gave other bytes"; exit 1; }
else
  echo "this machine cannot cut the network: the offline rerun was not tried"
fi

in_tree "$tree" bash -c 'cd /source && ./tests/run --quick' | tee "$tree/tests.out" || { echo "the tests do not pass there"; exit 1; }
tail -n 1 "$tree/tests.out" | grep -qE '^[0-9]{4,} passed, 0 failed, ' || { echo "the tests have no such last line"; exit 1; }
echo "bare machine: demo, offline rerun and tests are fine"
