import { CellScapeError } from "../../core/errors.ts";
import { layoutOf } from "../../explore/layouts/layout.ts";
import type { ExploredTissue } from "../../explore/tissue.ts";
import { resultKeys } from "../../run/resultKeys.ts";
import type { Editable } from "./openEditable.ts";

/** A data set that is open in whatever format: its edits are saved as a document or as labels, for no file can hold them. */
export function editableTissue(tissue: ExploredTissue): Editable {
  const { name, cells, positions, obs, colors } = tissue;
  return {
    ...{ name, stored: undefined, held: undefined, labelled: { columns: obs.columns, colors } },
    tissue: {
      ...{ cells, positions, keys: resultKeys() },
      async layout(key) {
        throw new CellScapeError("bad-option", `${name}: expected an .h5ad for the layout ${key} of obsm, got none`);
      },
      drawn: async (layout) => layoutOf(tissue, layout)?.places,
    },
  };
}
