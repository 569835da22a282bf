import type { AnalysedArtifacts } from "../analyses/registry.ts";
import { analysisMethods, analysisWarnings } from "../analyses/results.ts";
import { escapeXml } from "../figure/drawing/svg.ts";
import { methodsOf } from "../results/methods.ts";
import { fileName } from "../results/reported.ts";
import { reportWarnings } from "../results/warnings.ts";
import type { Settings } from "../run/options/settings.ts";
import { contentHtml, jsonBlock } from "./contentHtml.ts";
import { mapHtml } from "./mapHtml.ts";
import { pageData } from "./pageData.ts";
import { pageDocument } from "./pageDocument.ts";
import { type MadePage, makePages } from "./pages.ts";
import { figureScript } from "./script/figures.ts";
import { mapScript } from "./script/map.ts";
import { mapLayers } from "./script/mapLayers.ts";
import { partScript } from "./script/parts.ts";
import { tableScript } from "./script/tables.ts";
import { settingsHtml } from "./settingsHtml.ts";
import { leadOf, summaryFacts } from "./summary.ts";
import { textHtml } from "./textHtml.ts";

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
  const scripts = [tableScript, figureScript, partScript].map((each) => `(${each.toString()})();`);
  return pageDocument({
    title: `Domains of ${fileName(made)}`,
    version: String(record.version ?? ""),
    lead: words?.lead ?? leadOf(made, config),
    facts: summaryFacts(made),
    notes: [...reportWarnings(made), ...analysisWarnings(made)],
    parts,
    data: jsonBlock(data, "map-data"),
    script: [`(${mapScript.toString()})((${mapLayers.toString()})());`, ...scripts].join("\n"),
  });
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
  const text = paragraphs.map((each) => `<p>${textHtml(each)}</p>`).join("\n");
  const list = references.map((each) => `<li>${escapeXml(each)}</li>`).join("\n");
  return `<div class="prose"><div id="methods-text">${text}<ol>${list}</ol></div>
<button type="button" id="copy-methods">Copy</button></div>`;
}
