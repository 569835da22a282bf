import { z } from "zod";
import { editKind } from "../editKind.ts";
import { codeOf, expectFree, groupsIn, withGroups } from "../labelled.ts";
import { columnName, groupName } from "./names.ts";

/** Another name for a group. */
export const rename = editKind({
  schema: z.strictObject({ edit: z.literal("rename"), column: columnName, group: groupName, to: groupName }),
  words: ({ group, to }) => `renamed ${group} to ${to}`,
  async plan({ column, group, to }, before) {
    const groups = groupsIn(before, column);
    const at = codeOf(groups, group);
    if (to !== group) expectFree(groups, to, "merge the two instead");
    return (labelled) => {
      const own = groupsIn(labelled, column);
      return withGroups(labelled, column, { ...own, categories: own.categories.with(at, to) });
    };
  },
});
