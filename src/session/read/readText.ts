import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import { unpackedBytes } from "../../io/bytes/byteStream.ts";

/**
 * The text of a small file that an option names, unpacked when it is gzip.
 *
 * @param flag the option, for messages.
 * @throws bad-file when it cannot be read.
 */
export async function readText({ files }: Pick<Host, "files">, path: string, flag: string): Promise<string> {
  try {
    const decoder = new TextDecoder();
    let text = "";
    for await (const bytes of unpackedBytes(await files.openFile(path)))
      text += decoder.decode(bytes, { stream: true });
    return text + decoder.decode();
  } catch (cause) {
    throw new CellScapeError("bad-file", `${flag} ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
