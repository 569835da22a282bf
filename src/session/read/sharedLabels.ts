import { CellScapeError } from "../../core/errors.ts";

/**
 * Labels that a partition can be compared with: two at least, which cells share.
 *
 * @param names different labels.
 * @param labelled cells with one.
 * @throws bad-data
 */
export function expectSharedLabels(
  file: string,
  column: string,
  { names, labelled }: { readonly names: readonly string[]; readonly labelled: number },
): void {
  const where = `${file}: obs/${column}: expected`;
  if (names.length < 2) {
    const got = names.length === 0 ? "none" : `only ${names[0]}`;
    throw new CellScapeError("bad-data", `${where} two or more different labels, got ${got}; name another column`);
  }
  if (2 * names.length > labelled) {
    const got = `${names.length} different values in ${labelled} cells`;
    throw new CellScapeError(
      "bad-data",
      `${where} labels that cells share, got ${got}; name the column of the annotation`,
    );
  }
}
