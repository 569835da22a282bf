import { withSingulars } from "../core/singular.ts";
import { escapeXml } from "../figure/drawing/svg.ts";

/** Prose of a page as HTML: escaped, with counts of 1 in the singular. */
export const textHtml = (text: string): string => escapeXml(withSingulars(text));
