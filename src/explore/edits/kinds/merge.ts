import { z } from "zod";
import { CellScapeError } from "../../../core/errors.ts";
import { editKind } from "../editKind.ts";
import { codeOf, expectFree, groupsIn, regrouped, withGroups } from "../labelled.ts";
import { columnName, groupName } from "./names.ts";

/** Several groups as one, at the place and in the colour of the first named. */
export const merge = editKind({
  schema: z.strictObject({
    edit: z.literal("merge"),
    column: columnName,
    groups: z.array(groupName).min(2).readonly(),
    to: groupName.optional(),
  }),
  words: ({ groups, to = groups[0] }) => `merged ${groups.join(", ")} into ${to}`,
  async plan({ column, groups: names, to = names[0] }, before) {
    const groups = groupsIn(before, column);
    const joined = names.map((name) => codeOf(groups, name));
    if (new Set(joined).size < joined.length) {
      throw new CellScapeError("bad-option", `expected different groups, got ${names.join(", ")}`);
    }
    if (!names.includes(to)) expectFree(groups, to, "name it among those that are merged, or choose another name");
    const [first, ...others] = joined;
    const kept = groups.categories.flatMap((_, code) => (others.includes(code) ? [] : [code]));
    const places = groups.categories.map((_, code) => kept.indexOf(others.includes(code) ? first : code));
    return (labelled) => {
      const { categories, colors, ...own } = groupsIn(labelled, column);
      return withGroups(
        labelled,
        column,
        regrouped(own, places, {
          categories: kept.map((code) => (code === first ? to : categories[code])),
          colors: kept.map((code) => colors[code]),
        }),
      );
    };
  },
});
