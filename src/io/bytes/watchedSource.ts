import type { Source } from "../source.ts";
import { type ReadWatch, stoppedReading } from "../watch.ts";

/**
 * The same file, which tells how much of it was read. For one that is read from its beginning to its end: what counts is
 * the furthest byte, of the packed ones where it is packed.
 *
 * @throws cancelled from any read once the signal has fired.
 */
export function toldSource(source: Source, { onShare, signal }: ReadWatch): Source {
  let furthest = 0;
  const tell = (to: number) => {
    if (signal?.aborted) throw stoppedReading();
    if (to <= furthest) return;
    furthest = to;
    onShare?.(Math.min(1, to / source.size));
  };
  const { gunzip } = source;
  const telling = gunzip && {
    async *gunzip() {
      let packed = 0;
      const count = (bytes: number) => {
        packed = bytes;
      };
      for await (const bytes of gunzip(count)) {
        tell(packed);
        yield bytes;
      }
    },
  };
  return {
    ...source,
    ...telling,
    async read(offset, length, into) {
      tell(offset);
      const bytes = await source.read(offset, length, into);
      tell(offset + bytes.length);
      return bytes;
    },
  };
}
