import type { Draft } from "../source.ts";

/**
 * HDF5 has no boolean; h5py, and with it anndata, stores one as an enumeration of FALSE and TRUE over int8. h5wasm
 * cannot write enumerations, so booleans are written as a compound type of one int8 member with a telling name, whose
 * description is overwritten once the file is closed. Both descriptions are of version 1 and the second is shorter;
 * object headers of version 1 carry no checksum.
 */
export const BOOLEAN_MEMBER = "csbool1";

/** A compound type of one int8 member, as the HDF5 library encodes it: header, name, offset, no dimensions, int8. */
const MARKED = layout([0x16, 1, 0, 0, 1, 0, 0, 0], BOOLEAN_MEMBER, new Array(32).fill(0), int8());
/** h5py's boolean: header, int8, two names padded to 8 bytes, two values. */
const ENUMERATION = layout([0x18, 2, 0, 0, 1, 0, 0, 0], int8(), "FALSE", "TRUE", [0, 1]);

const BLOCK = 1 << 22;

/**
 * Turn the marked types of a closed file into booleans.
 *
 * @param from where in the file to look first: what was written lies at its end.
 * @param expected how many there must be.
 */
export async function patchBooleans(draft: Draft, from: number, expected: number): Promise<void> {
  if (expected === 0) return;
  let offsets = await findMarks(draft, from);
  // New objects may also be put into gaps of the file.
  if (offsets.length !== expected) offsets = await findMarks(draft, 0);
  if (offsets.length !== expected)
    throw new Error(`internal: ${expected} booleans were written, ${offsets.length} found`);
  const patch = new Uint8Array(MARKED.length);
  patch.set(ENUMERATION);
  for (const at of offsets) await draft.write(at, patch);
}

async function findMarks(draft: Draft, from: number): Promise<number[]> {
  const offsets: number[] = [];
  const size = await draft.size();
  for (let start = Math.max(0, from - MARKED.length); start < size; start += BLOCK) {
    // Blocks overlap so that a mark across a border is found, and only in one of them.
    const block = await draft.read(start, BLOCK + MARKED.length - 1);
    for (let at = block.indexOf(MARKED[0]); at >= 0; at = block.indexOf(MARKED[0], at + 1)) {
      if (at < BLOCK && at + MARKED.length <= block.length && MARKED.every((byte, k) => block[at + k] === byte)) {
        offsets.push(start + at);
      }
    }
  }
  return offsets;
}

/** Class 0, version 1: little-endian, signed, 1 byte, 8 bits from bit 0. */
function int8(): number[] {
  return [0x10, 0x08, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0];
}

/** Bytes in sequence; names end with a zero and are padded to 8 bytes. */
function layout(...parts: (number[] | string)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? Array.from({ length: 8 }, (_, i) => part.charCodeAt(i) || 0) : part,
    ),
  );
}
