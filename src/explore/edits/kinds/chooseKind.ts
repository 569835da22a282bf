import { z } from "zod";
import { swappedColumns } from "../../../run/stored/swappedKind.ts";
import { editKind } from "../editKind.ts";

/** Another kind of partition as the domains of the run: the two change places, as by `cellscape choose`. */
export const chooseKind = editKind({
  schema: z.strictObject({ edit: z.literal("kind"), kind: z.int().min(2).max(99) }),
  words: ({ kind }) => `chose partition kind ${kind}`,
  async plan({ kind }, before, { keys }) {
    const change = (columns: typeof before.columns) => swappedColumns(columns, keys, kind, "obs").columns;
    change(before.columns);
    const [own, other] = [keys.domain, keys.alternative(kind - 1).domain];
    return ({ columns, colors }) => {
      const swapped = new Map(colors);
      const exchange = (to: string, from: string) => {
        const found = colors.get(from);
        if (found) swapped.set(to, found);
        else swapped.delete(to);
      };
      exchange(own, other);
      exchange(other, own);
      exchange(keys.raw, other);
      return { columns: change(columns), colors: swapped };
    };
  },
});
