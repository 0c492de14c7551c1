#!/usr/bin/env bash
# The same tree compiles on Debian 13 (newer g++, htslib, CLI11, fmt, SeqAn3) and its program answers there.
. "$(dirname "$0")/tree.sh"
tree=$(mktemp -d)
trap 'drop_tree "$tree"' EXIT
make_tree trixie "$tree"

in_tree "$tree" bash -c 'cd /source && containers/install build && containers/build release -DBUILD_TESTING=OFF \
  && build/release/bin/tidemark --version --verbose'
