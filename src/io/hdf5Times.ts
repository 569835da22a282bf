import type { Draft } from "./source.ts";

/** Message types of an object header: time of the last change, and where more messages are. */
const TIME = 0x12;
const CONTINUATION = 0x10;
/** Before the messages of a header of version 1; before the content of each. */
const PREFIX = 16;
const MESSAGE = 8;

/**
 * Set the time of the last change to 0. The HDF5 library writes the time of day into the header of every dataset that it
 * creates, and h5wasm cannot tell it not to; without it the same content gives the same bytes.
 *
 * @param base where in the file addresses count from.
 * @param addresses of object headers of version 1, in a file that is closed.
 * @see HDF5 file format specification, IV.A.1.a and IV.A.2.s
 */
export async function clearTimes(draft: Draft, base: number, addresses: readonly bigint[]): Promise<void> {
  for (const address of addresses) {
    const at = base + Number(address);
    const head = viewOf(await draft.read(at, PREFIX));
    if (head.byteLength < PREFIX || head.getUint8(0) !== 1) throw new Error(`internal: no object header at ${at}`);
    const blocks = [{ start: at + PREFIX, length: head.getUint32(8, true) }];
    for (const { start, length } of blocks) {
      const view = viewOf(await draft.read(start, length));
      for (let message = 0; message + MESSAGE <= view.byteLength; ) {
        const type = view.getUint16(message, true);
        const content = message + MESSAGE;
        // Version, three reserved bytes, seconds.
        if (type === TIME) await draft.write(start + content + 4, new Uint8Array(4));
        if (type === CONTINUATION) {
          const [place, size] = [content, content + 8].map((field) => Number(view.getBigUint64(field, true)));
          blocks.push({ start: base + place, length: size });
        }
        message = content + view.getUint16(message + 2, true);
      }
    }
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
