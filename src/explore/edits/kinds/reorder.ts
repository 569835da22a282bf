import { z } from "zod";
import { CellScapeError } from "../../../core/errors.ts";
import { editKind } from "../editKind.ts";
import { codeOf, groupsIn, regrouped, withGroups } from "../labelled.ts";
import { columnName, groupName } from "./names.ts";

/** All groups in another order: that of legends, tables and figures. */
export const reorder = editKind({
  schema: z.strictObject({
    edit: z.literal("reorder"),
    column: columnName,
    order: z.array(groupName).min(1).readonly(),
  }),
  words: ({ order }) => `ordered ${order.join(", ")}`,
  async plan({ column, order }, before) {
    const groups = groupsIn(before, column);
    const codes = order.map((name) => codeOf(groups, name));
    const places = groups.categories.map((_, code) => codes.indexOf(code));
    if (places.includes(-1) || codes.length > places.length) {
      const expected = `each of ${groups.categories.join(", ")} once`;
      throw new CellScapeError("bad-option", `expected ${expected}, got ${order.join(", ")}`);
    }
    return (labelled) => {
      const { colors, ...own } = groupsIn(labelled, column);
      const named = { categories: order, colors: codes.map((code) => colors[code]) };
      return withGroups(labelled, column, regrouped(own, places, named));
    };
  },
});
