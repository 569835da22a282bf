import { groupThousands } from "../figure/drawing/axes.ts";
import { escapeXml } from "../figure/drawing/svg.ts";
import type { PageData } from "./pageTypes.ts";

/** The map with what can be chosen on it. */
export function mapHtml(data: PageData): string {
  const { views, genes, one, picture } = data;
  const places = views.map(({ name }, at) => option(String(at), name)).join("");
  const sorted = [...(genes?.names ?? [])].sort();
  const first = genes?.names[0] ?? "";
  const list = sorted.map((name) => `<option value="${escapeXml(name)}">`).join("");
  const pictured = views.some(({ pictures = [] }) => pictures.length > 0);
  const sliders = pictured ? [slider("picture", "Picture", picture), slider("dots", capital(`${one}s`), 0.75)] : [];
  return `<div class="map" id="map"><div class="controls">
<label>Colour <select id="map-color" autocomplete="off">${colorings(data)}</select></label>
<label${genes ? "" : " hidden"}>Gene <input id="map-gene" list="map-genes" value="${escapeXml(first)}" size="18" autocomplete="off" spellcheck="false" aria-describedby="map-advice"></label>
<datalist id="map-genes">${list}</datalist>
<label${views.length > 1 ? "" : " hidden"}>Layout <select id="map-view" autocomplete="off">${places}</select></label>
${sliders.join("")}
<span class="buttons"><button type="button" id="map-in" aria-label="Zoom in">+</button><button type="button" id="map-out" aria-label="Zoom out">−</button><button type="button" id="map-all">Reset view</button><button type="button" id="map-save" title="Save the map as it is shown">PNG</button></span></div>
<p id="map-advice" class="advice" aria-live="polite" hidden></p>
<div class="stage"><div class="sheet plane" style="--aspect: ${aspectOf(views)}"><canvas role="img" tabindex="0" aria-label="Map of every ${one}; arrow keys go from ${one} to ${one}"></canvas><div id="map-scale" hidden></div><div id="map-tip" aria-live="polite" hidden></div></div><div id="map-legend"></div></div>
<p class="note">Hover over a ${one} for its name, domain, probability and expression of the gene${limits(data)}. Zoom with the buttons or Ctrl and the wheel, drag to pan, use the arrow keys to move from ${one} to ${one}.</p>
<noscript><p>This map and the tables need JavaScript, which your browser has switched off.</p></noscript></div>`;
}

/** Width over height of the tissue, within bounds. */
function aspectOf([{ width, height }]: PageData["views"]): string {
  return Math.max(0.8, Math.min(2.4, width / Math.max(height, 1e-9))).toFixed(2);
}

const option = (value: string, name: string) => `<option value="${value}">${escapeXml(name)}</option>`;

/** What the map can be coloured by: what was found, then the columns of the file. */
function colorings({ groups, values, genes, own }: PageData): string {
  const all = [
    ...groups.map(({ name }, at) => ({ html: option(`group:${at}`, name), own: at >= groups.length - own.groups })),
    ...values.map(({ name }, at) => ({ html: option(`value:${at}`, name), own: at >= values.length - own.values })),
  ];
  const htmlOf = (ofFile: boolean) => all.flatMap((each) => (each.own === ofFile ? [each.html] : [])).join("");
  const gene = genes && genes.names.length > 0 ? option("gene", "Expression of the gene") : "";
  const columns = htmlOf(true);
  return `${htmlOf(false)}${gene}${columns === "" ? "" : `<optgroup label="Columns of the file">${columns}</optgroup>`}`;
}

/** What the page has no room for. */
function limits({ genes, columnsLeft }: PageData): string {
  const left =
    genes && genes.left > 0
      ? `; ${groupThousands(genes.names.length)} of ${groupThousands(genes.names.length + genes.left)} genes are on this page, those of most interest first`
      : "";
  return left + (columnsLeft.length > 0 ? `; no room for the columns ${escapeXml(columnsLeft.join(", "))}` : "");
}

function slider(name: string, title: string, share: number): string {
  return `<label>${title} <input type="range" id="map-${name}" min="0" max="100" value="${Math.round(100 * share)}" autocomplete="off" aria-label="Opacity of the ${title.toLowerCase()}"></label>`;
}

function capital(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}
