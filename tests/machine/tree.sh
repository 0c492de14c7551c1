# Sourced by the suites here: a Debian tree with nothing but the base system, and this checkout's last commit in it.
# The base system is made once and kept as an archive under ${TIDEMARK_TOOLS:-~/.cache/tidemark}.
set -euo pipefail

skip() {
  echo "skipped: $*"
  exit 77
}

[ "${TIDEMARK_HEAVY:-0}" = 1 ] || skip "heavy suite; ./tests/run --heavy runs it"
[ "$(id -u)" -eq 0 ] || skip "needs root"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"

source_dir=${TIDEMARK_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
tools=${TIDEMARK_TOOLS:-$HOME/.cache/tidemark}

# make_tree RELEASE DIR: the base system, this machine's own package sources, and the checkout in DIR/source.
make_tree() {
  local release=$1 tree=$2 archive=$tools/debian-$1.tar mirror
  mirror=$(sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb (\[[^]]*\] *)?([^ ]+).*/\2/p' \
    /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1 || true)
  [ -n "$mirror" ] || skip "this machine has no package source to make a Debian tree from"
  mkdir -p "$tools"
  if [ ! -s "$archive" ]; then
    local fresh
    fresh=$(mktemp -d)
    debootstrap --variant=minbase "$release" "$fresh" "$mirror" >/dev/null
    cp /etc/apt/apt.conf.d/99* "$fresh/etc/apt/apt.conf.d/" 2>/dev/null || true
    tar -C "$fresh" -cf "$archive.partial" .
    mv "$archive.partial" "$archive"
    rm -rf "$fresh"
  fi
  tar -C "$tree" -xf "$archive"
  cp /etc/resolv.conf /etc/hosts "$tree/etc/" 2>/dev/null || true
  mkdir -p "$tree/source"
  git -C "$source_dir" archive HEAD | tar -x -C "$tree/source"
  mount -t proc proc "$tree/proc" 2>/dev/null || true
  mount -t devpts -o ptmxmode=0666 devpts "$tree/dev/pts" 2>/dev/null && ln -sf pts/ptmx "$tree/dev/ptmx" || true
}

# in_tree DIR COMMAND...: with a clean environment, as a login on that machine would have.
in_tree() {
  local tree=$1
  shift
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb \
    chroot "$tree" "$@"
}

drop_tree() {
  umount "$1/proc" "$1/dev/pts" 2>/dev/null || true
  rm -rf --one-file-system "$1"
}
