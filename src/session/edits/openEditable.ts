import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { EditedTissue } from "../../explore/edits/editKind.ts";
import { type EditRecord, editsFromUns, editsKey } from "../../explore/edits/editRecord.ts";
import type { Labelled } from "../../explore/edits/labelled.ts";
import { layoutOf } from "../../explore/layouts/layout.ts";
import { openTissue } from "../../explore/open/openTissue.ts";
import { withSamples } from "../../explore/open/samples.ts";
import type { ExploredTissue } from "../../explore/tissue.ts";
import type { Host } from "../../host/host.ts";
import { type Annotated, readAnnotations, readObsm } from "../../io/anndata/h5ad.ts";
import { readUns } from "../../io/anndata/uns.ts";
import { openDataset } from "../../io/open.ts";
import type { Source } from "../../io/source.ts";
import { resultKeys } from "../../run/resultKeys.ts";
import { type OpenedResult, openStored } from "../read/openStored.ts";
import { hintedCells } from "./hintedCells.ts";

/** A data set whose columns can be edited. */
export interface Editable {
  /** For messages. */
  readonly name: string;
  /** The columns as the file holds them. */
  readonly labelled: Labelled;
  readonly tissue: EditedTissue;
  /** What a run left in it; undefined for other files. */
  readonly stored: OpenedResult | undefined;
  /** The edits that the file holds already. */
  readonly held: EditRecord | undefined;
}

/** An .h5ad, which can hold the edits. */
export interface EditableFile extends Editable {
  readonly source: Source;
  readonly annotated: Annotated;
}

/**
 * Open an .h5ad for edits. Counts are not read.
 *
 * @param column that edits begin with: a run that named it (`--key`) is the run of the edits.
 * @throws unsupported for other formats; bad-file where it is no AnnData, or holds edits that cannot be read.
 */
export async function openEditable(host: Host, path: string, column?: string): Promise<EditableFile> {
  const source = await expectAnnData(host, path);
  const annotated = await readAnnotations(source);
  const { cells, obs, positions, colors } = annotated;
  const held = await editsIn(source);
  const first = column !== undefined && obs.columns.has(column) ? column : undefined;
  const stored = await storedIn(source, first);
  const layouts = new Map<string, Promise<Matrix>>();
  let tissue: Promise<ExploredTissue> | undefined;
  return {
    ...{ name: source.name, source, annotated, stored, held },
    labelled: { columns: obs.columns, colors },
    tissue: {
      ...{ cells, positions, keys: stored?.keys ?? resultKeys() },
      layout(key) {
        const read = layouts.get(key) ?? readObsm(source, key);
        layouts.set(key, read);
        return read;
      },
      async drawn(layout) {
        tissue ??= openTissue(source).then((opened) => withSamples(opened.tissue));
        return layoutOf(await tissue, layout)?.places;
      },
      hints: stored && hintedCells(host, path, stored),
    },
  };
}

async function expectAnnData({ files }: Pick<Host, "files">, path: string): Promise<Source> {
  const input = await files.open(path);
  const { format } = await openDataset(input);
  if (input.kind === "file" && format === "h5ad") return input;
  const way = `find its domains first (cellscape run ${path} --out results) and edit results/result.h5ad`;
  throw new CellScapeError("unsupported", `${path}: expected an .h5ad, which can hold edits, got ${format}; ${way}`);
}

/** The edits that a file holds; undefined where there are none. @throws bad-file */
export async function editsIn(source: Source): Promise<EditRecord | undefined> {
  const entry = await readUns(source, editsKey);
  return entry === undefined ? undefined : editsFromUns(entry, `${source.name}: uns/${editsKey}`);
}

/** The result of a run, or undefined for a file that holds none or that of a saved model. */
async function storedIn(source: Source, column: string | undefined): Promise<OpenedResult | undefined> {
  const entries = column === undefined ? [] : [column];
  const records = await Promise.all([...entries, resultKeys().record].map((key) => readUns(source, `${key}/options`)));
  if (records.every((record) => record === undefined)) return undefined;
  try {
    return await openStored(source, column);
  } catch (error) {
    if (error instanceof CellScapeError && error.code === "unsupported") return undefined;
    throw error;
  }
}
