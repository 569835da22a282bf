import { viewOf } from "../bytes/viewOf.ts";
import type { Source } from "../source.ts";

/** A message of an object header: one property of a group or an array. */
export interface HeaderMessage {
  readonly type: number;
  /** Where its content lies in the file. */
  readonly at: number;
  readonly content: DataView;
}

/** Where more messages of the same header are. */
const CONTINUATION = 0x10;
/** Before the messages of a header of version 1; before the content of each. */
const PREFIX = 16;
const MESSAGE = 8;
/** More than any header that this library meets; a damaged one might go in circles. */
const MOST_BLOCKS = 64;
const LARGEST_BLOCK = 1 << 20;

/**
 * Messages of an object header of version 1.
 *
 * @param base where in the file addresses count from.
 * @param address of the header.
 * @returns undefined when there is no such header at the address, or its blocks are implausible.
 * @see HDF5 file format specification, IV.A.1.a and IV.A.2
 */
export async function headerMessages(
  bytes: Pick<Source, "read">,
  base: number,
  address: bigint,
): Promise<HeaderMessage[] | undefined> {
  const at = base + Number(address);
  const head = viewOf(await bytes.read(at, PREFIX));
  if (head.byteLength < PREFIX || head.getUint8(0) !== 1) return undefined;
  const blocks = [{ start: at + PREFIX, length: head.getUint32(8, true) }];
  const messages: HeaderMessage[] = [];
  for (const { start, length } of blocks) {
    if (blocks.length > MOST_BLOCKS || length > LARGEST_BLOCK) return undefined;
    const view = viewOf(await bytes.read(start, length));
    for (let message = 0; message + MESSAGE <= view.byteLength; ) {
      const size = Math.min(view.getUint16(message + 2, true), view.byteLength - message - MESSAGE);
      const offset = message + MESSAGE;
      const content = new DataView(view.buffer, view.byteOffset + offset, size);
      const type = view.getUint16(message, true);
      messages.push({ type, at: start + offset, content });
      if (type === CONTINUATION && size >= 16) {
        const [more, span] = [0, 8].map((field) => Number(content.getBigUint64(field, true)));
        blocks.push({ start: base + more, length: span });
      }
      message = offset + size;
    }
  }
  return messages;
}
