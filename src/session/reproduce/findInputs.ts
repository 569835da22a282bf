import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import { fileDigest } from "../read/digest.ts";
import type { SampleInput } from "../read/sampleSheet.ts";
import type { RecordedRun } from "./recordedRun.ts";

/**
 * The inputs of a recorded run: those given in their order, or where the run found them, or beside the manifest.
 *
 * @param manifest path of the manifest.
 * @param given paths of `--input`.
 * @throws bad-file when one is not there, or is a file of other bytes; bad-option for another number of inputs.
 */
export async function findInputs(
  host: Host,
  { inputs, input: { sha256, files } }: RecordedRun,
  { manifest, given }: { readonly manifest: string; readonly given: readonly string[] },
): Promise<SampleInput[]> {
  if (given.length > 0 && given.length !== inputs.length) {
    const names = inputs.map(({ path }) => host.paths.basename(path)).join(", ");
    const expected = `${inputs.length} inputs (${names})`;
    throw new CellScapeError("bad-option", `--input: expected ${expected}, got ${given.length}`);
  }
  // Of an input of several files the list was hashed: it is compared once they are read.
  const hashes = files === undefined ? sha256.split(", ") : [];
  const found: SampleInput[] = [];
  for (const [s, { path: recorded, sample, attributes }] of inputs.entries()) {
    const path = given[s] ?? (await placeOf(host, recorded, manifest));
    await expectBytes(host, path, hashes.length === inputs.length ? hashes[s] : undefined);
    found.push({ path, ...(sample === undefined ? {} : { sample }), ...(attributes ? { attributes } : {}) });
  }
  return found;
}

/** The recorded path as it is, from the folder of the manifest, or by name in that folder. */
async function placeOf({ paths, files }: Host, recorded: string, manifest: string): Promise<string> {
  const folder = paths.dirname(manifest);
  for (const path of [recorded, paths.join(folder, recorded), paths.join(folder, paths.basename(recorded))]) {
    const there = await files.open(path).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  throw new CellScapeError(
    "bad-file",
    `${recorded}: expected the input of the run, got no such file; name it with --input`,
  );
}

async function expectBytes(host: Host, path: string, sha256: string | undefined): Promise<void> {
  const input = await host.files.open(path);
  if (input.kind !== "file" || sha256 === undefined) return;
  const got = await fileDigest(host, input);
  if (got === sha256) return;
  const fix = "give the file of the run with --input";
  throw new CellScapeError("bad-file", `${path}: expected the input of the run (sha256 ${sha256}), got ${got}; ${fix}`);
}
