#!/usr/bin/env bash
# Installs to a folder of its own and looks at what stands there: program, manual pages, completions, both workflow trees.
# What needs a shell or an engine that is not installed is left out, with a line that says so.
source "$TIDEMARK_SOURCE_DIR/tests/workflow/support.sh"
# No blank in its name: Snakemake takes none in the folder of a workflow that names an image.
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tidemark_installed.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
prefix=$scratch/prefix
cmake --install "$TIDEMARK_BUILD_DIR" --prefix "$prefix" >install.log || fail "cmake --install"
export PATH=$prefix/bin:$PATH
[ "$(command -v tidemark)" = "$prefix/bin/tidemark" ] || fail "no program in bin"
[ "$(tidemark --version)" = "$("$TIDEMARK_PROGRAM" --version)" ] || fail "another program than the one that was built"

words=$(tidemark --help | sed -n '/^Subcommands:/,$s/^  \([a-z][a-z]*\) .*/\1/p')
[ "$(wc -w <<<"$words")" -ge 13 ] || fail "the program lists only: $words"

# Every file by its name, none missing and none more.
expected() {
    printf '%s\n' bin/tidemark share/man/man1/tidemark.1 share/bash-completion/completions/tidemark \
        share/zsh/site-functions/_tidemark share/fish/vendor_completions.d/tidemark.fish
    # shellcheck disable=SC2086
    printf 'share/man/man1/tidemark-%s.1\n' $words
    cd "$TIDEMARK_SOURCE_DIR"
    find snakemake workflows -type f ! -path snakemake/demo ! -name demo.scenario.json ! -path '*/.snakemake/*' \
        ! -path '*/.nextflow*' ! -path '*/__pycache__/*' | sed 's|^|share/tidemark/|'
    find README.md LICENSE CHANGELOG.md docs -type f | sed 's|^|share/doc/tidemark/|'
}
expected | sort >expected.txt
(cd "$prefix" && find . -type f | sed 's|^\./||') | sort >found.txt
diff expected.txt found.txt >&2 || fail "the installed tree (>) is not the expected one (<)"

# A manual page shows what --help shows, and roff has nothing to say against it.
for word in $words; do
    page=$(sed 's/\\-/-/g' "$prefix/share/man/man1/tidemark-$word.1")
    options=$(tidemark "$word" --help | grep -oE '^  (-.,)?--[a-z][a-z0-9-]*' | grep -oE -- '--[a-z0-9-]+')
    for option in $options; do
        case $page in *"\\fB$option\\fR"*) ;; *) fail "the manual page of $word lacks $option" ;; esac
    done
done
if command -v groff >/dev/null; then
    for page in "$prefix"/share/man/man1/*.1; do
        said=$(groff -Kutf8 -man -Tutf8 -ww -z "$page" 2>&1)
        [ -z "$said" ] || fail "groff on ${page##*/}: $said"
    done
    # -P-cbou: plain letters, no overstriking.
    shown=$(groff -man -Tascii -P-cbou "$prefix/share/man/man1/tidemark-detect.1")
    case $shown in *OPTIONS*--background\ FILE*) ;; *) fail "a page shows no options: $shown" ;; esac
else
    echo "left out: no groff for the manual pages"
fi

# What each shell offers.
completed_by_bash() {
    bash -uc 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }; _tidemark; printf "%s\n" "${COMPREPLY[@]}"' \
        bash "$prefix/share/bash-completion/completions/tidemark" tidemark "$@"
}
[ "$(completed_by_bash dete)" = detect ] || fail "bash does not complete a word"
[ "$(completed_by_bash detect --pan)" = --panel ] || fail "bash does not complete an option"
[ "$(completed_by_bash detect --use '' | xargs)" = "landmark monitoring" ] || fail "bash does not offer choices"
[ "$(completed_by_bash detect --panel expe)" = expected.txt ] || fail "bash does not complete a file"
[ "$(completed_by_bash detect expe)" = expected.txt ] || fail "bash does not complete an input"
[ -z "$(completed_by_bash detect --alpha '')" ] || fail "bash offers something for a number"
[ "$(completed_by_bash help simu)" = simulate ] || fail "bash does not complete help"
if command -v fish >/dev/null; then
    completed_by_fish() { HOME=$scratch fish -c 'source $argv[1]; complete -C $argv[2]' "$prefix/share/fish/vendor_completions.d/tidemark.fish" "$1" | cut -f 1; }
    [ "$(completed_by_fish 'tidemark dete')" = detect ] || fail "fish does not complete a word"
    [ "$(completed_by_fish 'tidemark detect --pan')" = --panel ] || fail "fish does not complete an option"
    [ "$(completed_by_fish 'tidemark detect --use ' | sort | xargs)" = "landmark monitoring" ] || fail "fish does not offer choices"
    [ "$(completed_by_fish 'tidemark detect --panel expe')" = expected.txt ] || fail "fish does not complete a file"
else
    echo "left out: no fish"
fi
if ! command -v zsh >/dev/null; then
    echo "left out: no zsh"
elif ! zsh -f -c 'zmodload zsh/zpty && zpty shell true' 2>/dev/null; then
    echo "left out: no terminal for zsh"
else
    # A shell of its own behind a terminal: types $2 and a tab, and waits until the line holds $3.
    cat >ask.zsh <<'ZSH'
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1=; unset zle_bracketed_paste; setopt nobeep; fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D; bindkey '^I' complete-word; echo re''ady"
zpty -r -m shell seen '*ready*' || exit 1
zpty -w -n shell "$2"$'\t'
seen=
for try in {1..100}; do
    while zpty -r -t shell piece; do seen+=$piece; done
    [[ $seen != *$3* ]] || exit 0
    sleep 0.1
done
print -r -- "zsh: $2 became $seen"
exit 1
ZSH
    asked_in_zsh() { HOME=$scratch TERM=dumb timeout 60 zsh -f ask.zsh "$prefix/share/zsh/site-functions" "$1" "$2"; }
    asked_in_zsh 'tidemark dete' 'tidemark detect ' || fail "zsh does not complete a word"
    asked_in_zsh 'tidemark detect --pan' 'detect --panel ' || fail "zsh does not complete an option"
    asked_in_zsh 'tidemark detect --use lan' '--use landmark ' || fail "zsh does not complete a choice"
fi

# The workflow of the installed tree with the installed program: a dry run up to the checkpoint.
if command -v snakemake >/dev/null; then
    simulate input
    snakemake --snakefile "$prefix/share/tidemark/snakemake/workflow/Snakefile" --cores 1 --dry-run --config \
        samples="$scratch/input/samples.csv" reference="$scratch/input/reference.fa" outdir="$scratch/results" >dry_run.log 2>&1 ||
        { cat dry_run.log >&2; fail "the installed Snakefile"; }
    grep -q "^rule check\|^checkpoint check\|^job " dry_run.log || { cat dry_run.log >&2; fail "the installed Snakefile plans nothing"; }
else
    echo "left out: no Snakemake"
fi
