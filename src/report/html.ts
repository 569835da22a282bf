import type { AnalysedArtifacts } from "../analyses/registry.ts";
import { analysisMethods, analysisWarnings } from "../analyses/results.ts";
import { bytesToBase64 } from "../core/base64.ts";
import { escapeXml } from "../figure/drawing/svg.ts";
import { methodsOf } from "../results/methods.ts";
import { fileName } from "../results/reported.ts";
import { reportWarnings } from "../results/warnings.ts";
import type { Settings } from "../run/options/settings.ts";
import { contentHtml, jsonBlock } from "./contentHtml.ts";
import { mapHtml } from "./mapHtml.ts";
import { pageData } from "./pageData.ts";
import { type MadePage, makePages } from "./pages.ts";
import { figureScript } from "./script/figures.ts";
import { mapScript } from "./script/map.ts";
import { mapLayers } from "./script/mapLayers.ts";
import { tableScript } from "./script/tables.ts";
import { settingsHtml } from "./settingsHtml.ts";
import { style } from "./style.ts";
import { leadOf, summaryFacts } from "./summary.ts";

/** What distinguishes a report from that of domains found in the data themselves. */
export interface ReportWords {
  /** The first sentences. */
  readonly lead: string;
  /** The methods paragraph, in place of those on features, training and domains. */
  readonly paragraph: string;
}

export interface ReportOptions {
  readonly words?: ReportWords | undefined;
  /** The parts, where they are made already. */
  readonly pages?: readonly MadePage[];
}

/**
 * A run as one self-contained page: what was done in words, a map to point at, figures, tables, methods and settings. It
 * makes no network requests (its own policy forbids them), prints, and follows the reader's light or dark preference.
 *
 * @param record the run's record, as in manifest.json: its version, engine, input and notes are listed.
 * @returns HTML text.
 */
export async function reportPage(
  made: AnalysedArtifacts,
  config: Settings,
  record: Readonly<Record<string, unknown>>,
  { pages = makePages(made, config), words }: ReportOptions = {},
): Promise<string> {
  const found = pages.map(({ id, title, short, contents }) => ({
    ...{ id, title, short, contents },
    // The map comes last, with as many genes as the other parts leave room for.
    html: contents.map((each) => (each.kind === "map" ? "" : contentHtml(each))),
  }));
  const used = found.reduce((sum, { html }) => sum + html.reduce((length, each) => length + each.length, 0), 0);
  const data = pageData(made, {
    ...{ method: config.method, unitUm: config.unitUm, picture: config.picture },
    geneRoom: Math.max(5e5, Math.min(8e6, 14e6 - used)),
  });
  const parts = [
    ...found.map(({ id, title, short, contents, html }) => ({
      ...{ id, title, short },
      html: contents.map((each, at) => (each.kind === "map" ? mapHtml(data) : html[at])).join("\n"),
    })),
    {
      id: "methods",
      title: "Methods, to paste into a paper",
      short: "Methods",
      html: methodsHtml(made, config, { record, words }),
    },
    { id: "settings", title: "Settings and versions", short: "Settings", html: settingsHtml(config, record) },
  ];
  const scripts = [tableScript, figureScript].map((each) => `(${each.toString()})();`);
  const script = [`(${mapScript.toString()})((${mapLayers.toString()})());`, ...scripts].join("\n");
  // Nothing but this one script may run, and nothing may be fetched.
  const policy = `default-src 'none'; script-src 'sha256-${await sha256(script)}'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'`;
  const title = `Domains of ${fileName(made)}`;
  const warnings = [...reportWarnings(made), ...analysisWarnings(made)];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="cellscape ${escapeXml(String(record.version ?? ""))}">
<title>${escapeXml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<h1>${escapeXml(title)}</h1>
<p class="lead">${escapeXml(words?.lead ?? leadOf(made, config))}</p>
<dl class="facts">${summaryFacts(made)
    .map(({ name, value }) => `<div><dt>${escapeXml(name)}</dt><dd>${escapeXml(value)}</dd></div>`)
    .join("")}</dl>
${warnings.length > 0 ? warningsHtml(warnings) : ""}
</header>
<nav aria-label="Parts"><ul>${parts
    .map(({ id, short }) => `<li><a href="#${id}">${escapeXml(short)}</a></li>`)
    .join("")}</ul></nav>
<main>
${parts.map(({ id, title: name, html }) => `<section id="${id}"><h2>${escapeXml(name)}</h2>\n${html}\n</section>`).join("\n")}
</main>
<footer>Made by cellscape ${escapeXml(String(record.version ?? ""))}. This file is self-contained and makes no network requests.</footer>
${jsonBlock(data, "map-data")}
<script>${script}</script>
</body>
</html>
`;
}

/** SHA-256 of text (as UTF-8) in base64, as a content security policy names an inline script. */
async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return bytesToBase64(new Uint8Array(hash));
}

function warningsHtml(warnings: readonly string[]): string {
  const items = warnings.map((each) => `<li>${escapeXml(each)}</li>`).join("");
  return `<aside class="warnings"><h2>Quality notes</h2><ul>${items}</ul></aside>`;
}

interface Recorded extends Pick<ReportOptions, "words"> {
  readonly record: Readonly<Record<string, unknown>>;
}

function methodsHtml(made: AnalysedArtifacts, config: Settings, { record, words }: Recorded): string {
  const { paragraphs, references } = methodsOf(made, config, {
    version: String(record.version ?? ""),
    engine: String(record.engine ?? "none"),
    analyses: analysisMethods,
    domains: words?.paragraph,
  });
  const text = paragraphs.map((each) => `<p>${escapeXml(each)}</p>`).join("\n");
  const list = references.map((each) => `<li>${escapeXml(each)}</li>`).join("\n");
  return `<div class="prose"><div id="methods-text">${text}<ol>${list}</ol></div>
<button type="button" id="copy-methods">Copy</button></div>`;
}
