/**
 * The font of every figure. Arimo, Liberation Sans, Arial and Helvetica share their letter widths, so a browser
 * without Arimo and a PNG rendered with it break and align text alike.
 */
export const FONT_FAMILY = "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif";

export interface TextStyle {
  /** Font size in px. */
  readonly size: number;
  readonly bold?: boolean;
}

/** Estimated width of a line of text in px, without a DOM: the advances of Arimo, kerning left out. */
export function textWidth(text: string, { size, bold = false }: TextStyle): number {
  let thousandths = 0;
  // Letters with accents are as wide as their base letter; NFD splits the accents off as separate marks.
  for (const letter of text.normalize("NFD")) thousandths += advance(letter, bold);
  return (thousandths * size) / 1000;
}

/** The text, shortened with an ellipsis in the middle (ends distinguish names) until it is at most `width` px wide. */
export function fitText(text: string, width: number, style: TextStyle): string {
  if (textWidth(text, style) <= width) return text;
  const letters = [...text];
  let low = 0;
  let high = letters.length - 1;
  while (low < high) {
    const kept = Math.ceil((low + high) / 2);
    if (textWidth(shortened(letters, kept), style) <= width) low = kept;
    else high = kept - 1;
  }
  return shortened(letters, low);
}

/** The text as lines of at most `width` px; a single word that is wider is shortened with an ellipsis. */
export function wrapText(text: string, width: number, style: TextStyle): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (word === "") continue;
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || textWidth(longer, style) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== "") lines.push(line);
  return lines.map((each) => fitText(each, width, style));
}

function shortened(letters: readonly string[], kept: number): string {
  const head = Math.ceil(kept * 0.65);
  const tail = kept - head;
  return `${letters.slice(0, head).join("").trimEnd()}…${letters
    .slice(letters.length - tail)
    .join("")
    .trimStart()}`;
}

/** Advance of one letter in thousandths of the font size. */
function advance(letter: string, bold: boolean): number {
  const code = letter.codePointAt(0)!;
  if (code < 32) return 0;
  if (code < 127) return (bold ? BOLD : REGULAR)[code - 32];
  if (code >= 0x300 && code < 0x370) return 0;
  // En dash, middle dot and the like; em dash and ellipsis; CJK, Hangul, full-width forms and emoji; all else.
  if (code === 0xb7) return 333;
  if (code === 0x2013) return 556;
  if (code === 0x2026 || code === 0x2014 || code >= 0x2e80) return 1000;
  return bold ? 760 : 720;
}

// Advances of U+0020 to U+007E, thousandths of an em, read from Arimo 1.33 with fontTools.
const REGULAR = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const BOLD = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
];
