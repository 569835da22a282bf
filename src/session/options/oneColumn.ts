import { CellScapeError } from "../../core/errors.ts";

/** The one column of domains of commands that take one. @throws bad-option for several. */
export function oneColumn(column: readonly string[] | undefined): string | undefined {
  const [first, ...more] = column ?? [];
  if (more.length === 0) return first;
  throw new CellScapeError("bad-option", `--column: expected one column of domains, got ${more.length + 1}`);
}
