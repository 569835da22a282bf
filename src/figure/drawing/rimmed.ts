import { type TextOptions, text } from "./svg.ts";

/** Text with a white rim, so that it can be read above dots and lines. */
export function rimmed(content: string, options: TextOptions): string {
  const plain = text(content, options);
  // resvg lacks paint-order, so the rim is a text of its own below.
  return plain.replace("<text ", `<text stroke="#ffffff" stroke-width="3" stroke-linejoin="round" `) + plain;
}
