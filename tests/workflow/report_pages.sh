#!/usr/bin/env bash
# Renders pages with Chromium: nothing is refused by the content policy, nothing is asked from outside, the style is
# applied, and paper gets the whole page. Then every section, filled by report_demo.py with awkward values, is looked
# through by report_browser.py: structure, contrast, three widths, paper, keyboard, with scripts and without.
# With TIDEMARK_SHOTS=FOLDER it also leaves pictures of all pages there.
source "$(dirname "$0")/support.sh"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[ -n "$browser" ] || skip "no Chromium is installed"
command -v pdfinfo >/dev/null || skip "pdfinfo (poppler-utils) is not installed"
make_scratch

# Six patients each who fared better and worse.
{
    echo patient,endpoint,time,event,time_unit,group
    for number in 1 2 3 4 5 6; do
        echo "A$number,relapse,$((20 * number)),$((number % 2)),weeks,fall"
        echo "B$number,relapse,$((9 * number)),1,weeks,rise"
    done
} >outcomes.csv
"$TIDEMARK_PROGRAM" report -o pages --outcomes outcomes.csv "$TIDEMARK_SOURCE_DIR/tests/cases/timeline/example.json" || fail "report"

browse() {
    timeout 100 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars \
        --user-data-dir="$scratch/profile" --enable-logging=stderr "$@" 2>browser.log
}

for page in P1 cohort; do
    browse --no-pdf-header-footer --print-to-pdf="$scratch/$page.pdf" "file://$scratch/pages/$page.html" ||
        fail "$page does not print"
    ! grep -iE "content.security.policy|refused to" browser.log || fail "the content policy of $page refused something"
    pdfinfo "$page.pdf" | finds "A4" || fail "$page is not on A4"
    # The style sheet sets text in a sans face; without it a browser takes its serif.
    ! pdffonts "$page.pdf" | grep -iE "times|serif-roman|liberationserif" || fail "the style of $page was not applied"
    pdftotext -layout "$page.pdf" - >"$page.txt"
    grep -q "For research use. Not for treatment decisions." "$page.txt" || fail "$page lost its fixed text on paper"
done
for sample in P1_d0 P1_d21 P1_d42 P1_d63 P1_d84 P1_d105 P1_d126; do
    grep -q "$sample" P1.txt || fail "$sample is not on paper"
done
for words in "Change since the baseline" "Best change" "Relapse" "Number at risk" "Course of every patient"; do
    grep -q "$words" cohort.txt || fail "the cohort's page lost '$words' on paper"
done

# Every optional part, text that is markup, endless or from right to left, one draw, forty over years, nothing ever seen,
# nothing but tumor, nothing evaluable.
python3 "$here/report_demo.py" demo 12 || fail "the demo was not made"
"$TIDEMARK_PROGRAM" report -o all --survival-tables --outcomes demo/outcomes.csv demo/*.json || fail "report of the demo"
for part in trajectory-section remarks changes-section milestones-section lesions-section smoothed-section variants-section clones-section \
    neoantigens-section t-cells-section quality provenance reading; do
    grep -q "<h2 id=\"$part\"" all/AWKWARD.html || fail "the patient's page has no $part"
done
for part in patients-section statuses-section rates strata changes lesion-rates lead survival-1 courses failed reading; do
    grep -q "<h2 id=\"$part\"" all/cohort.html || fail "the cohort's page has no $part"
done
for words in "Not irradiated" "Caution" "Clearance, demonstrated on" "details class=\"fold\""; do
    grep -q "$words" all/STORY.html || fail "the patient's page lost '$words'"
done
grep -q "at parity" all/cohort.html || fail "the cohort's page has no rates at parity"
python3 "$here/report_browser.py" "$browser" "$scratch" all/{AWKWARD,STORY,FORTY_DRAWS,ALL_TUMOR,ONE_DRAW,ZERO,FAILED,N000,P_*,cohort}.html pages/P1.html ||
    fail "pages have faults"
echo "pages render"
