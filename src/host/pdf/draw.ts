import { lengthOf, plainStyle, type Style, styleOf } from "./style.ts";
import type { SvgElement } from "./svgTree.ts";

type Document = PDFKit.PDFDocument;

/** What drawing an element takes besides the element. */
interface Drawing {
  readonly document: Document;
  readonly style: Style;
  /** Size of the nearest document around it, of which lengths may be shares. */
  readonly width: number;
  readonly height: number;
  /** Pictures that were drawn before, which others repeat. */
  readonly pictures: Map<string, SvgElement>;
}

/**
 * Draw a figure in units of its px, at the origin of the document. Fonts `regular` and `bold` are registered.
 *
 * A group with an opacity gives it to each of its elements: dots of one colour are one path, so only colours that lie on each
 * other show it.
 */
export function drawSvg(document: Document, svg: SvgElement): void {
  const [width, height] = [lengthOf(svg, "width"), lengthOf(svg, "height")];
  drawChildren(svg, { document, style: plainStyle, width, height, pictures: new Map() });
}

function drawChildren({ children }: SvgElement, drawing: Drawing): void {
  for (const child of children) draw(child, { ...drawing, style: styleOf(child, drawing.style) });
}

function draw(element: SvgElement, drawing: Drawing): void {
  const painter = painters[element.name];
  if (!painter) throw new Error(`internal: a figure holds <${element.name}>, which PDF lacks`);
  const { document } = drawing;
  document.save();
  transform(document, element.attributes.get("transform") ?? "");
  painter(element, drawing);
  document.restore();
}

const painters: Readonly<Record<string, (element: SvgElement, drawing: Drawing) => void>> = {
  g: drawChildren,
  svg(element, drawing) {
    const [width, height] = [lengthOf(element, "width"), lengthOf(element, "height")];
    drawing.document.translate(lengthOf(element, "x"), lengthOf(element, "y")).rect(0, 0, width, height).clip();
    drawChildren(element, { ...drawing, width, height });
  },
  title() {},
  rect(element, drawing) {
    const { document, width, height } = drawing;
    const box = [lengthOf(element, "x"), lengthOf(element, "y")] as const;
    const size = [lengthOf(element, "width", width), lengthOf(element, "height", height)] as const;
    const radius = lengthOf(element, "rx");
    paint(element, drawing, () => {
      if (radius > 0) document.roundedRect(...box, ...size, radius);
      else document.rect(...box, ...size);
    });
  },
  circle(element, drawing) {
    const { document } = drawing;
    paint(element, drawing, () => {
      document.circle(lengthOf(element, "cx"), lengthOf(element, "cy"), lengthOf(element, "r"));
    });
  },
  path(element, drawing) {
    paint(element, drawing, () => drawing.document.path(element.attributes.get("d") ?? ""));
  },
  text: drawText,
  image(element, drawing) {
    const { document, style, pictures } = drawing;
    pictures.set(`#${element.attributes.get("id") ?? ""}`, element);
    const [width, height] = [lengthOf(element, "width"), lengthOf(element, "height")];
    document.opacity(style.opacity);
    document.image(element.attributes.get("xlink:href") ?? "", 0, 0, { width, height });
  },
  use(element, drawing) {
    const picture = drawing.pictures.get(element.attributes.get("xlink:href") ?? "");
    if (picture) draw(picture, drawing);
  },
};

function transform(document: Document, text: string): void {
  for (const [, name, list] of text.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = list.split(/[ ,]+/).map(Number);
    if (name === "translate") document.translate(a, b);
    else if (name === "scale") document.scale(a, b);
    else if (name === "rotate") document.rotate(a, { origin: [b, c] });
    else document.transform(a, b, c, d, e, f);
  }
}

/** Fill and stroke a shape. Lines without a fill of their own have none: their area is empty. */
function paint({ attributes }: SvgElement, { document, style }: Drawing, shape: () => void): void {
  const fill = isColor(style.fill) ? style.fill : undefined;
  const stroke = isColor(style.stroke) && style.strokeWidth > 0 ? style.stroke : undefined;
  if (fill === undefined && stroke === undefined) return;
  lines(document, style);
  const dash = attributes.get("stroke-dasharray");
  if (dash !== undefined) document.dash(Number(dash.split(" ")[0]), { space: Number(dash.split(" ")[1]) });
  document.fillOpacity(style.opacity * Number(attributes.get("fill-opacity") ?? 1));
  document.strokeOpacity(style.opacity * Number(attributes.get("stroke-opacity") ?? 1));
  shape();
  if (fill !== undefined && stroke !== undefined) document.fillAndStroke(fill, stroke);
  else if (fill !== undefined) document.fill(fill);
  else if (stroke !== undefined) document.stroke(stroke);
}

function drawText(element: SvgElement, { document, style }: Drawing): void {
  const { attributes, text } = element;
  const size = lengthOf(element, "font-size");
  document.font(attributes.has("font-weight") ? "bold" : "regular").fontSize(size);
  const anchor = attributes.get("text-anchor");
  const share = anchor === "middle" ? 0.5 : anchor === "end" ? 1 : 0;
  const x = lengthOf(element, "x") - share * document.widthOfString(text);
  const stroked = isColor(style.stroke);
  lines(document, style);
  document.fillColor(style.fill ?? "#000000", style.opacity);
  if (isColor(style.stroke)) document.strokeColor(style.stroke, style.opacity);
  document.text(text, x, lengthOf(element, "y"), {
    ...{ baseline: "alphabetic", lineBreak: false, fill: true, stroke: stroked },
  });
}

function lines(document: Document, { strokeWidth, round }: Style): void {
  document.lineWidth(strokeWidth);
  if (round) document.lineCap("round").lineJoin("round");
}

function isColor(value: string | undefined): value is string {
  return value !== undefined && value !== "none";
}
