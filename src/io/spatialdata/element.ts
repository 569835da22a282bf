import { CellScapeError } from "../../core/errors.ts";
import type { Folder } from "../source.ts";
import { openZarrArray } from "../zarr/array.ts";
import { isObject, type JsonObject, readZarrNode } from "../zarr/node.ts";
import { labelCentroids } from "./labelCentroids.ts";
import { type Centroids, shapeCentroids } from "./shapes.ts";
import { after, IDENTITY, type PlaneMap, planeMap, scaleMap } from "./transform.ts";

/** Things that a table may annotate, with their places. */
export interface Element {
  readonly kind: "shapes" | "labels";
  /** By name, in the element's own coordinates. */
  readonly centroids: Centroids;
  /** From the element's coordinates to the common ones. */
  readonly map: PlaneMap;
  /** Name of the common coordinates. */
  readonly system: string;
  /** Whether the map changes anything. */
  readonly moved: boolean;
}

/**
 * The shapes or labels of SpatialData by their name.
 *
 * @param root of the store inside the folder.
 * @throws bad-file when there are none of that name; unsupported for other kinds of elements.
 */
export async function readElement(folder: Folder, root: string, name: string): Promise<Element> {
  for (const kind of ["shapes", "labels"] as const) {
    const path = [root, kind, name].filter((part) => part !== "").join("/");
    const node = await readZarrNode(folder, path);
    if (node === undefined) continue;
    const where = `${folder.name}: ${kind}/${name}`;
    if (kind === "shapes") {
      const { map, system } = planeMap(node.attributes.coordinateTransformations, where);
      return { kind, centroids: await shapeCentroids(folder, path), map, system, moved: moves(map) };
    }
    return { kind, ...(await readLabels(folder, path, { where, attributes: node.attributes })) };
  }
  const expected = `shapes or labels called ${name}, which the table annotates`;
  throw new CellScapeError("bad-file", `${folder.name}: expected ${expected}, got neither`);
}

/** A label image, at its full resolution. */
async function readLabels(
  folder: Folder,
  path: string,
  { where, attributes }: { where: string; attributes: JsonObject },
): Promise<Omit<Element, "kind">> {
  const ome = isObject(attributes.ome) ? attributes.ome : attributes;
  const [image] = Array.isArray(ome.multiscales) ? ome.multiscales.filter(isObject) : [];
  const [level] = Array.isArray(image?.datasets) ? image.datasets.filter(isObject) : [];
  const node = await readZarrNode(folder, `${path}/${String(level?.path)}`);
  if (image === undefined || level === undefined || node?.kind !== "array") {
    throw new CellScapeError("bad-file", `${where}: expected a label image with its resolutions, got none`);
  }
  const array = await openZarrArray(folder, `${path}/${String(level.path)}`, node);
  const named = Array.isArray(image.axes)
    ? image.axes.map((axis) => (isObject(axis) ? String(axis.name) : String(axis)))
    : [];
  const axes = named.length > 0 ? named : ["z", "y", "x"].slice(-array.info.shape.length);
  if (
    axes.length !== array.info.shape.length ||
    !axes.includes("x") ||
    !axes.includes("y") ||
    array.info.type !== "integer"
  ) {
    const got = `${array.info.typeName} [${array.info.shape}] with axes ${axes.join(", ")}`;
    throw new CellScapeError("bad-file", `${where}: expected whole numbers with axes y and x, got ${got}`);
  }
  const { map, system } = planeMap(image.coordinateTransformations, where);
  const whole = after(scaleMap(level.coordinateTransformations, axes, where), map);
  return { centroids: await labelCentroids(array, axes), map: whole, system, moved: moves(whole) };
}

const moves = (map: PlaneMap) => map.some((value, at) => value !== IDENTITY[at]);
