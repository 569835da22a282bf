import { withHdf5 } from "../hdf5/hdf5.ts";
import { expectWholeHdf5, looksLikeHdf5 } from "../hdf5/superblock.ts";
import type { FileReader } from "../reader.ts";
import type { Source } from "../source.ts";
import { joinTenx } from "./dataset.ts";
import { openFlat, prefixOfCounts } from "./flat.ts";
import { genomeGroups, holdsTenx, openTenxH5 } from "./h5Matrix.ts";
import { inspectTenx } from "./inspect.ts";
import { findPositions, readSurroundings } from "./surroundings.ts";

/** The reader of 10x HDF5 matrices; positions come from files beside them. */
export const tenxH5: FileReader = {
  takes: "file",
  format: "10x-h5",
  describes: "10x HDF5 matrix (.h5) with the positions of its cells beside it",
  options: ["genome", "positionsFile"],
  async matches(source, head) {
    if (!looksLikeHdf5(head)) return false;
    await expectWholeHdf5(source);
    return withHdf5(await source.mount(), holdsTenx);
  },
  async read(source, { genome, positionsFile }, task) {
    const matrix = await openTenxH5(source, genome);
    const { metadata } = matrix;
    const library = metadata.library_ids ?? baseName(source.name);
    const surroundings = await readSurroundings(source.name, near(source), { given: positionsFile, library, metadata });
    return joinTenx(source.name, matrix, surroundings, { genome, task });
  },
  async inspect(source) {
    const positionsFrom = (await findPositions(near(source)))?.from;
    return inspectTenx({ name: source.name, format: "10x-h5", positionsFrom, ...(await openForLook(source)) });
  },
};

/** Opens what lies beside the counts, or in a folder beside them. */
const near = (source: Source) => openFlat(source.beside, prefixOfCounts(source.name));

/** A matrix to look at: of several genomes the first, with the others named as a choice. */
export async function openForLook(source: Source) {
  await expectWholeHdf5(source);
  const genomes = withHdf5(await source.mount(), genomeGroups);
  if (genomes.length < 2) return { matrix: await openTenxH5(source) };
  const choices = [`genomes: ${genomes.join(", ")} (--genome)`];
  return { matrix: await openTenxH5(source, genomes[0]), choices, flags: ["--genome", genomes[0]] };
}

/** `dir/tissue.h5` is `tissue`. */
const baseName = (name: string) => (name.split(/[\\/]/).at(-1) ?? name).replace(/\.h5$/i, "");
