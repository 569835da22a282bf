import { escapeXml, INK, num, text } from "./svg.ts";
import { fitText, textWidth } from "./text.ts";

const title = { size: 15, bold: true } as const;
/** Height in px that a title takes, and its distance to the left edge: the margin of figures. */
const room = 34;
const margin = 20;
const mostWidth = 640;

/** A figure below a title, as it is saved alone; one that has a title already stays as it is. */
export function titled(svg: string, name: string): string {
  const [, width, height] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  if (width === undefined || height === undefined || name === "" || !svg.includes(' aria-label=""')) return svg;
  // A narrow figure grows to its title, up to a width of which a longer one is shortened.
  const wanted = Math.min(mostWidth, textWidth(name, title) * 1.04 + 2 * margin);
  const [w, h] = [Math.ceil(Math.max(Number(width), wanted)), Number(height) + room];
  const font = / font-family="[^"]*"/.exec(svg)?.[0] ?? "";
  const head = text(fitText(name, w - 2 * margin, title), {
    x: margin,
    y: margin + 8,
    ...title,
    fill: INK.text,
    hint: name,
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${num(w)}" height="${num(h)}" viewBox="0 0 ${num(w)} ${num(h)}"${font} role="img" aria-label="${escapeXml(name)}">\n` +
    `<rect width="100%" height="100%" fill="#ffffff"/>\n${head}\n` +
    `${svg
      .trimEnd()
      .replace("<svg ", `<svg y="${room}" `)
      .replace(/ role="img" aria-label=""/, "")}\n</svg>\n`
  );
}
