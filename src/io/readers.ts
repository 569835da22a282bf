import { annDataZarr, annDataZip } from "./annDataZarr.ts";
import { h5ad } from "./h5ad.ts";
import { loom } from "./loom.ts";
import type { Reader } from "./reader.ts";

/** Every format that can be read; a new one is one file and one line here. Asked in this order. */
export const readers: readonly Reader[] = [h5ad, loom, annDataZarr, annDataZip];
