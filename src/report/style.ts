import { BACKDROP, MISSING } from "../figure/color/palette.ts";
import { INK } from "../figure/drawing/svg.ts";

/** Colours of everything in figures that is not data, for a dark ground; the saved figures keep theirs. */
const darkFigures = `@media screen and (prefers-color-scheme: dark) {
  .sheet [fill="#ffffff"]:not(text) { fill: var(--sheet); }
  /* The ground is that of the sheet: painted, it would be brightened with the figure. */
  .sheet svg > rect:first-child[width="100%"] { fill: none; }
  .sheet [fill="${INK.text}"] { fill: var(--text); } .sheet [stroke="${INK.text}"] { stroke: var(--text); }
  .sheet [fill="${INK.soft}"] { fill: var(--soft); } .sheet [stroke="${INK.soft}"] { stroke: var(--soft); }
  .sheet [stroke="${INK.grid}"] { stroke: #3a444f; } .sheet [stroke="#ffffff"] { stroke: var(--sheet); }
  .sheet [fill="${MISSING}"] { fill: #5b6670; } .sheet [stroke="${MISSING}"] { stroke: #5b6670; }
  .sheet [fill="${BACKDROP}"] { fill: #2c343c; } .sheet [stroke="${BACKDROP}"] { stroke: #2c343c; }
  .sheet image.pale { filter: brightness(.28); }
  .sheet > svg, #map canvas, #map-legend i { filter: brightness(1.3); }
  /* A stained section is bright by itself, and its white is the ground of the dots. */
  .sheet > svg:has(image[id^="tissue-"]), .map:has(#map-picture) canvas { filter: brightness(.86); } }`;

