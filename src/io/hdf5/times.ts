import type { Draft } from "../source.ts";
import { headerMessages } from "./header.ts";

/** Message type of an object header: time of the last change. */
const TIME = 0x12;

/**
 * Set the time of the last change to 0. The HDF5 library writes the time of day into the header of every dataset that it
 * creates, and h5wasm cannot tell it not to; without it the same content gives the same bytes.
 *
 * @param base where in the file addresses count from.
 * @param addresses of object headers of version 1, in a file that is closed.
 * @see HDF5 file format specification, IV.A.2.s
 */
export async function clearTimes(draft: Draft, base: number, addresses: readonly bigint[]): Promise<void> {
  for (const address of addresses) {
    const messages = await headerMessages(draft, base, address);
    if (messages === undefined) throw new Error(`internal: no object header at ${address}`);
    for (const { type, at } of messages) {
      // Version, three reserved bytes, seconds.
      if (type === TIME) await draft.write(at + 4, new Uint8Array(4));
    }
  }
}
