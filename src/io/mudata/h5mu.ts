import { silentTask, type Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { withGivenPositions } from "../assembly/givenPositions.ts";
import { tissueOnly } from "../assembly/tissueOnly.ts";
import { withHdf5 } from "../hdf5/hdf5.ts";
import { expectWholeHdf5, looksLikeHdf5 } from "../hdf5/superblock.ts";
import { readInTurns } from "../hdf5/turns.ts";
import type { FileReader, ReadOptions } from "../reader.ts";
import type { Source } from "../source.ts";
import { readNow } from "../stored/reading.ts";
import { modalityNames } from "./modality.ts";
import { inspectMuData, readMuData } from "./muData.ts";

/** mudata writes a line of text before the signature of HDF5. */
const LINE = new TextEncoder().encode("MuData");

/** The reader of MuData files. */
export const h5mu: FileReader = {
  takes: "file",
  format: "h5mu",
  describes: "MuData (.h5mu): one modality, chosen with --modality",
  options: ["modality", "countsFrom", "positions", "positionsFile"],
  async matches(source, head) {
    if (!looksLikeHdf5(head) && LINE.some((byte, i) => head[i] !== byte)) return false;
    await expectWholeHdf5(source);
    return withHdf5(await source.mount(), (file) => modalityNames(file).length > 0);
  },
  read: readH5mu,
  async inspect(source) {
    await expectWholeHdf5(source);
    return withHdf5(await source.mount(), (file) => readNow(file, inspectMuData(file, "h5mu")));
  },
};

/**
 * Read a modality of a MuData file: the one that is named, else that of expression. Positions are its own, those that all modalities share,
 * or those of another modality of the same cells.
 *
 * @throws bad-option when there is no such modality; bad-data when none has a matrix or positions; as `readH5ad`.
 */
async function readH5mu(source: Source, options: ReadOptions, task: Task = silentTask): Promise<Dataset> {
  await expectWholeHdf5(source);
  const dataset = await withGivenPositions(source.name, options.positionsFile, (given) =>
    readInTurns(source, (file) => readMuData(file, options, given), {}, task),
  );
  return tissueOnly(dataset);
}
