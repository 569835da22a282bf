import { bytesToBase64 } from "../core/base64.ts";
import { escapeXml } from "../figure/drawing/svg.ts";
import { style } from "./style.ts";
import { textHtml } from "./textHtml.ts";

/** What a page holds. */
export interface PageContent {
  readonly title: string;
  readonly version: string;
  /** The first sentences. */
  readonly lead: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Quality notes, above everything else. */
  readonly notes: readonly string[];
  readonly parts: readonly PagePart[];
  /** Data for the script, as `jsonBlock` writes them. */
  readonly data?: string;
  /** The one script of the page. */
  readonly script: string;
}

export interface PagePart {
  /** Of the address, unique. */
  readonly id: string;
  readonly title: string;
  /** For the list of parts. */
  readonly short: string;
  readonly html: string;
}

/**
 * A self-contained page in the design of the report: it makes no network requests (its own policy forbids them), prints, and
 * follows the reader's light or dark preference.
 *
 * @returns HTML text.
 */
export async function pageDocument(content: PageContent): Promise<string> {
  const { title, version, lead, facts, notes, parts, data = "", script } = content;
  // Nothing but this one script may run, and nothing may be fetched.
  const policy = `default-src 'none'; script-src 'sha256-${await sha256(script)}'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="cellscape ${escapeXml(version)}">
<title>${escapeXml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<h1>${escapeXml(title)}</h1>
<p class="lead">${textHtml(lead)}</p>
<dl class="facts">${facts
    .map(({ name, value }) => `<div><dt>${escapeXml(name)}</dt><dd>${textHtml(value)}</dd></div>`)
    .join("")}</dl>
${notes.length > 0 ? notesHtml(notes) : ""}
</header>
<nav aria-label="Parts"><ul>${parts
    .map(({ id, short }) => `<li><a href="#${id}">${escapeXml(short)}</a></li>`)
    .join("")}</ul></nav>
<main>
${parts.map(({ id, title: name, html }) => `<section id="${id}"><h2>${escapeXml(name)}</h2>\n${html}\n</section>`).join("\n")}
</main>
<footer>Made by cellscape ${escapeXml(version)}. This file is self-contained and makes no network requests.</footer>
${data}
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

function notesHtml(notes: readonly string[]): string {
  const items = notes.map((each) => `<li>${textHtml(each)}</li>`).join("");
  return `<aside class="warnings"><h2>Quality notes</h2><ul>${items}</ul></aside>`;
}
