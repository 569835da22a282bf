import { z } from "zod";
import { cellChoiceSchema } from "../cellChoice.ts";
import { editKind } from "../editKind.ts";
import { followHints, withFollowed } from "../followHints.ts";
import { columnName, groupName } from "./names.ts";

/** Labels of some cells, which the domains of all others follow. */
export const hints = editKind({
  schema: z.strictObject({
    edit: z.literal("hints"),
    column: columnName,
    labels: z
      .array(z.strictObject({ label: groupName, choice: cellChoiceSchema }).readonly())
      .min(1)
      .readonly(),
    /** Domains that are wanted; as many as there are, and at least one per label, by default. */
    domains: z.int().min(1).max(1000).optional(),
  }),
  words: ({ labels }) => `labelled cells as ${labels.map(({ label }) => label).join(", ")}`,
  async plan(edit, before, tissue, task) {
    const found = await followHints(edit, before, tissue, task);
    return (labelled) => withFollowed(labelled, edit.column, found, tissue.keys);
  },
});
