import Papa from "papaparse";
import { z } from "zod";
import { CellScapeError } from "../../core/errors.ts";
import { type OpenFile, textOf } from "../inputs.ts";

/** What a file of hints holds. */
export type HintFile = NamedHints | HintAreas;

/** Cells by name. */
export interface NamedHints {
  /** The file, for messages. */
  readonly from: string;
  readonly kind: "cells";
  readonly rows: readonly { readonly cell: string; readonly label: string; readonly line: number }[];
}

/** Areas of the tissue, in the unit of the positions. */
export interface HintAreas {
  readonly from: string;
  readonly kind: "areas";
  readonly areas: readonly HintArea[];
}

export interface HintArea {
  readonly label: string;
  /** The sample that it lies in, where it is named. */
  readonly sample: string | undefined;
  /** Rings of all polygons, holes among them: a point is inside where an odd number of rings encloses it. */
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

/** What steps find of it. */
export interface HintInput {
  readonly hints?: HintFile;
}

/**
 * Read labels of some cells: delimited text with a header and the columns cell and label, or GeoJSON whose polygons have a
 * property `label` (or `classification.name`, as QuPath writes it) and, with several samples, `sample`.
 *
 * @throws bad-file for what is neither, a line without a cell or label, and a cell with two labels.
 */
export async function readHintFile(path: string, open: OpenFile): Promise<HintFile> {
  const text = await textOf(path, "--hints", open);
  return /^\s*[{[]/.test(text) ? areasOf(text, path) : rowsOf(text, path);
}

function refuse(path: string, expected: string, got: string): CellScapeError {
  return new CellScapeError("bad-file", `--hints ${path}: expected ${expected}, got ${got}`);
}

function rowsOf(text: string, path: string): NamedHints {
  const { data: lines } = Papa.parse<string[]>(text, { skipEmptyLines: "greedy", transform: (value) => value.trim() });
  const [titles = [], ...fields] = lines;
  const header = titles.map((title) => title.toLowerCase());
  const [cellAt, labelAt] = [header.indexOf("cell"), header.indexOf("label")];
  if (cellAt < 0 || labelAt < 0) {
    throw refuse(path, "a header with the columns cell and label", titles.join(", ") || "an empty file");
  }
  const rows = fields.flatMap((row, at) => {
    const [cell, label] = [row[cellAt] || undefined, row[labelAt] || undefined];
    // A cell that waits for its label, as in label_next.csv.
    if (cell !== undefined && label === undefined) return [];
    if (cell === undefined || label === undefined) throw refuse(path, `a cell in line ${at + 2}`, "none");
    return [{ cell, label, line: at + 2 }];
  });
  if (rows.length === 0) throw refuse(path, "a line with a cell and its label", "none");
  return { from: path, kind: "cells", rows };
}

const ring = z.array(z.tuple([z.number(), z.number()]).rest(z.number())).min(4);
const polygon = z.object({ type: z.literal("Polygon"), coordinates: z.array(ring).min(1) });
const multiPolygon = z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ring).min(1)).min(1) });
const featureSchema = z.object({
  type: z.literal("Feature"),
  geometry: z.discriminatedUnion("type", [polygon, multiPolygon]),
  properties: z
    .object({
      label: z.union([z.string(), z.number()]).optional(),
      sample: z.union([z.string(), z.number()]).optional(),
      classification: z.object({ name: z.string() }).optional(),
    })
    .nullable(),
});

function areasOf(text: string, path: string): HintAreas {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new CellScapeError("bad-file", `--hints ${path}: expected GeoJSON, got text that is not JSON`, { cause });
  }
  const areas = featuresIn(parsed).map((feature, at): HintArea => {
    const { data, error } = featureSchema.safeParse(feature);
    if (!data) {
      const [{ path: where, message }] = error.issues;
      throw refuse(path, "features that are polygons", `feature ${at + 1} (${where.join("/")}: ${message})`);
    }
    const { geometry, properties } = data;
    const label = properties?.label ?? properties?.classification?.name;
    if (label === undefined || label === "") {
      throw refuse(path, "a property label of each area", `feature ${at + 1} without it`);
    }
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const rings = polygons.flat().map((points) => points.map(([x, y]) => [x, y] as const));
    return { label: String(label), sample: properties?.sample?.toString(), rings };
  });
  if (areas.length === 0) throw refuse(path, "areas", "none");
  return { from: path, kind: "areas", areas };
}

/** The features of a collection, of a list of features, or the only one. */
function featuresIn(parsed: unknown): readonly unknown[] {
  if (Array.isArray(parsed)) return parsed;
  if (typeof parsed === "object" && parsed !== null && "features" in parsed && Array.isArray(parsed.features)) {
    return parsed.features;
  }
  return [parsed];
}
