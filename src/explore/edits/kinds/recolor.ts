import { z } from "zod";
import { editKind } from "../editKind.ts";
import { codeOf, groupsIn, withGroups } from "../labelled.ts";
import { columnName, groupName } from "./names.ts";

/** Another colour for a group. */
export const recolor = editKind({
  schema: z.strictObject({
    edit: z.literal("recolor"),
    column: columnName,
    group: groupName,
    color: z.string().regex(/^#[0-9a-fA-F]{6}$/, "expected a colour such as #4263c5"),
  }),
  words: ({ group, color }) => `coloured ${group} ${color}`,
  async plan({ column, group, color }, before) {
    const at = codeOf(groupsIn(before, column), group);
    return (labelled) => {
      const own = groupsIn(labelled, column);
      return withGroups(labelled, column, { ...own, colors: own.colors.with(at, color) });
    };
  },
});
