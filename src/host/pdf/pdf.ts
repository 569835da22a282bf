import { CellScapeError } from "../../core/errors.ts";
import { drawSvg } from "./draw.ts";
import { svgTree } from "./svgTree.ts";

export interface PdfOptions {
  /** Width of the page in points; its height follows. */
  readonly width: number;
  /** Font files, regular and bold. */
  readonly fonts: readonly Uint8Array[];
}

/**
 * An SVG figure as a PDF of one page: vectors, with the letters of its fonts that it uses.
 *
 * @throws unsupported where the optional package is not installed.
 */
export async function pdfFrom(svg: string, { width, fonts: [regular, bold] }: PdfOptions): Promise<Uint8Array> {
  const Document = await pdfkit();
  const [, w, h] = /^<svg[^>]* viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  if (w === undefined || h === undefined) throw new Error("internal: a figure has a view box from 0 0");
  const size: [number, number] = [width, (width * Number(h)) / Number(w)];
  // The same figure gives the same bytes: no time is written.
  const info = { CreationDate: new Date(0), ModDate: new Date(0), Producer: "cellscape", Creator: "cellscape" };
  // No font but those that are given: a page has no others.
  const document = new Document({ size, margin: 0, info, compress: true, font: "" });
  const parts: Uint8Array[] = [];
  const whole = new Promise<void>((resolve, reject) => {
    document.on("data", (part: Uint8Array) => parts.push(part));
    document.on("end", resolve);
    document.on("error", reject);
  });
  document.registerFont("regular", regular);
  document.registerFont("bold", bold);
  document.scale(width / Number(w));
  drawSvg(document, svgTree(svg));
  document.end();
  await whole;
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function pdfkit() {
  try {
    return (await import("pdfkit")).default;
  } catch (cause) {
    const way = "install the optional package pdfkit, or choose --format svg";
    throw new CellScapeError("unsupported", `--format pdf: expected a package that writes PDF, got none; ${way}`, {
      cause,
    });
  }
}
