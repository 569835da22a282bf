/** An element of a figure. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly SvgElement[];
  /** Text in it, without that of its elements. */
  readonly text: string;
}

interface Open extends SvgElement {
  readonly children: SvgElement[];
  text: string;
}

/**
 * The elements of a figure, as `figure/drawing/svg.ts` writes them: no comments, no style sheets, attributes in double quotes.
 *
 * @throws Error for text that is not such a document.
 */
export function svgTree(svg: string): SvgElement {
  const root: Open = { name: "", attributes: new Map(), children: [], text: "" };
  const open: Open[] = [root];
  for (const [, closing, name, attributes, alone, text] of svg.matchAll(TOKEN)) {
    const parent = open[open.length - 1];
    if (text !== undefined) parent.text += unescaped(text);
    else if (closing !== "") open.pop();
    else {
      const made: Open = { name, attributes: attributesOf(attributes), children: [], text: "" };
      parent.children.push(made);
      if (alone === "") open.push(made);
    }
    if (open.length === 0) break;
  }
  const [whole] = root.children;
  if (open.length !== 1 || whole?.name !== "svg") throw new Error("internal: expected a whole SVG figure");
  return whole;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(Array.from(text.matchAll(ATTRIBUTE), ([, name, value]) => [name, unescaped(value)]));
}

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name]);
}

const TOKEN = /<(\/?)([A-Za-z]+)((?: [\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = / ([\w:-]+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
