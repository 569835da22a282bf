import { CellScapeError } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import type { FolderReader, ReadOptions } from "../reader.ts";
import type { Folder, Source } from "../source.ts";
import { joinTenx } from "./dataset.ts";
import { flatSample, openFlat } from "./flat.ts";
import { openForLook } from "./h5.ts";
import { openTenxH5 } from "./h5Matrix.ts";
import { inspectTenx } from "./inspect.ts";
import type { TenxMatrix } from "./matrix.ts";
import { matrixPrefixes, type Open, openTenxMtx } from "./mtxMatrix.ts";
import { findPositions, readSurroundings, segmentation } from "./surroundings.ts";

const options = ["genome", "positionsFile"] as const;

/** What Space Ranger calls counts of spots and bins, and those of segmented cells. */
const spotCounts = "feature_bc_matrix";
const cellCounts = "feature_cell_matrix";

/** The reader of Space Ranger's output: counts and `spatial/`, in the folder itself or in `outs/`. */
export const visium: FolderReader = {
  takes: "folder",
  format: "visium",
  describes: "Visium output of Space Ranger (counts with spatial/)",
  options,
  matches: async (folder) => (await rootOf(folder)) !== undefined,
  async read(folder, given, task) {
    const root = await expectRoot(folder);
    return readAt(folder, root, given, task);
  },
  async inspect(folder) {
    const root = await expectRoot(folder);
    return inspectAt(folder, root, "visium");
  },
};

/** The reader of Visium HD: a folder of bins, each as Space Ranger writes a Visium sample. */
export const visiumHd: FolderReader = {
  takes: "folder",
  format: "visium-hd",
  describes: "Visium HD output of Space Ranger (binned_outputs)",
  options: ["bin", ...options],
  matches: async (folder) => (await binsOf(folder)).size > 0,
  async read(folder, { bin, ...given }, task) {
    const bins = await binsOf(folder);
    const { size, root } = chooseBin(folder, bins, bin);
    const dataset = await readAt(folder, root, given, task);
    const others = [...bins.keys()].filter((each) => each !== size);
    const taken = `bins of ${size} um were read`;
    const caveats = [
      ...(others.length > 0 && bin === undefined ? [`${taken}; --bin ${others.join(" or ")} takes others`] : []),
      ...(await segmentedChoice(folder)),
    ];
    return { ...dataset, notes: [...caveats, ...dataset.notes] };
  },
  async inspect(folder) {
    const bins = await binsOf(folder);
    const { size, root } = chooseBin(folder, bins, undefined);
    const found = await inspectAt(folder, root, "visium-hd");
    const sizes = [...bins.keys()].map((each) => (each === size ? `${each} (taken)` : `${each}`)).join(", ");
    return {
      ...found,
      choices: [`bins: ${sizes} um (--bin)`, ...(await segmentedChoice(folder)), ...(found.choices ?? [])],
    };
  },
};

/** The reader of the cells that Space Ranger 4 segments in Visium HD; where bins lie beside them, those are read. */
export const visiumHdCells: FolderReader = {
  takes: "folder",
  format: "visium-hd-cells",
  describes: "segmented cells of Visium HD (segmented_outputs of Space Ranger 4)",
  options,
  matches: async (folder) => (await cellsRootOf(folder)) !== undefined,
  async read(folder, given, task) {
    return readAt(folder, (await cellsRootOf(folder)) ?? "", given, task, cellCounts);
  },
  async inspect(folder) {
    return inspectAt(folder, (await cellsRootOf(folder)) ?? "", "visium-hd-cells", cellCounts);
  },
};

/** Where segmented cells lie in a folder, as a path to put before others; undefined when there are none. */
async function cellsRootOf(folder: Folder): Promise<string | undefined> {
  for (const root of ["", "segmented_outputs/", "outs/segmented_outputs/"]) {
    const names = await folder.list(root.replace(/\/$/, ""));
    const counted = names.some((name) => /^(filtered|raw)_feature_cell_matrix(\.h5|\/)$/.test(name));
    if (counted && names.includes(segmentation)) return root;
  }
  return undefined;
}

/** That cells were segmented too, and how to read them. */
async function segmentedChoice(folder: Folder): Promise<string[]> {
  const root = await cellsRootOf(folder);
  return root === undefined ? [] : [`segmented cells: give ${folder.name.replace(/[\\/]$/, "")}/${root.slice(0, -1)}`];
}

const DEFAULT_BIN = 8;

/** Bins by their side in micrometres, with their folders; none when it is no Visium HD output. */
async function binsOf(folder: Folder): Promise<Map<number, string>> {
  const bins = new Map<number, string>();
  for (const parent of ["", "binned_outputs", "outs/binned_outputs"]) {
    for (const name of await folder.list(parent)) {
      const [, size] = /^square_(\d{1,4})um\/$/.exec(name) ?? [];
      if (size !== undefined) bins.set(Number(size), `${parent === "" ? "" : `${parent}/`}${name}`);
    }
    if (bins.size > 0) break;
  }
  return new Map([...bins].sort(([a], [b]) => a - b));
}

