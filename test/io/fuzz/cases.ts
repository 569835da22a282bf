import { createRandom, type Random } from "../../../src/core/random.ts";
import type { Input } from "../../../src/io/source.ts";
import { type Files, memoryFile, memoryFolder } from "./memoryFiles.ts";
import { mutateBytes } from "./mutateBytes.ts";
import { mutateFiles } from "./mutateFiles.ts";
import type { Sample } from "./samples.ts";
import { zipBytes } from "./zipBytes.ts";

/** A sample with something wrong in it. */
export interface Case {
  readonly sample: Sample;
  readonly input: Input;
  /** What is wrong, one line each. */
  readonly how: readonly string[];
  /** What is wrong is a cut of a file that says how long it is, and nothing else: a different result would be a silent loss. */
  readonly cut: boolean;
}

/** Every message must hold this: the name of the input. */
export const NAME = "spoiled";
const ARCHIVE = "archive.zip";
/** Names that must not lead out of an archive. */
const OUTSIDE = ["../x", "/x", "a/../../x", "a\\x", "a//x", "a/./x", "C:\\x", "\u0000"];

/** Case `number` of a format's samples by a seed: the same three, the same bytes. */
export function makeCase(samples: readonly Sample[], seed: number, number: number): Case {
  const rng = createRandom(seed).split(number);
  const sample = samples[rng.integer(samples.length)];
  // Faults alone go deepest into a reader; several meet rarely found paths.
  const times = [1, 1, 1, 2, 2, 4][rng.integer(6)];
  return sample.archive ? makeArchive(sample, times, rng) : makeFiles(sample, times, rng);
}

/** The sample as it is. */
export function soundInput(sample: Sample): Input {
  return inputOf(sample, sample.archive ? new Map([[ARCHIVE, zipBytes(sample.files, true)]]) : sample.files);
}

function makeFiles(sample: Sample, times: number, rng: Random): Case {
  let { files } = sample;
  const how: string[] = [];
  for (let k = 0; k < times; k++) {
    const next = mutateFiles(files, rng);
    files = next.files;
    how.push(next.how);
  }
  return { sample, input: inputOf(sample, files), how, cut: times === 1 && isKnownCut(how[0]) };
}

/** Faults inside of the archive's files, with checksums that fit them, or in the archive itself. */
function makeArchive(sample: Sample, times: number, rng: Random): Case {
  const inside = rng.integer(3) > 0;
  let { files } = sample;
  const how: string[] = [];
  for (let k = 0; inside && k < times; k++) {
    const next = mutateFiles(files, rng);
    files = next.files;
    how.push(next.how);
  }
  if (rng.integer(30) === 0) {
    const name = OUTSIDE[rng.integer(OUTSIDE.length)];
    files = new Map([...files, [name, new Uint8Array(3)]]);
    how.push(`a file ${JSON.stringify(name)}`);
  }
  let bytes = zipBytes(files, rng.integer(2) === 0);
  for (let k = 0; !inside && k < times; k++) {
    const next = mutateBytes(bytes, rng);
    bytes = next.bytes;
    how.push(`${ARCHIVE}: ${next.how}`);
  }
  const input = inputOf(sample, new Map([[ARCHIVE, bytes]]));
  return { sample, input, how, cut: how.length === 1 && isKnownCut(how[0]) };
}

function inputOf({ read, archive }: Sample, files: Files): Input {
  if (archive) return memoryFile(NAME, files, ARCHIVE);
  // A case may have lost the file that it is about: what is there then is read as a folder.
  return read !== undefined && files.has(read) ? memoryFile(NAME, files, read) : memoryFolder(NAME, files);
}

/** Plain tables do not say how long they are, and a last number that lost a digit is a number. */
function isKnownCut(how: string): boolean {
  const [, path, to, of] = /^(\S+): (?:packed, )?cut to (\d+) of (\d+)/.exec(how) ?? [];
  if (path === undefined || /\.(csv|tsv|gem)(\.gz)?$/.test(path)) return false;
  return !/\.mtx(\.gz)?$/.test(path) || Number(of) - Number(to) > 4;
}
