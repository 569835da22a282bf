import { CellScapeError } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { Host } from "../../host/host.ts";
import type { Additions } from "../../io/anndata/additions.ts";
import { entryPaths } from "../../io/anndata/entryPaths.ts";
import { ofWholeInput } from "../../io/anndata/wholeInput.ts";
import { type CopyCheck, writeDataset, writeResult } from "../../io/anndata/write.ts";
import { openDataset } from "../../io/open.ts";
import type { Source, Target } from "../../io/source.ts";
import type { TakenEntries } from "../../results/entryNames.ts";
import type { Config } from "../../run/options/config.ts";
import { copiedInput } from "./copiedInput.ts";
import { digestFiles, type InputRecord, recordInput } from "./digest.ts";
import { readOptions } from "./readOptions.ts";
import { suggestParentFolder } from "./suggestParentFolder.ts";
import { watchInput } from "./watchInput.ts";

/** A dataset, where it came from, and how its result is written. */
export interface ReadInput {
  readonly dataset: Dataset;
  /** Entries of the file that the result keeps: `obsm/X_umap`; none where the result is a new file. */
  readonly taken: TakenEntries;
  /** Which files it was, for the record. */
  readonly file: InputRecord;
  /**
   * Write it with all that was found out: an .h5ad as it is with additions, anything else as a new .h5ad. It is given the counts of
   * the data set, and holds none itself: those of several inputs are there once, in the joined data set.
   */
  readonly write: (target: Target, additions: Additions, counts: Sparse) => Promise<void>;
}

/** Share of the work until the matrix is read; the rest is the digest. */
const readingShare = 0.75;

/**
 * Read a file or folder; what is lost in reading is a warning, or an error with --strict.
 *
 * @throws CellScapeError
 */
export async function readOne(host: Host, path: string, config: Config, task: Task): Promise<ReadInput> {
  const { basename, resolve } = host.paths;
  const given = await host.files.open(path);
  const { input, read, expectUnchanged } = await watchInput(host, given);
  const options = await readOptions(host, config);
  const { copied, dataset } = await suggestParentFolder(host, given, async () => {
    const opened = await openDataset(input);
    const copied = await copiedInput(given, opened.format);
    return { copied, dataset: await opened.read(options, task.part(0, readingShare)) };
  });
  const { losses } = dataset;
  if (config.strict && losses.length > 0) {
    const expected = "nothing to be lost in reading (--strict)";
    throw new CellScapeError("bad-data", `${path}: expected ${expected}, got: ${losses.join("; ")}`);
  }
  for (const text of [...losses, ...(dataset.cautions ?? [])]) task.warn(text);
  const places = options.positionsFile;
  const files = places ? new Map([...read, [nameBeside(host, read, places), places]]) : read;
  const digests = await digestFiles(host, files, task.part(readingShare, 1));
  await expectUnchanged();
  const file = recordInput(host, basename(resolve(path)), { read: files, digests });
  if (copied === undefined) task.note(whatIsKept(dataset));
  const taken = copied === undefined ? new Map<string, undefined>() : await entryPaths(copied);
  const { counts: _, ...others } = dataset;
  const write: ReadInput["write"] = (target, additions, counts) => {
    const whole = { ...others, counts };
    if (copied === undefined) return writeDataset(target, whole, additions);
    // Positions that were given belong to the result: figures read them there.
    const obsm = { ...(places ? { spatial: whole.positions } : {}), ...additions.obsm };
    return writeResult(
      copied,
      target,
      ofWholeInput({ ...additions, obsm }, whole),
      expectDigest(host, copied, digests.get(basename(copied.name))),
    );
  };
  return { dataset, taken, file, write };
}

/** Refuses a copy of an input that changed since it was digested: its counts would lie beside domains of others. */
function expectDigest({ sha256 }: Pick<Host, "sha256">, { name }: Source, digest: string | undefined): CopyCheck {
  const hash = sha256();
  return {
    update: (bytes) => hash.update(bytes),
    end() {
      if (hash.hex() === digest) return;
      const expected = "the file that the domains were found in";
      throw new CellScapeError("bad-data", `${name}: expected ${expected}, got one that changed since; start again`);
    },
  };
}

/** What the table of positions is called among the files of the input. */
function nameBeside({ paths }: Host, read: ReadonlyMap<string, Source>, { name }: Source): string {
  return read.has(paths.basename(name)) ? name : paths.basename(name);
}

/** A result that is not the input with additions lacks what the program does not understand. */
function whatIsKept({ tissue }: Dataset): string {
  const pictures = tissue === undefined ? "" : ", pictures of the tissue";
  return `result.h5ad is a new file with the counts, positions, obs and var that were read${pictures}, and nothing else of the input`;
}
