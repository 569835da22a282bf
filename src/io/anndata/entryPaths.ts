import { withHdf5 } from "../hdf5/hdf5.ts";
import type { Source } from "../source.ts";
import type { StoredTree } from "../stored/tree.ts";
import { readLegacy } from "./legacy.ts";

/**
 * Paths of what an .h5ad holds besides its matrix, such as `obsm/X_umap`, each with the column of obs or the key of obsm
 * that it was computed from, as far as scanpy's parameters record it.
 *
 * @throws bad-file
 * @see scanpy: `uns[NAME]['params']` with `use_rep` or `groupby`, `uns['paga']['groups']`.
 */
export async function entryPaths(source: Source): Promise<ReadonlyMap<string, string | undefined>> {
  return withHdf5(await source.mount(), (file) => {
    const { records } = readLegacy(file);
    const groups = ["obs", "obsm", "obsp", "uns"];
    const paths = new Map<string, string | undefined>();
    for (const group of groups) {
      const names = records.get(group)?.map(({ field }) => field.name) ?? file.keys(group);
      for (const name of names) paths.set(`${group}/${name}`, undefined);
    }
    for (const name of file.keys("uns")) setOrigins(file, name, paths);
    return paths;
  });
}

/**
 * Paths of the matrices and tables of an .h5ad: `X`, `raw/X`, `layers/counts`, `obsm/spatial`, `obs/x`.
 *
 * @throws bad-file
 */
export async function groupPaths(source: Source): Promise<ReadonlySet<string>> {
  return withHdf5(await source.mount(), (file) => {
    const groups = ["obs", "obsm", "layers", "raw"];
    const inside = groups.flatMap((group) => file.keys(group).map((name) => `${group}/${name}`));
    return new Set([...(file.kind("X") === undefined ? [] : ["X"]), ...inside]);
  });
}

/** What `uns[name]`, and the matrices and the layouts that it describes, were computed from. */
function setOrigins(file: StoredTree, name: string, paths: Map<string, string | undefined>): void {
  const entry = `uns/${name}`;
  const fields = ["params/use_rep", "params/groupby", "groups"];
  const origin = fields.map((field) => textAt(file, `${entry}/${field}`)).find((text) => text !== undefined);
  if (origin === undefined) return;
  const matrices = ["connectivities_key", "distances_key"].map((field) => textAt(file, `${entry}/${field}`));
  const layouts = file.keys("obsm").filter((key) => key === `X_${name}` || key.startsWith(`X_${name}_`));
  for (const path of [entry, ...matrices.map((key) => `obsp/${key}`), ...layouts.map((key) => `obsm/${key}`)]) {
    if (paths.has(path)) paths.set(path, origin);
  }
}

function textAt(file: StoredTree, path: string): string | undefined {
  if (file.kind(path) !== "dataset") return undefined;
  const { type, shape } = file.info(path);
  return type === "string" && shape.length === 0 ? file.strings(path)[0] : undefined;
}
