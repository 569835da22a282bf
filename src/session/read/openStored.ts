import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import { editsKey } from "../../explore/edits/editRecord.ts";
import { readNumbers } from "../../io/anndata/arrays.ts";
import { groupPaths } from "../../io/anndata/entryPaths.ts";
import { readAnnotations, readObsm, readUnsText } from "../../io/anndata/h5ad.ts";
import { readUns } from "../../io/anndata/uns.ts";
import type { Source } from "../../io/source.ts";
import { resultKeys } from "../../run/resultKeys.ts";
import { type RunRecord, runRecordSchema } from "../../run/stored/runRecord.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";

/** A result that is opened, and what else of it decides how it is read. */
export type OpenedResult = StoredResult;

/**
 * Open the result.h5ad of a run. Counts are not read.
 *
 * @param column column of obs with the domains; by default the one that was edited last, else those of the run.
 * @throws bad-file for what is no result of a run; bad-option where the column is not there; unsupported for the result of
 * a saved model.
 */
export async function openStored(source: Source, column?: string): Promise<OpenedResult> {
  const annotated = await readAnnotations(source);
  const own = column === undefined ? undefined : await recordAt(source, resultKeys(column).record);
  const record = own ?? (await recordAt(source, resultKeys().record));
  if (record === undefined) {
    const expected = "the result.h5ad of a run, with its record in uns/cellscape";
    throw new CellScapeError(
      "bad-file",
      `${source.name}: expected ${expected}, got a file without it; find domains with cellscape run first`,
    );
  }
  if (record.genes_of_model !== undefined) {
    const way = "name the analyses when the model is applied (cellscape apply --want, --report)";
    throw new CellScapeError(
      "unsupported",
      `${source.name}: expected the result of a run, got domains of a saved model; ${way}`,
    );
  }
  const keys = resultKeys(own === undefined ? undefined : column);
  const columns = [...annotated.obs.columns.keys()];
  const edited = column ?? (await readUnsText(source, `${editsKey}/column`));
  const chosen = edited !== undefined && (column !== undefined || columns.includes(edited)) ? edited : keys.domain;
  if (!columns.includes(chosen)) {
    const way = "name the column of domains with --column";
    throw new CellScapeError(
      "bad-option",
      `${source.name}: expected ${chosen} in obs, got ${columns.join(", ") || "no columns"}; ${way}`,
    );
  }
  const found = annotated.obs.columns.get(chosen);
  const categories = found?.kind === "category" ? found.categories : [];
  const named = annotated.colors.get(chosen) ?? [];
  const complete = named.length === categories.length && named.every((color) => /^#[0-9a-f]{6}$/i.test(color));
  const paths = await groupPaths(source);
  const read = new Map<string, Matrix>();
  return {
    ...{ record, keys, column: chosen, has: (path) => paths.has(path) },
    numbers: (path) => readNumbers(source, path),
    entry: (path) => readUns(source, path),
    colors: complete && named.length > 0 ? named : undefined,
    async embedding(key, { cells, kept }) {
      const stored = read.get(key) ?? (await readObsm(source, key));
      read.set(key, stored);
      if (kept === undefined) {
        if (stored.rows === cells.length) return stored;
        throw new Error(`internal: ${stored.rows} rows of obsm/${key} for ${cells.length} cells`);
      }
      const { columns: width, values } = stored;
      const rows = new Float32Array(kept.rows.length * width);
      kept.rows.forEach((row, i) => {
        rows.set(values.subarray(row * width, (row + 1) * width), i * width);
      });
      return { rows: kept.rows.length, columns: width, values: rows };
    },
  };
}

/** @returns undefined where there is no record. @throws bad-file for one that cannot be read. */
async function recordAt(source: Source, key: string): Promise<RunRecord | undefined> {
  const found = await readUns(source, key);
  if (typeof found !== "object" || Array.isArray(found) || !("options" in found)) return undefined;
  const { data, error } = runRecordSchema.safeParse(found);
  if (data) return data;
  const where = error.issues.map(({ path }) => path.join("/")).join(", ");
  throw new CellScapeError("bad-file", `${source.name}: expected the record of a run in uns/${key}, got ${where}`);
}
