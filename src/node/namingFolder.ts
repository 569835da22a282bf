import { join } from "node:path";
import { CellScapeError } from "../errors.ts";
import { folderAt } from "../io/nodeFolder.ts";
import { folderFormat } from "../io/samplesIn.ts";
import type { Input } from "../io/source.ts";

/** Files of an instrument lie in its folder, or in one inside it. */
const LEVELS = 2;
const GUESSED = "csv folder";

/**
 * Read an input. Where that is no input by itself but a part of a folder that is one, the error says so.
 *
 * @throws whatever reading throws.
 */
export async function namingFolder<T>(input: Input, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CellScapeError) || !["unsupported", "bad-data"].includes(error.code)) throw error;
    const folder = await folderAround(input.name);
    if (folder === undefined) throw error;
    throw new CellScapeError(error.code, `${error.message}; it is part of ${folder}: give that folder`, {
      cause: error,
    });
  }
}

async function folderAround(path: string): Promise<string | undefined> {
  const found: string[] = [];
  for (let levels = 1; levels <= LEVELS; levels++) {
    const place = join(path, ...Array.from({ length: levels }, () => ".."));
    const format = await folderFormat(folderAt(place)).catch(() => undefined);
    // Any table makes a folder of tables: what an instrument wrote says more.
    if (format === GUESSED) found.push(`${place} (${format})`);
    else if (format !== undefined) return `${place} (${format})`;
  }
  return found[0];
}
