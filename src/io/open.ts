import { CellScapeError } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Dataset } from "../data/dataset.ts";
import { foreignName } from "./foreign.ts";
import { describeCommand, type Inspection, runArguments } from "./inspection/inspection.ts";
import { fileReader, folderReader, headOf } from "./match.ts";
import type { Reader, ReaderOf, ReadOptions } from "./reader.ts";
import { registeredReaders } from "./registry.ts";
import { samplesIn } from "./samplesIn.ts";
import type { Folder, Input } from "./source.ts";

/** Options as users type them. */
const flags: Readonly<Record<keyof ReadOptions, string>> = {
  countsFrom: "--counts",
  positions: "--positions obsm/KEY",
  positionsFile: "--positions FILE",
  bin: "--bin",
  genome: "--genome",
  table: "--table",
  modality: "--modality",
  orientation: "--orientation",
};

/** A reader with the input that it is for. */
export interface Opened {
  readonly format: string;
  /** @throws bad-option when an option is given that the reader does not use; whatever the reader throws. */
  read(options?: ReadOptions, task?: Task): Promise<Dataset>;
  inspect(): Promise<Inspection>;
}

/**
 * Read a data set of any known format, recognised by its content.
 *
 * @throws unsupported when the format is not known; bad-option when it does not use an option that is given; whatever the
 * reader throws.
 * @example
 * import { readDataset } from "cellscape/io";
 * import { inputAt } from "cellscape/node";
 * const data = await readDataset(await inputAt("outs/"));
 */
export async function readDataset(input: Input, options: ReadOptions = {}): Promise<Dataset> {
  return (await openDataset(input)).read(options);
}

/**
 * What an input is and how to run it, without reading all of it.
 *
 * @throws unsupported when the format is not known; whatever the reader throws.
 */
export async function inspectSource(input: Input): Promise<Inspection> {
  return (await openDataset(input)).inspect();
}

/**
 * Find the reader of an input, among those built in and those that the program registered.
 *
 * @throws unsupported when there is none, saying what the input is instead.
 */
export async function openDataset(input: Input): Promise<Opened> {
  if (input.kind === "folder") {
    const reader = await folderReader(input);
    if (reader) return opened(reader, input);
    await refuseFolderOfSamples(input);
    const names = await input.list();
    throw unknown(input, "folder", names.length === 0 ? "an empty folder" : `a folder with ${shortened(names)}`);
  }
  if (input.size === 0) throw new CellScapeError("bad-file", `${input.name}: expected data, got an empty file`);
  const head = await headOf(input);
  const reader = await fileReader(input, head);
  if (reader) return opened(reader, input);
  throw unknown(input, "file", await foreignName(input, head));
}

/** Samples in folders or files of their own: the suggested fix names one of those, or several as samples of one run. */
async function refuseFolderOfSamples(folder: Folder): Promise<void> {
  const inner = await samplesIn(folder);
  if (inner.length === 0) return;
  const several = inner.length === 1 ? "" : `, or several of them as samples of one run: ${commandOf(folder, inner)}`;
  throw new CellScapeError(
    "unsupported",
    `${folder.name}: expected one sample, got a folder with ${shortened(await folder.list())}; ` +
      `give one of these in it: ${inner.join(", ")}${several}`,
  );
}

/** The command that runs the samples in a folder together. */
function commandOf({ name }: Folder, inner: readonly string[]): string {
  const [command = "cellscape", run = "run", own = name, ...out] = runArguments(name);
  const paths = inner.map((path) => `${own.replace(/[\\/]$/, "")}/${path.replace(/ \([^()]*\)$/, "")}`);
  return describeCommand([command, run, ...paths, ...out]);
}

const shortened = (names: readonly string[]) => names.slice(0, 20).join(", ");

function opened<T extends Input>(reader: ReaderOf<T>, input: T): Opened {
  const { format } = reader;
  return {
    format,
    async read(options = {}, task = silentTask) {
      expectUsed(reader, options, input.name);
      return reader.read(input, options, task);
    },
    inspect: () => reader.inspect(input),
  };
}

/** An option without effect is a mistake that must not pass in silence. */
function expectUsed({ format, options: used }: Pick<Reader, "format" | "options">, options: ReadOptions, name: string) {
  for (const [option, flag] of Object.entries(flags)) {
    // The keys of `flags` are those of `ReadOptions`, by its type.
    const key = option as keyof ReadOptions;
    if (options[key] === undefined || used.includes(key)) continue;
    const has = used.length === 0 ? "no option" : `only ${used.map((each) => flags[each]).join(", ")}`;
    throw new CellScapeError("bad-option", `${name}: expected ${has} for ${format}, got ${flag}; leave it out`);
  }
}

function unknown(input: Input, takes: Reader["takes"], got: string): CellScapeError {
  // With a suggested fix no list of formats is needed.
  if (got.includes("; "))
    return new CellScapeError("unsupported", `${input.name}: expected counts of genes per cell, got ${got}`);
  const known = registeredReaders()
    .filter((reader) => reader.takes === takes)
    .map(({ describes }) => describes);
  const expected = known.length === 0 ? "a file" : `one of: ${known.join("; ")}`;
  return new CellScapeError("unsupported", `${input.name}: expected ${expected}; got ${got}`);
}
