import { CellScapeError } from "../../core/errors.ts";
import type { Folder } from "../source.ts";
import type { NumericArray } from "../stored/numbers.ts";
import type { BlockRequest } from "../stored/reading.ts";
import type { ArrayInfo, AttributeValue, StoredTree } from "../stored/tree.ts";
import { openZarrArray, type ZarrArray } from "./array.ts";
import { type JsonObject, readZarrNode } from "./node.ts";

/** A group or an array whose description has been read. */
interface Node {
  readonly attributes: JsonObject;
  readonly children: string[];
  /** Undefined for groups; an error for arrays that cannot be read. */
  readonly array?: ZarrArray | CellScapeError;
}

/** All of an array. */
type Whole = NumericArray | readonly string[] | CellScapeError;

/** Groups and arrays of a store: AnnData has tens to hundreds. */
const MOST_NODES = 20_000;
const MOST_LEVELS = 12;

/**
 * Open a zarr store, version 2 or 3, in full or in part. Descriptions are read here; numbers are read in blocks with
 * `block`, or in full with `load`, after which `numbers` and `strings` have them at hand.
 *
 * @param root path of the root group inside the folder; empty for the folder itself.
 * @param parts paths below the root that are opened with all below them, `uns/spatial`; all when not given.
 * @throws bad-file when there is no group or a description is damaged.
 */
export async function openZarr(folder: Folder, root: string, parts?: readonly string[]): Promise<ZarrTree> {
  const nodes = new Map<string, Node>();
  const isWanted = (path: string) =>
    parts?.some((part) => `${path}/`.startsWith(`${part}/`) || part.startsWith(`${path}/`)) ?? true;
  async function enter(path: string): Promise<boolean> {
    const inside = [root, path].filter((part) => part !== "").join("/");
    const found = await readZarrNode(folder, inside);
    if (found === undefined) return false;
    if (nodes.size >= MOST_NODES || path.split("/").length > MOST_LEVELS) {
      const most = `${MOST_NODES} groups and arrays in ${MOST_LEVELS} levels`;
      throw new CellScapeError("bad-file", `${folder.name}: expected at most ${most}, got more`);
    }
    const { attributes } = found;
    const children: string[] = [];
    if (found.kind === "array") {
      nodes.set(path, { attributes, children, array: await openZarrArray(folder, inside, found).catch(ownError) });
      return true;
    }
    nodes.set(path, { attributes, children });
    for (const entry of await folder.list(inside)) {
      const name = entry.slice(0, -1);
      const inner = path === "" ? name : `${path}/${name}`;
      if (entry.endsWith("/") && isWanted(inner) && (await enter(inner))) children.push(name);
    }
    return true;
  }
  if (await enter("")) return new ZarrTree(folder.name, nodes);
  throw new CellScapeError("bad-file", `${folder.name}: expected a zarr group, got a folder without its description`);
}

/** A zarr store whose descriptions have been read. */
export class ZarrTree implements StoredTree {
  readonly name: string;
  private readonly nodes: ReadonlyMap<string, Node>;
  private readonly loaded = new Map<string, Whole>();

  constructor(name: string, nodes: ReadonlyMap<string, Node>) {
    this.name = name;
    this.nodes = nodes;
  }

  kind(path: string): "group" | "dataset" | undefined {
    const node = this.nodes.get(plain(path));
    return node && (node.array ? "dataset" : "group");
  }

  keys(path: string): string[] {
    return [...(this.nodes.get(plain(path))?.children ?? [])];
  }

  hasAttribute(path: string, name: string): boolean {
    return Object.hasOwn(this.nodes.get(plain(path))?.attributes ?? {}, name);
  }

  attribute(path: string, name: string): AttributeValue | undefined {
    const value = this.json(path, name);
    if (Array.isArray(value)) return value.every(isPlain) ? value : undefined;
    return isPlain(value) ? value : undefined;
  }

  text(path: string, name: string): string | undefined {
    const value = this.json(path, name);
    return typeof value === "string" ? value : undefined;
  }

  /** An attribute of any shape. */
  json(path: string, name: string): unknown {
    return this.hasAttribute(path, name) ? this.nodes.get(plain(path))?.attributes[name] : undefined;
  }

  info(path: string): ArrayInfo {
    return this.array(path).info;
  }

  numbers(path: string, from?: readonly number[], count?: readonly number[]): NumericArray {
    const whole = this.atHand(path);
    if (!ArrayBuffer.isView(whole)) throw this.wrong(path, "numbers");
    if (from === undefined || count === undefined) return whole;
    const [, ...spans] = this.info(path).shape;
    const width = spans.reduce((product, span) => product * span, 1);
    return whole.subarray(from[0] * width, (from[0] + count[0]) * width);
  }

  strings(path: string): string[] {
    const whole = this.atHand(path);
    if (ArrayBuffer.isView(whole)) throw this.wrong(path, "a list of strings");
    return [...whole];
  }

  records(path: string): never {
    throw this.wrong(path, "a table of columns");
  }

  /** Read every array at or below a path. What cannot be read fails when it is requested. */
  async load(path: string): Promise<void> {
    for (const [at, { array }] of this.nodes) {
      if (array === undefined || array instanceof CellScapeError || this.loaded.has(at)) continue;
      if (path !== "" && at !== path && !at.startsWith(`${path}/`)) continue;
      const whole = array.info.type === "string" ? array.strings() : array.numbers();
      this.loaded.set(at, await whole.catch(ownError));
    }
  }

  /** A block of numbers, read now. */
  async block({ path, from, count }: BlockRequest): Promise<NumericArray> {
    return this.array(path).numbers(from, count);
  }

  private array(path: string): ZarrArray {
    const node = this.nodes.get(plain(path));
    if (node?.array instanceof CellScapeError) throw node.array;
    if (node?.array) return node.array;
    const got = node ? "a group" : "nothing";
    throw new CellScapeError("bad-file", `${this.name}: expected an array at ${plain(path)}, got ${got}`);
  }

  private atHand(path: string): Exclude<Whole, CellScapeError> {
    this.array(path);
    const whole = this.loaded.get(plain(path));
    if (whole === undefined) throw new Error(`internal: ${path} was not loaded`);
    if (whole instanceof CellScapeError) throw whole;
    return whole;
  }

  private wrong(path: string, expected: string): CellScapeError {
    const { typeName, shape } = this.info(path);
    const got = `${typeName} [${shape}]`;
    return new CellScapeError("bad-file", `${this.name}: expected ${expected} in ${plain(path)}, got ${got}`);
  }
}

const plain = (path: string) => path.replace(/^\//, "");

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** Errors of ours are kept for the moment in which the array is requested; others are not expected. */
function ownError(error: unknown): CellScapeError {
  if (error instanceof CellScapeError) return error;
  throw error;
}
