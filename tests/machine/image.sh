#!/usr/bin/env bash
# The Containerfile builds, and in the image, as an unprivileged user without network, one step of a real run gives the
# bytes that this machine's program gives.
. "$(dirname "$0")/tree.sh"
command -v buildah >/dev/null || skip "buildah is not installed"
program=${TIDEMARK_PROGRAM:-$source_dir/build/release/bin/tidemark}
[ -x "$program" ] || skip "no program is built to compare with ($program)"
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
images() { buildah --root "$work/root" --runroot "$work/run" --storage-driver vfs "$@"; }
size_of() {
  du -sm --one-file-system "$(images mount "$1")" | cut -f 1
  images umount "$1" >/dev/null
}

# The base image comes from the same packages, not from a registry; like Debian's slim images without lists and docs.
mkdir "$work/base"
make_tree trixie "$work/base"
umount "$work/base/proc" "$work/base/dev/pts" 2>/dev/null || true
rm -rf "$work"/base/{source,var/cache/apt/archives,var/lib/apt/lists,usr/share/doc,usr/share/man,usr/share/locale}
base=$(images from scratch)
images add "$base" "$work/base" / >/dev/null
images commit --rm "$base" localhost/debian-base >/dev/null
rm -rf "$work/base"

mkdir "$work/source"
git -C "$source_dir" archive HEAD | tar -x -C "$work/source"
image=localhost/tidemark:0.1.0
images bud --isolation chroot --build-arg BASE=localhost/debian-base -t "$image" \
  -f "$work/source/containers/Containerfile" "$work/source"
container=$(images from "$image")
only_base=$(images from localhost/debian-base)
echo "size: $(size_of "$container") MB, of which the base system $(size_of "$only_base") MB"
[ "$(size_of "$container")" -lt 250 ] || { echo "the image has grown"; exit 1; }

# A patient, counted here and there. Compressed bytes are the library's; the tables are compared as text.
"$program" simulate "$source_dir/tests/workflow/tiny.scenario.json" --seed 7 -o "$work/data/sim"
mkdir "$work/data/here" "$work/data/there"
chmod 777 "$work/data/there"
step=(genotype -f sim/reference.fa --panel sim/P1_L1.vcf --targets sim/targets.bed --evidence consensus)
(cd "$work/data" && "$program" "${step[@]}" -o here/s.evidence.tsv sim/P1_d0.bam)

cut_off=()
if unshare -n true 2>/dev/null; then cut_off=(unshare -n); fi
there() {
  "${cut_off[@]}" buildah --root "$work/root" --runroot "$work/run" --storage-driver vfs run --isolation chroot \
    --user 65534:65534 -v "$work/data:/data" --workingdir /data "$container" -- "$@"
}
there tidemark --version --verbose
there bash -c 'command -v ps awk gawk grep sed tee >/dev/null'
there bash -c '! command -v g++ cmake && ! ls /opt/tidemark 2>/dev/null' || { echo "the image carries what only building needs"; exit 1; }
there tidemark "${step[@]}" -o there/s.evidence.tsv sim/P1_d0.bam
for table in s.evidence.tsv s.evidence.json; do
  [ -s "$work/data/here/$table" ] && cmp "$work/data/here/$table" "$work/data/there/$table"
done
[ "$(grep -c '^locus' "$work/data/here/s.evidence.tsv")" -gt 0 ] || { echo "nothing was counted"; exit 1; }

# A missing file is an error there too, and leaves nothing.
status=0
there tidemark "${step[@]}" -o there/none.tsv none.bam || status=$?
[ "$status" -eq 3 ] && [ ! -e "$work/data/there/none.tsv" ] || { echo "a missing file ended with $status"; exit 1; }
echo "image: built, counts the same bytes as this machine, and runs as another user"
