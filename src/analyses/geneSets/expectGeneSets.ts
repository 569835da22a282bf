import { CellScapeError } from "../../core/errors.ts";

/** @throws bad-option when an analysis of gene sets is wanted by name and none are given. */
export function expectGeneSets(
  name: string,
  { geneSets }: { readonly geneSets?: readonly string[] | undefined },
): void {
  if (geneSets !== undefined) return;
  throw new CellScapeError(
    "bad-option",
    `--want ${name}: expected gene sets to test, got none; add --gene-sets FILE.gmt`,
  );
}
