import { groupThousands } from "../figure/drawing/axes.ts";
import { escapeXml } from "../figure/drawing/svg.ts";
import type { Content, PageFigure, PageTable } from "../results/page.ts";
import type { PageData } from "./pageData.ts";

/** A piece of content as HTML; the scripts of the page bring it to life. */
export function contentHtml(content: Exclude<Content, { kind: "map" }>): string {
  switch (content.kind) {
    case "text":
      return `<p>${escapeXml(content.text)}</p>`;
    case "figure":
      return figureHtml(content.figure);
    case "choice":
      return choiceHtml(content.label, content.figures);
    case "table":
      return tableHtml(content.table);
  }
}

/** Data for a script: JSON that cannot end its element early. */
export function jsonBlock(value: unknown, id?: string): string {
  const text = JSON.stringify(value).replaceAll("<", "\\u003c");
  return `<script type="application/json"${id ? ` id="${id}"` : ""}>${text}</script>`;
}

function figureHtml({ name, svg, caption }: PageFigure, hidden = false): string {
  const buttons = ["svg", "png"].map(
    (kind) => `<button type="button" data-as="${kind}" title="Save this figure">${kind.toUpperCase()}</button>`,
  );
  return `<figure data-name="${escapeXml(name)}"${hidden ? " hidden" : ""}><div class="sheet">${svg}</div>
<figcaption><span>${escapeXml(caption)}</span><span class="buttons">${buttons.join("")}</span></figcaption></figure>`;
}

function choiceHtml(label: string, figures: readonly PageFigure[]): string {
  const entries = figures.map(({ title }) => `<option>${escapeXml(title)}</option>`).join("");
  return `<div class="choice"><label>${escapeXml(label)} <select autocomplete="off">${entries}</select></label>
${figures.map((figure, at) => figureHtml(figure, at > 0)).join("\n")}</div>`;
}

function tableHtml(table: PageTable): string {
  const { title, caption, columns, rows } = table;
  const heads = columns.map(({ name, kind, hint }) => {
    const help = hint === undefined ? "" : ` title="${escapeXml(hint)}"`;
    return `<th class="${kind}" scope="col" aria-sort="none"${help}><button type="button">${escapeXml(name)}</button></th>`;
  });
  return `<div class="table"><div class="head"><h3>${escapeXml(title)}</h3><span class="buttons">
<input type="search" placeholder="Search" aria-label="Search ${escapeXml(title)}" autocomplete="off">
<button type="button" class="save">CSV</button></span></div>
${caption === undefined ? "" : `<p class="note">${escapeXml(caption)}</p>`}
<div class="scroll"><table><thead><tr>${heads.join("")}</tr></thead><tbody></tbody></table></div>
<button type="button" class="more" hidden></button>
${jsonBlock({ ...table, rows: rows.map((row) => row.map(compact)) })}</div>`;
}

/** Six digits are plenty, and nothing but a number or text passes through JSON. */
function compact(field: string | number | undefined): string | number | undefined {
  if (typeof field !== "number") return field;
  if (field === Number.POSITIVE_INFINITY) return "∞";
  if (field === Number.NEGATIVE_INFINITY) return "−∞";
  return Number.isFinite(field) ? Number(field.toPrecision(6)) : undefined;
}

/** The map with what can be chosen on it. */
export function mapHtml({ groups, values, views, genes, one }: PageData): string {
  const option = (value: string, name: string) => `<option value="${value}">${escapeXml(name)}</option>`;
  const colorings = [
    ...groups.map(({ name }, at) => option(`group:${at}`, name)),
    ...values.map(({ name }, at) => option(`value:${at}`, name)),
    ...(genes && genes.names.length > 0 ? [option("gene", "Expression of the gene")] : []),
  ];
  const places = views.map(({ name }, at) => option(String(at), name));
  const sorted = [...(genes?.names ?? [])].sort();
  const first = genes?.names[0] ?? "";
  const list = sorted.map((name) => `<option value="${escapeXml(name)}">`).join("");
  const left = genes && genes.left > 0 ? `; ${groupThousands(genes.names.length)} genes are available` : "";
  return `<div class="map" id="map"><div class="controls">
<label>Colour <select id="map-color" autocomplete="off">${colorings.join("")}</select></label>
<label${genes ? "" : " hidden"}>Gene <input id="map-gene" list="map-genes" value="${escapeXml(first)}" size="12" autocomplete="off" spellcheck="false"></label>
<datalist id="map-genes">${list}</datalist>
<label${views.length > 1 ? "" : " hidden"}>Layout <select id="map-view" autocomplete="off">${places.join("")}</select></label>
<span class="buttons"><button type="button" id="map-in" aria-label="Zoom in">+</button><button type="button" id="map-out" aria-label="Zoom out">−</button><button type="button" id="map-all">Reset view</button></span></div>
<div class="stage"><div class="sheet plane"><canvas role="img" tabindex="0" aria-label="Map of every ${one}; arrow keys go from ${one} to ${one}"></canvas><div id="map-scale" hidden></div><div id="map-tip" aria-live="polite" hidden></div></div><div id="map-legend"></div></div>
<p class="note">Hover over a ${one} for its name, domain, probability and expression of the gene${left}. Zoom with the buttons or Ctrl and the wheel, drag to pan, use the arrow keys to move from ${one} to ${one}.</p>
<noscript><p>This map and the tables need JavaScript, which your browser has switched off.</p></noscript></div>`;
}
