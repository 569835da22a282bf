import { escapeXml } from "../figure/drawing/svg.ts";
import type { Content, PageFigure, PageTable } from "../results/page.ts";
import { textHtml } from "./textHtml.ts";

/** A piece of content as HTML; the scripts of the page bring it to life. */
export function contentHtml(content: Exclude<Content, { kind: "map" }>): string {
  switch (content.kind) {
    case "text":
      return `<p>${textHtml(content.text)}</p>`;
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
<figcaption><span>${textHtml(caption)}</span><span class="buttons">${buttons.join("")}</span></figcaption></figure>`;
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
  const explained = columns.flatMap(({ name, hint }) =>
    hint === undefined ? [] : [`<b>${escapeXml(name)}</b>: ${escapeXml(hint)}`],
  );
  return `<div class="table"><div class="head"><h3>${escapeXml(title)}</h3><span class="buttons">
<input type="search" placeholder="Search" aria-label="Search ${escapeXml(title)}" autocomplete="off">
<button type="button" class="save">CSV</button></span></div>
${caption === undefined ? "" : `<p class="note">${textHtml(caption)}</p>`}
${explained.length === 0 ? "" : `<p class="note">${explained.join("; ")}.</p>`}
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
