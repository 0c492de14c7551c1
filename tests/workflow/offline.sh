#!/usr/bin/env bash
# Both engines run with the network cut, loopback included.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
need_engine nextflow
unshare --net --map-root-user true 2>/dev/null || skip "this machine does not allow unshare --net"
make_scratch
simulate input
export scratch
offline() { unshare --net --map-root-user bash -c "source '$here/support.sh'; cd '$scratch'; $*"; }
if offline 'exec 3<>/dev/tcp/127.0.0.1/1' 2>/dev/null; then fail "the network is not cut"; fi
offline 'run_snakemake snakemake input snakemake' || fail "Snakemake needs the network"
offline 'run_nextflow input nextflow' || fail "Nextflow needs the network"
same_tree snakemake nextflow
