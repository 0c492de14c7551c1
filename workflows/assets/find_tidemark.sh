# Sourced before every task of the local profile: `tidemark` becomes the program given by --tidemark (relative to the
# folder nextflow was started in), else the one on PATH, else this repository's build.
tidemark_build=$(dirname "${BASH_SOURCE[0]}")/../../build/release/bin/tidemark
case "$tidemark_given" in
    /*) tidemark_program=$tidemark_given ;;
    */*) tidemark_program=$tidemark_launched_in/$tidemark_given ;;
    ?*) tidemark_program=$tidemark_given ;;
    *)
        tidemark_program=tidemark
        if ! command -v tidemark >/dev/null && [ -x "$tidemark_build" ]; then
            tidemark_program=$tidemark_build
        fi
        ;;
esac
export tidemark_program
tidemark() { command "$tidemark_program" "$@"; }
export -f tidemark