/** The look of the report: light and dark, on paper, narrow and wide. */
export const style = `
:root { color-scheme: light dark; --ground: #f5f6f8; --card: #ffffff; --text: #1f2730; --soft: #5c6773;
  --line: #dde1e6; --accent: #3553b0; --warn: #8a4b00; --warn-ground: #fff4e2; --hover: #eef1f8; --sheet: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161a; --card: #1b2127; --text: #e4e8ed; --soft: #a3aeb9;
  --line: #343d47; --accent: #9db4ff; --warn: #ffcf8a; --warn-ground: #35290f; --hover: #272f3a; --sheet: #10151a; } }
${darkFigures}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 4.2rem; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
header, main, footer { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 36px; }
h1 { font-size: 1.85rem; line-height: 1.2; margin: 0 0 .35rem; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 0 0 .6rem; }
h3 { font-size: 1rem; margin: 0 0 .4rem; }
p { margin: 0 0 .8rem; max-width: 78ch; }
a { color: var(--accent); }
.lead { font-size: 1.08rem; color: var(--soft); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 12px; margin: 20px 0; padding: 0; }
.facts div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.facts dt { color: var(--soft); font-size: .85rem; }
.facts dd { margin: 0; font-size: 1.45rem; font-weight: 650; font-variant-numeric: tabular-nums; }
.warnings { background: var(--warn-ground); border-left: 4px solid var(--warn); border-radius: 6px; padding: 12px 18px; margin: 18px 0; }
.warnings h2 { font-size: 1rem; color: var(--warn); margin-bottom: .2rem; }
.warnings ul { margin: 0; padding-left: 1.1rem; }
nav { position: sticky; top: 0; z-index: 5; background: var(--ground); border-bottom: 1px solid var(--line); margin-top: 18px; }
nav ul { max-width: 1180px; margin: 0 auto; padding: 8px 17px; display: flex; flex-wrap: wrap; gap: 2px; list-style: none; }
nav a { display: block; padding: 3px 7px; border-radius: 6px; text-decoration: none; color: var(--soft); font-size: .86rem; }
nav a:hover, nav a:focus-visible { background: var(--hover); color: var(--text); }
section { margin: 34px 0 46px; }
figure, .table, .map, .choice > label { margin: 0 0 22px; }
figure { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
figure .sheet { background: var(--sheet); overflow-x: auto; }
.sheet > svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
figcaption { display: flex; gap: 12px; justify-content: space-between; align-items: start; padding: 10px 16px; color: var(--soft);
  font-size: .9rem; border-top: 1px solid var(--line); }
figcaption span { max-width: 80ch; }
button, select, input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: 4px 10px; }
button { cursor: pointer; } button:hover { background: var(--hover); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
input[aria-invalid="true"] { border-color: #d5484d; }
.buttons { display: flex; gap: 6px; flex: none; } .buttons button { font-size: .8rem; padding: 2px 9px; }
.choice > label { display: inline-block; margin-bottom: 10px; color: var(--soft); }
.map { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.controls { display: flex; flex-wrap: wrap; gap: 10px 18px; align-items: center; margin-bottom: 12px; }
.controls label { color: var(--soft); font-size: .88rem; display: inline-flex; gap: 7px; align-items: center; }
.controls select, .controls input { max-width: 240px; color: var(--text); }
.stage { position: relative; display: grid; grid-template-columns: 1fr 230px; gap: 16px; }
.sheet.plane { position: relative; background: var(--sheet); border-radius: 8px; width: 100%; aspect-ratio: var(--aspect); min-height: 280px; max-height: min(72vh, 680px); }
canvas { width: 100%; height: 100%; display: block; cursor: crosshair; touch-action: pan-y; border-radius: 8px; }
#map-scale { position: absolute; left: 16px; bottom: 12px; border-bottom: 3px solid var(--text); text-shadow: 0 0 2px var(--sheet), 0 0 3px var(--sheet), 0 0 4px var(--sheet), 0 0 5px var(--sheet); color: var(--text); font-size: .8rem; text-align: center; white-space: nowrap; }
#map-tip { position: absolute; z-index: 2; pointer-events: none; background: var(--card); color: var(--text); border: 1px solid var(--line);
  border-radius: 8px; padding: 9px 12px; box-shadow: 0 4px 18px rgb(0 0 0 / .22); font-size: .84rem; max-width: 300px; }
#map-tip strong { overflow-wrap: anywhere; } #map-tip dl { display: grid; grid-template-columns: auto auto; gap: 1px 12px; margin: 4px 0 0; }
#map-tip dt { color: var(--soft); } #map-tip dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
#map-legend { max-height: min(68vh, 640px); overflow-y: auto; font-size: .88rem; }
#map-legend button { display: flex; width: 100%; gap: 8px; align-items: center; border: 0; padding: 3px 6px; text-align: left; background: none; }
#map-legend button:hover, #map-legend button[aria-pressed="true"] { background: var(--hover); }
#map-legend i { width: 12px; height: 12px; border-radius: 50%; flex: none; outline: 1px solid rgb(128 128 128 / .5); } #map-legend small { margin-left: auto; color: var(--soft); }
.ramp { height: 12px; border-radius: 3px; } .ends { display: flex; justify-content: space-between; gap: 8px; color: var(--soft); font-size: .8rem; }
.advice { color: var(--warn); font-size: .88rem; margin: -4px 0 10px; }
.controls input[type="range"] { width: 110px; padding: 0; }
.note { color: var(--soft); font-size: .85rem; margin: 8px 0 0; } .table .note { margin-bottom: 6px; }
.table { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.table .head { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: baseline; justify-content: space-between; margin-bottom: 8px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th, td { padding: 5px 10px; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
th { vertical-align: bottom; } th button { border: 0; background: none; padding: 0; font-weight: 650; text-align: inherit; }
th button::after { content: " ↕"; color: var(--line); } th[aria-sort="ascending"] button::after { content: " ↑"; color: var(--accent); }
th[aria-sort="descending"] button::after { content: " ↓"; color: var(--accent); }
th.number, th.count, th.p, th.share, th.score, td.number, td.count, td.p, td.share, td.score { text-align: right; font-variant-numeric: tabular-nums; }
td.number, td.count, td.p, td.share, td.score { white-space: nowrap; }
tbody tr:hover { background: var(--hover); }
.more { margin-top: 10px; }
.prose { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px 22px; margin-bottom: 22px; }
.prose ol { padding-left: 1.4rem; font-size: .9rem; color: var(--soft); } .settings td:first-child { white-space: nowrap; color: var(--soft); }
.settings td { overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: .85rem; padding-bottom: 40px; }
[hidden] { display: none !important; }
nav a[aria-current] { background: var(--hover); color: var(--text); font-weight: 600; }
figure.wide figcaption::before { content: "Scroll sideways for the rest of the figure."; color: var(--accent); }
@media (min-width: 1240px) { body { display: grid; grid-template-columns: 190px minmax(0, 1180px); justify-content: center; column-gap: 12px; }
  header, main, footer { grid-column: 2; width: 100%; } html { scroll-padding-top: 1rem; }
  nav { grid-column: 1; grid-row: 1 / span 4; align-self: start; border: 0; margin-top: 30px; padding: 8px 0; max-height: 100vh; overflow-y: auto; }
  nav ul { flex-direction: column; padding: 0 8px; } }
@media (max-width: 760px) { th.text:not(:first-child) { min-width: 11em; } .stage { grid-template-columns: minmax(0, 1fr); } nav ul { flex-wrap: nowrap; overflow-x: auto; } nav a { white-space: nowrap; }
  html { scroll-padding-top: 3.4rem; } .facts { grid-template-columns: repeat(auto-fit, minmax(104px, 1fr)); gap: 8px; } .facts div { padding: 8px 10px; }
  .facts dd { font-size: 1.15rem; } #map-legend { max-height: 40vh; } .map, .table, .prose { padding: 10px 11px; } .controls { gap: 8px 12px; }
  .controls select { max-width: 150px; }
  /* Letters of a figure squeezed onto a phone would be too small to read: it scrolls. */
  .sheet > svg { max-width: max(100%, 600px); } figcaption { flex-wrap: wrap; } header, main, footer { padding-left: 12px; padding-right: 12px; } }
@media print { :root { --ground: #ffffff; --card: #ffffff; --text: #1f2730; --soft: #4c5662; --line: #ccd1d7; --accent: #3553b0; --warn: #8a4b00;
  --warn-ground: #fff4e2; --hover: #ffffff; --sheet: #ffffff; color-scheme: light; }
  body { display: block; }
  nav, .controls, .buttons, .more, .table input, #map-tip, #copy-methods, .note, .choice > label { display: none !important; }
  body { font-size: 10.5pt; } section { margin: 14pt 0; } figure, .facts div, .warnings, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
  /* A figure higher than a page would be cut, behind an empty page. */
  .sheet > svg { max-height: 225mm; } .sheet.plane { height: 480px; aspect-ratio: auto; } canvas { object-fit: contain; object-position: left; }
  th button::after { content: none !important; } table { font-size: 8pt; } th, td { padding: 3px 5px; }
  td.text { overflow-wrap: break-word; } .scroll { overflow: visible; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
