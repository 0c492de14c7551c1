#!/usr/bin/env bash
# The Containerfile builds, and one step runs in the image as an unprivileged user.
. "$(dirname "$0")/tree.sh"
command -v buildah >/dev/null || skip "buildah is not installed"
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
images() { buildah --root "$work/root" --runroot "$work/run" --storage-driver vfs "$@"; }

# The base image comes from the same packages, not from a registry.
mkdir "$work/base"
make_tree trixie "$work/base"
rm -rf "$work/base/source"
umount "$work/base/proc" 2>/dev/null || true
base=$(images from scratch)
images add "$base" "$work/base" / >/dev/null
images commit "$base" localhost/debian-base >/dev/null
rm -rf "$work/base"

mkdir "$work/source"
git -C "$source_dir" archive HEAD | tar -x -C "$work/source"
images bud --isolation chroot --build-arg BASE=localhost/debian-base -t localhost/tidemark \
  -f "$work/source/containers/Containerfile" "$work/source"
container=$(images from localhost/tidemark)
images run --isolation chroot --user 65534:65534 "$container" -- tidemark --version --verbose
images run --isolation chroot --user 65534:65534 "$container" -- bash -c 'command -v ps awk grep sed tee >/dev/null'
images run --isolation chroot --user 65534:65534 "$container" -- \
  bash -c 'cd /tmp && printf ">c\nACGT\n" >r.fa && ! tidemark genotype -f r.fa --panel none.tsv -o out.tsv none.bam && ! ls out.tsv 2>/dev/null'
echo "image: built, and runs as another user"