function chooseBin(
  folder: Folder,
  bins: ReadonlyMap<number, string>,
  wanted: number | undefined,
): { size: number; root: string } {
  const size = wanted ?? (bins.has(DEFAULT_BIN) ? DEFAULT_BIN : Math.max(...bins.keys()));
  const root = bins.get(size);
  if (root !== undefined) return { size, root };
  const expected = `bins of ${[...bins.keys()].join(", ")} um (--bin)`;
  throw new CellScapeError("bad-option", `${folder.name}: expected ${expected}, got ${size}`);
}

/** The part of a folder that holds counts and `spatial/`, as a path to put before others; undefined when there is none. */
async function rootOf(folder: Folder): Promise<string | undefined> {
  for (const root of ["", "outs/"]) {
    const positions = (await folder.list(`${root}spatial`)).some((name) =>
      /^tissue_positions.*\.(csv|parquet)$/.test(name),
    );
    if (positions) return root;
  }
  return (await flatSample(folder)) === undefined ? undefined : "";
}

async function expectRoot(folder: Folder): Promise<string> {
  const root = await rootOf(folder);
  if (root === undefined)
    throw new CellScapeError("bad-file", `${folder.name}: expected spatial/ with positions, got none`);
  return root;
}

async function opening(folder: Folder, root: string): Promise<Open> {
  const open: Open = (path) => folder.open(`${root}${path}`);
  const prefix = root === "" ? await flatSample(folder) : undefined;
  return prefix === undefined ? open : openFlat(open, prefix);
}

async function readAt(
  folder: Folder,
  root: string,
  { genome, positionsFile }: ReadOptions,
  task: Task | undefined,
  counts = spotCounts,
) {
  const found = await findCounts(folder, root, counts);
  const matrix = found.kind === "h5" ? await openTenxH5(found.file, genome) : await found.open();
  const { metadata } = matrix;
  const library = (metadata.library_ids ?? libraryName(folder.name)).replaceAll("/", "_");
  const near = await readSurroundings(folder.name, await opening(folder, root), {
    given: positionsFile,
    library,
    metadata,
  });
  const dataset = await joinTenx(folder.name, matrix, near, { genome, task });
  const countsFrom = found.path;
  const raw = found.raw ? [`counts of all barcodes were taken (${found.path}), as there are no filtered ones`] : [];
  return { ...dataset, countsFrom, notes: [...raw, ...dataset.notes] };
}

async function inspectAt(folder: Folder, root: string, format: string, counts = spotCounts) {
  const found = await findCounts(folder, root, counts);
  const look = found.kind === "h5" ? await openForLook(found.file) : { matrix: await found.open() };
  const positionsFrom = (await findPositions(await opening(folder, root)))?.from;
  const matrix: TenxMatrix = { ...look.matrix, countsFrom: found.path };
  return inspectTenx({ name: folder.name, format, positionsFrom, ...look, matrix });
}

type Counts = { readonly path: string; readonly raw: boolean } & (
  | { readonly kind: "h5"; readonly file: Source }
  | { readonly kind: "mtx"; readonly open: () => Promise<TenxMatrix> }
);

/** Counts as Space Ranger names them, filtered ones first, HDF5 before text; a download may have put a name before. */
async function findCounts(folder: Folder, root: string, counts: string): Promise<Counts> {
  const names = await folder.list(root.replace(/\/$/, ""));
  for (const kind of ["filtered", "raw"]) {
    const raw = kind === "raw";
    const h5 = names.find((name) => new RegExp(`(^|[_.-])${kind}_${counts}\\.h5$`).test(name));
    const file = h5 && (await folder.open(`${root}${h5}`));
    if (h5 && file) return { path: h5, raw, kind: "h5", file };
    const inner = `${kind}_${counts}`;
    const files = await folder.list(`${root}${inner}`);
    const [prefix] = matrixPrefixes(files);
    if (prefix === undefined) continue;
    const open: Open = (path) => folder.open(`${root}${inner}/${path}`);
    return { path: inner, raw, kind: "mtx", open: () => openTenxMtx(open, prefix, `${folder.name}/${root}${inner}`) };
  }
  const others = names.filter((name) => name.endsWith(".h5")).join(", ");
  const got = others === "" ? "neither" : `${others}; give that file instead`;
  throw new CellScapeError(
    "bad-file",
    `${folder.name}: expected filtered_${counts}.h5 or filtered_${counts}/ (or raw_), got ${got}`,
  );
}

/** `lymph_node/outs` is `lymph_node`. */
function libraryName(name: string): string {
  const parts = name.split(/[\\/]/).filter((part) => !["", ".", "..", "outs", "segmented_outputs"].includes(part));
  return parts.at(-1) ?? "tissue";
}
