import { z } from "zod";
import { CellScapeError } from "../../../core/errors.ts";
import { cellChoiceSchema, chosenRows } from "../cellChoice.ts";
import { editKind } from "../editKind.ts";
import { codeOf, freeColor, groupsIn, withGroups } from "../labelled.ts";
import { columnName, groupName } from "./names.ts";

/** Chosen cells, of some groups or all, in a group of a name: a new one where there is none, which splits domains. */
export const assign = editKind({
  schema: z.strictObject({
    edit: z.literal("assign"),
    column: columnName,
    choice: cellChoiceSchema,
    of: z.array(groupName).min(1).readonly().optional(),
    /** Null: no group. */
    to: groupName.nullable(),
  }),
  words: ({ of, to }) =>
    `${to === null ? "removed" : "moved"} selected cells${of ? ` of ${of.join(", ")}` : ""}${to === null ? "" : ` to ${to}`}`,
  async plan({ column, choice, of, to }, before, tissue) {
    const groups = groupsIn(before, column);
    const from = of && new Set(of.map((name) => codeOf(groups, name)));
    const { columns } = before;
    const found = await chosenRows(choice, { ...tissue, columns });
    const rows = from ? found.filter((row) => from.has(groups.codes[row])) : found;
    if (rows.length === 0) {
      throw new CellScapeError(
        "bad-data",
        `expected selected cells of ${of?.join(", ")}, got none among ${found.length}`,
      );
    }
    return (labelled) => {
      const own = groupsIn(labelled, column);
      const known = to === null ? -1 : own.categories.indexOf(to);
      const isNew = to !== null && known < 0;
      const code = isNew ? own.categories.length : known;
      const codes = own.codes.slice();
      for (const row of rows) codes[row] = code;
      return withGroups(labelled, column, {
        ...{ codes, ordered: own.ordered },
        categories: isNew ? [...own.categories, to] : own.categories,
        colors: isNew ? [...own.colors, freeColor(own)] : own.colors,
      });
    };
  },
});
