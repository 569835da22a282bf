import { z } from "zod";
import { CellScapeError } from "../../../core/errors.ts";
import { editKind } from "../editKind.ts";
import { groupsIn, withGroups } from "../labelled.ts";
import { columnName } from "./names.ts";

/** A new column of obs with the groups of another, so that edits leave that one as it is. */
export const copyColumn = editKind({
  schema: z.strictObject({ edit: z.literal("copy-column"), column: columnName, to: columnName }),
  words: ({ column, to }) => `copied the column ${column} to ${to}`,
  async plan({ column, to }, before) {
    groupsIn(before, column);
    if (before.columns.has(to)) {
      throw new CellScapeError("bad-option", `expected the name of a new column, got ${to}, which obs has`);
    }
    return (labelled) => withGroups(labelled, to, groupsIn(labelled, column));
  },
});
