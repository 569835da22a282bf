import { gunzipSync, gzipSync } from "node:zlib";
import type { Random } from "../../../src/core/random.ts";
import type { Files } from "./memoryFiles.ts";
import { type Mutated, mutateBytes } from "./mutateBytes.ts";
import { mutateJson } from "./mutateJson.ts";
import { mutateText } from "./mutateText.ts";

/** Files with something wrong in one of them, or among them. */
export interface MutatedFiles {
  readonly files: Files;
  readonly how: string;
}

/** One file mutated as its kind is, or the files themselves renamed, exchanged or missing. */
export function mutateFiles(files: Files, rng: Random): MutatedFiles {
  if (files.size > 1 && rng.integer(8) === 0) return mutateNames(files, rng);
  const [path, bytes] = [...files][rng.integer(files.size)];
  const next = mutateFile(bytes, rng);
  return { files: new Map(files).set(path, next.bytes), how: `${path}: ${next.how}` };
}

function mutateFile(bytes: Uint8Array, rng: Random): Mutated {
  const chance = rng.integer(10);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && chance < 7) {
    const inner = mutateFile(unpacked(bytes), rng);
    return { bytes: new Uint8Array(gzipSync(inner.bytes, { level: 1 })), how: `packed, ${inner.how}` };
  }
  const json = bytes[0] === 0x7b && chance < 7 ? mutateJson(bytes, rng) : undefined;
  if (json !== undefined) return json;
  return chance < 8 && isText(bytes) ? mutateText(bytes, rng) : mutateBytes(bytes, rng);
}

/** Two mutations may meet in one file: what the first has damaged is left as it is. */
function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(gunzipSync(bytes));
  } catch {
    return bytes.subarray(2);
  }
}

const isText = (bytes: Uint8Array) => bytes.subarray(0, 512).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));

function mutateNames(files: Files, rng: Random): MutatedFiles {
  const paths = [...files.keys()];
  const [from, to] = [paths[rng.integer(paths.length)], paths[rng.integer(paths.length)]];
  const next = new Map(files);
  const [one, other] = [files.get(from), files.get(to)];
  if (one === undefined || other === undefined) throw new Error("internal: a path without a file");
  switch (rng.integer(6)) {
    case 0:
      next.delete(from);
      return { files: next, how: `${from} left out` };
    case 1:
      return { files: next.set(from, new Uint8Array(0)), how: `${from} empty` };
    case 2:
      return { files: next.set(from, other).set(to, one), how: `${from} and ${to} exchanged` };
    case 3:
      return { files: next.set(`${from}2`, one), how: `${from} once more` };
    case 4: {
      next.delete(from);
      const name = from.replace(/[^/]+$/, (base) => [base.toUpperCase(), `${base}.gz`, "x", ".x"][rng.integer(4)]);
      return { files: next.set(name, one), how: `${from} renamed ${name}` };
    }
    default:
      // A folder where a file was.
      next.delete(from);
      return { files: next.set(`${from}/0`, one), how: `${from} is a folder` };
  }
}
