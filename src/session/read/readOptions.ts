import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import type { ReadOptions } from "../../io/reader.ts";
import type { Source } from "../../io/source.ts";
import type { Config } from "../../run/options/config.ts";

/** The settings for reading. Positions are a place in the input, or a table in a file of its own. */
export async function readOptions(
  host: Host,
  { counts, positions, bin, genome, table, modality, orientation }: Config,
): Promise<ReadOptions> {
  const inside = positions !== undefined && /^obsm?\//.test(positions);
  return {
    ...(counts === undefined ? {} : { countsFrom: counts }),
    ...(positions === undefined
      ? {}
      : inside
        ? { positions }
        : { positionsFile: await positionsFile(host, positions) }),
    ...(bin === undefined ? {} : { bin }),
    ...(genome === undefined ? {} : { genome }),
    ...(table === undefined ? {} : { table }),
    ...(modality === undefined ? {} : { modality }),
    ...(orientation === undefined ? {} : { orientation }),
  };
}

async function positionsFile({ files }: Host, path: string): Promise<Source> {
  try {
    return await files.openFile(path);
  } catch (cause) {
    const expected = "obsm/KEY, obs/COLUMN,obs/COLUMN or a file with positions";
    // As `inspect` prints it for unknown keys.
    const got = path === "WHERE" || path === "FILE" ? `${path}, which stands for one of these` : path;
    throw new CellScapeError("bad-option", `--positions: expected ${expected}, got ${got}`, { cause });
  }
}
