import { expectCopyable } from "../../io/anndata/expectCopyable.ts";
import type { Input, Source } from "../../io/source.ts";

/**
 * The file that a result is a copy of: an .h5ad; undefined where the result is a new file.
 *
 * @throws unsupported for an .h5ad that cannot be copied; bad-file
 */
export async function copiedInput(input: Input, format: string): Promise<Source | undefined> {
  if (format !== "h5ad" || input.kind !== "file") return undefined;
  await expectCopyable(input);
  return input;
}
