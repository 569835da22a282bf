import { z } from "zod";

/** The name of a group. */
export const groupName = z.string().min(1).max(200);

/** The name of a column, which is an entry of an HDF5 group. */
export const columnName = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => !name.includes("/") && !name.includes("\0") && name !== ".", "expected a name without slashes");
