import { CellScapeError } from "../../core/errors.ts";
import { isObject, type JsonObject } from "../zarr/node.ts";

/** An affine map of the plane: x' = a x + b y + c, y' = d x + e y + f. */
export type PlaneMap = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const IDENTITY: PlaneMap = [1, 0, 0, 0, 1, 0];

/** The system of coordinates that SpatialData gives every element unless told otherwise. */
const GLOBAL = "global";

/**
 * The map from an element's own coordinates to the common ones, out of its transformations.
 *
 * @param found the element's `coordinateTransformations`.
 * @param where names the element, for messages.
 * @returns the map, and the name of the system it leads to.
 * @throws unsupported for a kind of transformation that this build does not know; bad-file when one is malformed.
 * @see OME-NGFF, coordinate transformations, in the form that SpatialData writes
 */
export function planeMap(found: unknown, where: string): { map: PlaneMap; system: string } {
  const all = (Array.isArray(found) ? found : []).filter(isObject);
  const chosen = all.find((each) => systemOf(each) === GLOBAL) ?? all[0];
  if (chosen === undefined) return { map: IDENTITY, system: GLOBAL };
  return { map: mapOf(chosen, { where, axes: ["x", "y"], level: 0 }), system: systemOf(chosen) ?? GLOBAL };
}

/** One map after another. */
export function after(first: PlaneMap, then: PlaneMap): PlaneMap {
  const [a, b, c, d, e, f] = then;
  const [g, h, i, j, k, l] = first;
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f];
}

interface Place {
  readonly where: string;
  /** Axes in their order, where a transformation does not say them. */
  readonly axes: readonly string[];
  readonly level: number;
}

/** Scale of a level of a pyramid of images, in the order of its axes. */
export function scaleMap(found: unknown, axes: readonly string[], where: string): PlaneMap {
  const all = (Array.isArray(found) ? found : []).filter(isObject);
  return all.reduce<PlaneMap>((map, each) => after(map, mapOf(each, { where, axes, level: 0 })), IDENTITY);
}

function mapOf(found: JsonObject, place: Place): PlaneMap {
  const { type } = found;
  const from = axesOf(found.input) ?? place.axes;
  const to = axesOf(found.output) ?? from;
  const [x, y] = [from.indexOf("x"), from.indexOf("y")];
  if (x < 0 || y < 0) throw malformed(place, "axes x and y", from.join(", "));
  switch (type) {
    case "identity":
      return IDENTITY;
    case "scale": {
      const scale = numbers(found.scale, from.length, place);
      return [scale[x], 0, 0, 0, scale[y], 0];
    }
    case "translation": {
      const shift = numbers(found.translation, from.length, place);
      return [1, 0, shift[x], 0, 1, shift[y]];
    }
    case "affine": {
      const rows = Array.isArray(found.affine) ? found.affine : [];
      const [p, q] = [to.indexOf("x"), to.indexOf("y")].map((row) => numbers(rows[row], from.length + 1, place));
      return [p[x], p[y], p[from.length], q[x], q[y], q[from.length]];
    }
    case "sequence": {
      const steps = Array.isArray(found.transformations) ? found.transformations.filter(isObject) : [];
      if (place.level > 8) throw malformed(place, "sequences inside sequences to 8 levels", "more");
      const inner = { ...place, axes: from, level: place.level + 1 };
      return steps.reduce<PlaneMap>((map, step) => after(map, mapOf(step, inner)), IDENTITY);
    }
    default: {
      const got = `a transformation of the kind ${String(type)}`;
      throw new CellScapeError(
        "unsupported",
        `${place.where}: expected identity, scale, translation or affine, got ${got}`,
      );
    }
  }
}

function numbers(value: unknown, length: number, place: Place): number[] {
  if (Array.isArray(value) && value.length === length && value.every(Number.isFinite)) return value.map(Number);
  throw malformed(place, `a transformation of ${length} numbers`, JSON.stringify(value)?.slice(0, 80) ?? "nothing");
}

function systemOf({ output }: JsonObject): string | undefined {
  return isObject(output) && typeof output.name === "string" ? output.name : undefined;
}

function axesOf(system: unknown): string[] | undefined {
  if (!isObject(system) || !Array.isArray(system.axes)) return undefined;
  return system.axes.map((axis) => (isObject(axis) ? String(axis.name) : String(axis)));
}

function malformed({ where }: Place, expected: string, got: string): CellScapeError {
  return new CellScapeError("bad-file", `${where}: expected ${expected}, got ${got}`);
}
