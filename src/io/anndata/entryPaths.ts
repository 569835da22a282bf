import { withHdf5 } from "../hdf5/hdf5.ts";
import type { Source } from "../source.ts";
import { readLegacy } from "./legacy.ts";

/**
 * Paths of what an .h5ad holds besides its matrix: `obsm/X_umap`, `uns/neighbors`.
 *
 * @throws bad-file
 */
export async function entryPaths(source: Source): Promise<ReadonlySet<string>> {
  return withHdf5(await source.mount(), (file) => {
    const { records } = readLegacy(file);
    const groups = ["obs", "obsm", "obsp", "uns"];
    return new Set(
      groups.flatMap((group) => {
        const names = records.get(group)?.map(({ field }) => field.name) ?? file.keys(group);
        return names.map((name) => `${group}/${name}`);
      }),
    );
  });
}
