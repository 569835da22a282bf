import { CellScapeError } from "../../core/errors.ts";
import type { Folder } from "../source.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** What a zarr store says of a group or an array. */
export interface ZarrNode {
  readonly kind: "group" | "array";
  readonly version: 2 | 3;
  readonly attributes: JsonObject;
  /** The description as it is stored: shape, chunks, codecs. */
  readonly description: JsonObject;
}

/** A description that holds those of everything below it may be long; text of any store is far shorter. */
const MOST_JSON = 2 ** 26;

/**
 * The description of a group or an array, in version 3 (`zarr.json`) or 2 (`.zgroup`, `.zarray`, `.zattrs`) of the
 * format; undefined where none lies.
 *
 * @throws bad-file when it is not JSON or says neither.
 */
export async function readZarrNode(folder: Folder, path: string): Promise<ZarrNode | undefined> {
  const at = (name: string) => (path === "" ? name : `${path}/${name}`);
  const node = await readJson(folder, at("zarr.json"));
  if (node !== undefined) {
    const { node_type: kind, attributes } = node;
    if (kind === "group" || kind === "array") {
      return { kind, version: 3, attributes: objectOf(attributes), description: node };
    }
    const expected = "a group or an array of zarr version 3";
    throw new CellScapeError(
      "bad-file",
      `${folder.name}: ${at("zarr.json")}: expected ${expected}, got ${String(kind)}`,
    );
  }
  for (const kind of ["array", "group"] as const) {
    const description = await readJson(folder, at(`.z${kind}`));
    if (description === undefined) continue;
    const attributes = await readJson(folder, at(".zattrs"));
    return { kind, version: 2, attributes: objectOf(attributes), description };
  }
  return undefined;
}

/** Whether a folder holds the description of a zarr group or array. */
export async function isZarr(folder: Folder, path = ""): Promise<boolean> {
  const names = await folder.list(path);
  return names.some((name) => name === "zarr.json" || name === ".zgroup" || name === ".zarray");
}

async function readJson(folder: Folder, path: string): Promise<JsonObject | undefined> {
  const source = await folder.open(path);
  if (source === undefined) return undefined;
  const wrong = (got: string, cause?: unknown) =>
    new CellScapeError("bad-file", `${folder.name}: ${path}: expected a JSON object, got ${got}`, { cause });
  if (source.size > MOST_JSON) throw wrong(`${source.size} bytes`);
  const bytes = await source.read(0, source.size);
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isObject(value)) return value;
  } catch (cause) {
    throw wrong("something else", cause);
  }
  throw wrong("another kind of value");
}

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The settings of a codec, a grid or the like; none where it has none. */
export const configurationOf = (value: unknown): JsonObject =>
  isObject(value) && isObject(value.configuration) ? value.configuration : {};

/** The root group in a folder: the folder itself or, as archives have it, the only folder inside of it. */
export async function zarrRoot(folder: Folder): Promise<string | undefined> {
  if (await isZarr(folder)) return "";
  const names = await folder.list();
  const [only] = names;
  if (names.length !== 1 || !only.endsWith("/")) return undefined;
  const root = only.slice(0, -1);
  return (await isZarr(folder, root)) ? root : undefined;
}
