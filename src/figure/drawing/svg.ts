import { FONT_FAMILY, type TextStyle, textWidth, wrapText } from "./text.ts";

/** A piece of a figure with its size in px; its content lies in [0, width] x [0, height]. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/**
 * Colours of everything that is not data. A page with a dark ground replaces them; those of text on pale data stay, so
 * they have a value of their own.
 */
export const INK = { text: "#1f2730", onData: "#1f2731", soft: "#5c6773", line: "#8b95a1", grid: "#e6e9ed" } as const;

export interface PageOptions {
  readonly title?: string | undefined;
  /** One or more sentences below the title, wrapped to the width of the figure. */
  readonly subtitle?: string | undefined;
  readonly background?: string | undefined;
}

/** A whole SVG document: the body below its title, on a light background, with a margin. */
export function page(body: Block, { title = "", subtitle = "", background = "#ffffff" }: PageOptions = {}): string {
  const inner = Math.max(body.width, Math.min(MIN_TITLE_WIDTH, textWidth(title, TITLE) * SLACK));
  const heads = [
    ...wrapText(title, inner, TITLE).map((line) => label(line, { ...TITLE, fill: INK.text })),
    ...wrapText(subtitle, inner, SUBTITLE).map((line) => label(line, { ...SUBTITLE, fill: INK.soft })),
  ];
  const whole = stack(heads.length > 0 ? [stack(heads, { gap: 2 }), body] : [body], { gap: 14 });
  const width = num(Math.ceil(Math.max(inner, whole.width) + 2 * MARGIN));
  const height = num(Math.ceil(whole.height + 2 * MARGIN));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
    ` font-family="${FONT_FAMILY}" role="img" aria-label="${escapeXml(title)}">\n` +
    `<rect width="100%" height="100%" fill="${escapeXml(background)}"/>\n${at(MARGIN, MARGIN, whole.svg)}\n</svg>\n`
  );
}

export interface Arrangement {
  /** Space between neighbours in px. */
  readonly gap?: number;
  /** Where narrower blocks lie across the direction of the arrangement. */
  readonly align?: "start" | "middle" | "end";
}

/** Blocks below each other. */
export function stack(blocks: readonly Block[], { gap = 8, align = "start" }: Arrangement = {}): Block {
  const width = Math.max(0, ...blocks.map((block) => block.width));
  const parts: string[] = [];
  let height = 0;
  for (const block of blocks) {
    if (parts.length > 0) height += gap;
    parts.push(at((width - block.width) * SHARE[align], height, block.svg));
    height += block.height;
  }
  return { width, height, svg: parts.join("\n") };
}

/** Blocks next to each other. */
export function row(blocks: readonly Block[], { gap = 24, align = "start" }: Arrangement = {}): Block {
  const height = Math.max(0, ...blocks.map((block) => block.height));
  const parts: string[] = [];
  let width = 0;
  for (const block of blocks) {
    if (parts.length > 0) width += gap;
    parts.push(at(width, (height - block.height) * SHARE[align], block.svg));
    width += block.width;
  }
  return { width, height, svg: parts.join("\n") };
}

/** Blocks in rows of `columns`; columns are as wide and rows as high as their largest block. */
export function grid(blocks: readonly Block[], columns: number, gap = 24): Block {
  const rows: Block[] = [];
  const widths = Array.from({ length: Math.min(columns, blocks.length) }, (_, column) =>
    Math.max(...blocks.filter((_, i) => i % columns === column).map((block) => block.width)),
  );
  for (let i = 0; i < blocks.length; i += columns) {
    const cells = blocks.slice(i, i + columns).map((block, column) => ({ ...block, width: widths[column] }));
    rows.push(row(cells, { gap }));
  }
  return stack(rows, { gap });
}

export interface LabelOptions extends TextStyle {
  readonly fill?: string;
}

/** One line of text as a block whose width is estimated. */
export function label(content: string, { size, bold = false, fill = INK.text }: LabelOptions): Block {
  const svg = text(content, { x: 0, y: size * 0.95, size, bold, fill });
  return { width: textWidth(content, { size, bold }) * SLACK, height: size * 1.25, svg };
}

export interface TextOptions extends LabelOptions {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly anchor?: "start" | "middle" | "end";
  /** Degrees, clockwise, about (x, y). */
  readonly rotate?: number;
  /** Shown on hover: the whole name where the text is shortened. */
  readonly hint?: string;
}

/** A line of text. */
export function text(content: string, options: TextOptions): string {
  const { x, y, size, bold = false, fill = INK.text, anchor = "start", rotate = 0, hint } = options;
  const place = `x="${num(x)}" y="${num(y)}" font-size="${num(size)}" fill="${escapeXml(fill)}"`;
  const weight = bold ? ` font-weight="700"` : "";
  const side = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  const turn = rotate === 0 ? "" : ` transform="rotate(${num(rotate)} ${num(x)} ${num(y)})"`;
  const title = hint === undefined || hint === content ? "" : `<title>${escapeXml(hint)}</title>`;
  return `<text ${place}${weight}${side}${turn}>${title}${escapeXml(content)}</text>`;
}

/** An element without content; numbers are rounded, `undefined` attributes are left out. */
export function element(name: string, attributes: Readonly<Record<string, string | number | undefined>>): string {
  const parts = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [` ${key}="${typeof value === "number" ? num(value) : escapeXml(value)}"`];
  });
  return `<${name}${parts.join("")}/>`;
}

/** Content moved by (x, y). */
export function at(x: number, y: number, content: string): string {
  if (content === "") return "";
  if (num(x) === "0" && num(y) === "0") return content;
  return `<g transform="translate(${num(x)} ${num(y)})">${content}</g>`;
}

/** A number as short text with at most three decimals. */
export function num(value: number, decimals = 3): string {
  if (!Number.isFinite(value)) throw new Error(`internal: a figure holds the number ${value}`);
  const factor = 10 ** decimals;
  const rounded = Math.round(value * factor) / factor;
  return rounded === 0 ? "0" : String(rounded);
}

/** Text safe inside elements and attributes; characters that XML cannot hold become U+FFFD. */
export function escapeXml(content: string): string {
  return content.replace(FORBIDDEN, "\uFFFD").replace(/[&<>"]/g, (letter) => ENTITIES[letter]);
}

// Estimated widths get 4 % more room: hinting and kerning differ between renderers.
const SLACK = 1.04;
const MARGIN = 20;
const MIN_TITLE_WIDTH = 360;
const TITLE: TextStyle = { size: 16, bold: true };
const SUBTITLE: TextStyle = { size: 12 };
const SHARE = { start: 0, middle: 0.5, end: 1 } as const;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters and lone surrogates are forbidden in XML 1.0
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;
