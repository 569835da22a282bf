import { z } from "zod";
import type { SelectionSteps } from "./steps.ts";

const shape = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("polygon"),
    layout: z.string(),
    corners: z
      .array(z.number())
      .min(6)
      .refine((corners) => corners.length % 2 === 0, "expected x and y of each corner")
      .readonly(),
  }),
  z.strictObject({ kind: z.literal("category"), column: z.string(), category: z.string().nullable() }),
  z.strictObject({ kind: z.literal("differing"), columns: z.tuple([z.string(), z.string()]).readonly() }),
  z.strictObject({ kind: z.literal("all") }),
]);

/** Steps of a selection in a document. */
export const selectionSchema: z.ZodType<SelectionSteps> = z
  .array(z.strictObject({ mode: z.enum(["new", "add", "subtract", "intersect"]), shape }).readonly())
  .readonly();
