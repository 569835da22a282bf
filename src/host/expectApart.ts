import { CellScapeError } from "../core/errors.ts";

/**
 * Hold results apart from the inputs.
 *
 * @param result path of the result in the output folder.
 * @param identity one name for each file or folder, links followed.
 * @throws bad-option when the output folder is an input, or the result would replace one.
 */
export async function expectApart(
  out: string,
  result: string,
  inputs: readonly string[],
  identity: (path: string) => Promise<string>,
): Promise<void> {
  const [folder, file] = [await identity(out), await identity(result)];
  for (const input of inputs) {
    const own = await identity(input);
    const expected =
      folder === own
        ? "another folder than the input"
        : file === own
          ? `a folder whose ${result.split(/[\\/]/).at(-1)} is not the input ${input}`
          : undefined;
    if (expected === undefined) continue;
    throw new CellScapeError("bad-option", `--out ${out}: expected ${expected}; choose another --out`);
  }
}
