#include "io/report/style_sheet.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "values/probability/hash.hpp"

namespace tidemark {

std::string_view style_sheet() {
    return R"css(
:root { color-scheme: light; --text: #17242d; --muted: #55656f; --line: #d5dde2; --faint: #f4f7f8; --accent: #0b4f75; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--text); font: 15px/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; }
a { color: var(--accent); text-underline-offset: 2px; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 8px; background: #fff; padding: 4px 8px; }
.page { max-width: 1040px; margin: 0 auto; padding: 0 32px 48px; }
.masthead { display: flex; flex-wrap: wrap; gap: 4px 24px; justify-content: space-between; align-items: baseline; padding: 18px 0 10px; border-bottom: 2px solid var(--accent); font-size: 13px; }
.masthead p { margin: 0; }
.brand { font-weight: 700; letter-spacing: .02em; color: var(--accent); }
.brand span { font-weight: 400; color: var(--muted); letter-spacing: 0; margin-left: 10px; }
.notice { font-weight: 600; }
h1 { font-size: 30px; line-height: 1.15; font-weight: 600; letter-spacing: -.01em; margin: 26px 0 10px; overflow-wrap: anywhere; }
h2 { font-size: 19px; line-height: 1.3; font-weight: 600; margin: 44px 0 10px; padding-top: 14px; border-top: 1px solid var(--line); }
p { margin: 8px 0; max-width: 76ch; overflow-wrap: anywhere; }
.muted { color: var(--muted); }
p.muted { font-size: 13.5px; }
.facts { display: flex; flex-wrap: wrap; gap: 8px 32px; margin: 0 0 20px; }
.facts div { min-width: 0; max-width: 100%; }
.facts dt { font-size: 12px; color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.statement { border: 1px solid var(--line); border-left: 6px solid var(--muted); border-radius: 3px; padding: 18px 24px 16px; margin: 8px 0 12px; background: var(--faint); }
.statement.detected, .statement.not-detected { border-left-color: var(--accent); }
.statement.indeterminate { border-left-color: #8a5300; }
.statement .headline { font-size: 22px; line-height: 1.3; margin: 8px 0 6px; font-weight: 600; max-width: 60ch; text-wrap: balance; }
.statement p { margin: 4px 0; }
.findings { margin: 12px 0 0; display: grid; gap: 6px; }
.findings div { display: grid; grid-template-columns: 11em 1fr; gap: 0 18px; }
.findings dt { font-size: 12.5px; line-height: 1.8; color: var(--muted); }
.findings dd { margin: 0; max-width: 76ch; overflow-wrap: anywhere; }
.answers { display: flex; flex-wrap: wrap; gap: 10px 36px; margin: 14px 0 0; padding-top: 12px; border-top: 1px solid var(--line); }
.answers dt { font-size: 12.5px; color: var(--muted); }
.answers dd { margin: 2px 0 0; }
.tag { display: inline-block; white-space: nowrap; font-size: 12.5px; line-height: 1.35; font-weight: 600; padding: 1px 8px; border-radius: 3px; border: 1.5px solid; }
.tag.detected { background: var(--accent); border-color: var(--accent); color: #fff; }
.tag.not-detected { background: #fff; border-color: var(--accent); color: var(--accent); }
.tag.indeterminate { background: #fdf3e1; border-color: #8a5300; color: #6f4300; }
.tag.not-evaluable { background: #fff; border-color: #7b8a94; border-style: dashed; color: #46555f; }
.tag.met { background: #dcece8; border-color: #2e6a60; color: #17463e; }
.tag.not-met { background: #fff; border-color: #46555f; color: #2c3a43; }
.tag.undetermined { background: #fdf3e1; border-color: #b98a3c; color: #6f4300; }
.tag.not-applicable { background: none; border-color: transparent; padding-left: 0; color: var(--muted); font-weight: 400; }
nav.contents { font-size: 13.5px; margin: 14px 0 0; }
nav.contents ul { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin: 0; padding: 0; }
figure { margin: 12px 0 4px; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { font-size: 13px; color: var(--muted); margin-top: 8px; max-width: 90ch; }
.scroll { overflow-x: auto; margin: 14px 0 4px; background: linear-gradient(to right, #fff 40%, transparent) left / 36px 100% no-repeat local, linear-gradient(to left, #fff 40%, transparent) right / 36px 100% no-repeat local, linear-gradient(to right, rgba(23, 36, 45, .24), transparent) left / 12px 100% no-repeat scroll, linear-gradient(to left, rgba(23, 36, 45, .24), transparent) right / 12px 100% no-repeat scroll; }
figure .scroll { margin: 0; }
.fold { margin: 14px 0 4px; }
.fold summary { cursor: pointer; font-size: 13.5px; font-weight: 600; color: var(--accent); max-width: 76ch; overflow-wrap: anywhere; }
.fold summary small { font-size: 12px; font-weight: 400; color: var(--muted); }
@media screen {
  .fold:not([open]) + .folded { display: none; }
  .paper { display: none; }
  .folded .scroll { margin-top: 0; }
  .folded caption { position: absolute; left: -9999px; }
}
table { border-collapse: collapse; width: 100%; font-size: 13.5px; line-height: 1.4; }
table.few { width: auto; min-width: min(100%, 36em); }
caption { text-align: left; font-weight: 600; padding: 0 0 6px; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); font-weight: 400; unicode-bidi: isolate; }
th:last-child, td:last-child { padding-right: 0; }
thead th { vertical-align: bottom; font-size: 12.5px; color: var(--muted); border-bottom: 1.5px solid #8a98a1; }
thead th small { display: block; font-weight: 400; font-size: 11.5px; }
.end { text-align: right; }
.end + :not(.end) { padding-left: 16px; }
td small, th small { display: block; font-size: 12px; color: var(--muted); }
td, th { overflow-wrap: break-word; }
td { min-width: 3em; }
td.end { white-space: nowrap; }
td.end small { white-space: normal; }
tbody th { min-width: 8em; max-width: 16em; }
td { max-width: 34em; }
td svg { display: block; }
@media screen {
  table.many { font-size: 12.5px; }
  table.many th, table.many td { padding-right: 8px; }
  table.many .tag { white-space: normal; padding: 1px 6px; font-size: 12px; }
}
ul.sentences { margin: 8px 0; padding: 0; list-style: none; max-width: 86ch; font-size: 14px; }
ul.sentences li { margin: 5px 0; overflow-wrap: anywhere; }
ul.sentences b { font-weight: 600; }
dl.terms { display: grid; grid-template-columns: minmax(9em, 14em) 1fr; gap: 6px 20px; font-size: 13.5px; margin: 10px 0; }
dl.terms dt { font-weight: 600; overflow-wrap: anywhere; }
dl.terms dd { margin: 0; max-width: 76ch; overflow-wrap: anywhere; }
footer { margin-top: 44px; padding-top: 12px; border-top: 2px solid var(--accent); font-size: 12.5px; color: var(--muted); }
@media (max-width: 640px) {
  .page { padding: 0 16px 32px; }
  h1 { font-size: 25px; }
  .statement { padding: 14px 16px; }
  .statement .headline { font-size: 19px; }
  figure svg { width: 760px; max-width: none; }
  .findings div { grid-template-columns: 1fr; }
  dl.terms { grid-template-columns: 1fr; gap: 0; }
  dl.terms dd { margin-bottom: 8px; }
}
@page { size: A4; margin: 14mm 13mm; }
@media print {
  body { font-size: 9.5pt; line-height: 1.4; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .page { max-width: none; padding: 0; }
  .masthead { padding-top: 0; }
  .skip, nav.contents, .fold:not(.elsewhere), .fold[open] .paper { display: none; }
  .fold.elsewhere:not([open]) + .folded { display: none; }
  h1 { font-size: 19pt; margin: 12pt 0 6pt; }
  h2 { font-size: 12.5pt; margin: 18pt 0 5pt; padding-top: 7pt; break-after: avoid; }
  .statement { padding: 9pt 12pt; break-inside: avoid; }
  .statement .headline { font-size: 13.5pt; }
  .findings { gap: 3pt; margin-top: 6pt; }
  .findings dt, .findings dd { font-size: 9pt; line-height: 1.4; }
  .scroll { overflow: visible; background: none; }
  table { font-size: 8pt; }
  thead { display: table-header-group; }
  thead th, td small, th small { font-size: 7.5pt; }
  th, td { padding: 3.5pt 6pt 3.5pt 0; }
  .tag { font-size: 7.5pt; padding: 0 3pt; white-space: normal; }
  td svg { width: 130px; height: auto; }
  td.end { white-space: normal; }
  tbody th { min-width: 4em; max-width: 11em; }
  td { min-width: 0; max-width: 15em; }
  table.many, table.many .tag, table.many td small, table.many th small, table.many thead th { font-size: 6.8pt; }
  table.many th, table.many td { padding-right: 4pt; }
  table.many td { max-width: 12em; }
  table.many td svg { width: 86px; }
  tr, figure, ul.sentences li { break-inside: avoid; }
  caption { break-after: avoid; }
  ul.sentences, dl.terms, figcaption, p.muted { font-size: 8.5pt; }
  a { color: inherit; text-decoration: none; }
}
)css";
}

std::string content_hash(std::string_view text) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    auto const hex = sha256(text);
    std::vector<std::uint32_t> bytes;
    for (std::size_t index = 0; index + 1 < hex.size(); index += 2) {
        bytes.push_back(static_cast<std::uint32_t>(std::stoul(hex.substr(index, 2), nullptr, 16)));
    }
    std::string base64 = "sha256-";
    for (std::size_t index = 0; index < bytes.size(); index += 3) {
        std::size_t const given = std::min<std::size_t>(3, bytes.size() - index);
        std::uint32_t block = 0;
        for (std::size_t offset = 0; offset < 3; ++offset) {
            block = (block << 8U) | (offset < given ? bytes[index + offset] : 0U);
        }
        for (std::size_t offset = 0; offset < 4; ++offset) {
            base64 += offset <= given ? letters[(block >> (18U - 6U * offset)) & 0x3FU] : '=';
        }
    }
    return base64;
}

}  // namespace tidemark
