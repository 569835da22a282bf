import { withHdf5 } from "../hdf5/hdf5.ts";
import { expectWholeHdf5 } from "../hdf5/superblock.ts";
import type { Source } from "../source.ts";

/**
 * The numbers of an array of any shape, in the order of the file.
 *
 * @param path such as `obsp/distances/data`.
 * @returns undefined where there is no array of numbers.
 * @throws bad-file when the file is damaged.
 */
export async function readNumbers(source: Source, path: string): Promise<Float64Array | undefined> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => {
    if (file.kind(path) !== "dataset") return undefined;
    const { type } = file.info(path);
    return type === "integer" || type === "float" ? Float64Array.from(file.numbers(path), Number) : undefined;
  });
}
