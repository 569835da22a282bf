import { withHdf5 } from "../hdf5/hdf5.ts";
import type { Source } from "../source.ts";

/** Groups whose entries a result lists anew. */
const listed = ["obs", "var", "obsm", "varm", "obsp", "uns"];

/**
 * Refuse an .h5ad that a result cannot hold: one with entries in other files, which are never opened, and to which the
 * links of a copy in another folder do not lead.
 *
 * @throws unsupported naming the entry and the file that it links to; bad-file
 */
export async function expectCopyable(source: Source): Promise<void> {
  withHdf5(await source.mount(), (file) => {
    for (const name of file.keys("/")) {
      if (file.kind(name) !== "group" || !listed.includes(name)) continue;
      for (const entry of file.keys(name)) file.kind(`${name}/${entry}`);
    }
  });
}
