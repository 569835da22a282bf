import { z } from "zod";

/** Numbers as text or as they are: whole, any, above 0. */
export const whole = (low: number, high = Number.MAX_SAFE_INTEGER) => z.coerce.number().int().min(low).max(high);
export const real = (low: number, high = Number.MAX_VALUE) => z.coerce.number().min(low).max(high);
export const positive = (high = Number.MAX_VALUE) => z.coerce.number().gt(0).max(high);
/** Decided by the data. */
export const auto = z.literal("auto");
/** Text with content. */
export const name = () => z.string().min(1);
/** A list of texts, separated by commas or as it is; `none` is the empty list. */
export const names = () => z.preprocess(listed, z.array(name()));

/** A list as text with commas, or as it is; `none` is the empty list. */
export const listed = (value: unknown): unknown =>
  typeof value === "string" ? (value.trim() === "none" ? [] : value.split(",").map((part) => part.trim())) : value;
