import { CellScapeError } from "../core/errors.ts";
import { inflate } from "../io/bytes/inflate.ts";
import type { Source } from "../io/source.ts";
import type { Config } from "../run/options/config.ts";

/** Opens a file that an option names: from disk, or picked in the page. */
export type OpenFile = (path: string) => Promise<Source>;

/** Reads what an analysis takes from files that its options name; undefined where none is named. */
export interface InputLoader {
  load(config: Config, open: OpenFile): Promise<unknown> | undefined;
}

/**
 * What analyses take from files that the options name.
 *
 * @param loaders of all analyses, by the name of the input.
 * @returns what was read, by the name of the input; nothing for files that are not named.
 * @throws what the loaders throw: bad-file, bad-data or bad-option naming the option.
 */
export async function loadInputs(
  loaders: Readonly<Record<string, InputLoader>>,
  config: Config,
  open: OpenFile,
): Promise<Readonly<Record<string, unknown>>> {
  const loaded: Record<string, unknown> = {};
  for (const [name, loader] of Object.entries(loaders)) {
    const read = await loader.load(config, open);
    if (read !== undefined) loaded[name] = read;
  }
  return loaded;
}

/** Most bytes of a file beside the data, once unpacked. */
const mostBytes = 2 ** 30;

/**
 * A text file that an option names, unpacked from gzip, without byte order mark.
 *
 * @param flag the option, for refusals.
 * @throws bad-file when it cannot be read.
 */
export async function textOf(path: string, flag: string, open: OpenFile): Promise<string> {
  try {
    const source = await open(path);
    const bytes = await source.read(0, source.size);
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return new TextDecoder().decode(packed ? await inflate(bytes, "gzip", mostBytes) : bytes);
  } catch (cause) {
    if (!(cause instanceof CellScapeError)) throw cause;
    throw new CellScapeError(
      "bad-file",
      `${flag} ${cause.message.startsWith(path) ? "" : `${path}: `}${cause.message}`,
      {
        cause,
      },
    );
  }
}

/** The name of a file without its folders. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}
