import type { SvgElement } from "./svgTree.ts";

/** How an element is painted: its own attributes, or those of the groups around it. */
export interface Style {
  readonly fill: string | undefined;
  readonly stroke: string | undefined;
  readonly strokeWidth: number;
  readonly round: boolean;
  /** From 0 to 1, of everything in it. */
  readonly opacity: number;
}

export const plainStyle: Style = { fill: undefined, stroke: undefined, strokeWidth: 1, round: false, opacity: 1 };

/** The style of an element within that of its group. */
export function styleOf({ attributes }: SvgElement, group: Style): Style {
  const width = attributes.get("stroke-width");
  const caps = attributes.get("stroke-linecap") ?? attributes.get("stroke-linejoin");
  return {
    fill: attributes.get("fill") ?? group.fill,
    stroke: attributes.get("stroke") ?? group.stroke,
    strokeWidth: width === undefined ? group.strokeWidth : Number(width),
    round: caps === undefined ? group.round : caps === "round",
    opacity: group.opacity * Number(attributes.get("opacity") ?? 1),
  };
}

/** A length of an element; a share of `whole` where it is written so. */
export function lengthOf({ attributes }: SvgElement, name: string, whole = 0): number {
  const text = attributes.get(name) ?? "0";
  return text.endsWith("%") ? (whole * Number(text.slice(0, -1))) / 100 : Number(text);
}
