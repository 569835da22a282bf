/** Where the template of a page takes what its file is, and the file itself. */
export const marks = { about: "<!--about-->", file: "<!--file-->" } as const;

/**
 * A part of a page that its scripts read and the browser does not.
 *
 * @param base64 its bytes: names in it are no text of the page.
 */
export const partHtml = (name: string, base64: string): string =>
  `<script type="text/plain" data-part="${name}">${base64}</script>\n`;
