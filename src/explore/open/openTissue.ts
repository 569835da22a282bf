import { CellScapeError } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Matrix } from "../../data/matrix.ts";
import { readAnnotations, readGenes, readObsm, readPictures } from "../../io/anndata/h5ad.ts";
import { type Opened, openDataset } from "../../io/open.ts";
import type { Input, Source } from "../../io/source.ts";
import { withKnownUnit } from "../../preprocess/units/knownUnit.ts";
import { isLayoutKey } from "../layouts/layout.ts";
import type { ExploredTissue } from "../tissue.ts";

/** A data set that is opened: what is drawn first, and what is read afterwards. */
export interface OpenedTissue {
  readonly tissue: ExploredTissue;
  /** An .h5ad: results and edits can be written beside what it holds. */
  readonly isAnnData: boolean;
  /** Its genes, before their counts are read. */
  readonly genes: () => Promise<Pick<Dataset, "genes" | "var">>;
  /** Counts, and pictures of the tissue. It is read once. */
  readonly rest: (task?: Task) => Promise<Dataset>;
  /** Pictures of the tissue, micrometres in a unit of the positions where they are known, and whether rows are spots of a lattice. */
  readonly pictures: () => Promise<Pick<ExploredTissue, "pictures" | "unitUm" | "spots">>;
  /** The embedding that a run found its domains in; undefined where the file is no result. */
  readonly embedding: () => Promise<Matrix | undefined>;
}

/**
 * Open a file or folder of any format. An .h5ad gives positions and annotations first and is read for its counts later;
 * others are read at once.
 *
 * @throws as `openDataset` and its readers.
 */
export async function openTissue(input: Input, task?: Task): Promise<OpenedTissue> {
  const opened = await openDataset(input);
  if (opened.format === "h5ad" && input.kind === "file") return openAnnData(input, opened);
  const dataset = await withKnownUnit(await opened.read({}, task));
  const tissue = tissueOf(dataset);
  return {
    tissue,
    isAnnData: false,
    genes: async () => dataset,
    rest: async () => dataset,
    pictures: async () => tissue,
    embedding: async () => undefined,
  };
}

async function openAnnData(source: Source, opened: Opened): Promise<OpenedTissue> {
  const { cells, obs, positions, positionsFrom, embeddings: keys, colors } = await readAnnotations(source);
  const embeddings = new Map<string, Matrix>();
  for (const key of keys) {
    if (`obsm/${key}` === positionsFrom || !/umap|tsne|draw_graph|phate|mde/i.test(key)) continue;
    const matrix = await readObsm(source, key);
    if (isLayoutKey(key, matrix) && matrix.rows === cells.length) embeddings.set(layoutTitle(key), matrix);
  }
  const tissue: ExploredTissue = {
    ...{ name: source.name, cells, obs, colors, positions, embeddings },
    ...{ unitUm: undefined, spots: false, samples: undefined, pictures: [] },
  };
  const own = ownEmbeddings.find((key) => keys.includes(key)) ?? keys.find((key) => /^X_cellscape/.test(key));
  return {
    ...{ tissue, isAnnData: true },
    genes: () => readGenes(source),
    rest: (task) => opened.read({}, task),
    async pictures() {
      const found = await readPictures(source);
      const placed = { ...datasetOf(tissue, positionsFrom), ...found };
      const { unitUm, spots = false } = await withKnownUnit(placed);
      return { pictures: picturesOf(found), unitUm, spots };
    },
    embedding: async () => (own === undefined ? undefined : readObsm(source, own)),
  };
}

/** Keys of the embeddings in which domains are found, the usual one first. */
const ownEmbeddings = ["X_cellscape_spatial", "X_cellscape"];

/** The tissue as a data set without genes, for what looks at cells alone. */
function datasetOf({ name, cells, obs, positions }: ExploredTissue, positionsFrom: string): Dataset {
  const starts = new Uint32Array(cells.length + 1);
  const none = { rows: cells.length, columns: 0, starts, indices: new Uint32Array(0), values: new Float32Array(0) };
  return {
    ...{ name, cells, obs, positions, positionsFrom, genes: [], counts: none, countsFrom: "X" },
    ...{ var: { rows: 0, columns: new Map() }, notes: [], losses: [] },
  };
}

function tissueOf({ name, cells, obs, positions, unitUm, spots, samples, ...pictures }: Dataset): ExploredTissue {
  return {
    ...{ name, cells, obs, positions, unitUm, spots: spots ?? false },
    ...{ colors: new Map(), embeddings: new Map() },
    samples: samples && {
      ...{ kind: "category", name: samples.column, ordered: false, overlap: true },
      ...{ codes: samples.codes, categories: samples.names },
    },
    pictures: picturesOf(pictures),
  };
}

/** The pictures of a data set, of one sample or of several. */
export function picturesOf({ tissue, tissues = [] }: Pick<Dataset, "tissue" | "tissues">): ExploredTissue["pictures"] {
  return tissue ? [tissue, ...tissues] : tissues;
}

/** The rows of all cells that the cells of a data set are; undefined where they are all of them. */
export function rowsAmong({ kept, cells, name }: Dataset, all: number): Uint32Array | undefined {
  if (kept) return kept.rows;
  if (cells.length === all) return undefined;
  throw new CellScapeError("bad-data", `${name}: expected counts of ${all} cells, got ${cells.length}`);
}

/** `X_umap` as `UMAP`, `X_umap_intrinsic` as `UMAP intrinsic`. */
function layoutTitle(key: string): string {
  return key
    .replace(/^X_/, "")
    .replaceAll("_", " ")
    .replace(/\b(umap|tsne|mde|phate)\b/gi, (word) => word.toUpperCase());
}
