import { CellScapeError } from "../../core/errors.ts";
import type { Draft, Source } from "../source.ts";
import { expectSoundHeaps } from "./heaps.ts";
import { lookup3 } from "./lookup3.ts";

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Longest superblock of versions 0 to 3 with 8-byte addresses, plus a margin. */
const LENGTH = 128;

type Bytes = Pick<Source, "read">;

/** Inputs that were looked through: a reader that recognises one and then reads it need not look twice. */
const sound = new WeakSet<Source>();

/** Where the parts of a superblock lie, from its own beginning. Versions 0 and 1 carry no checksum. */
interface Layout {
  readonly base: number;
  readonly endOfFile: number;
  readonly root: number;
  readonly checksum: number | undefined;
}

/** True when the bytes begin as an HDF5 file does. */
export function looksLikeHdf5(head: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => head[i] === byte);
}

/**
 * Refuse what is not HDF5, what was cut short and what would stop the library, before the library sees it.
 *
 * @throws bad-file, naming what is wrong.
 */
export async function expectWholeHdf5(source: Source): Promise<void> {
  if (sound.has(source)) return;
  const found = await findSuperblock(source, source.size);
  if (found === undefined) {
    const got = source.size === 0 ? "an empty file" : "something else (its signature is missing)";
    throw new CellScapeError("bad-file", `${source.name}: expected an HDF5 file, got ${got}`);
  }
  const { at, block, layout } = found;
  if (layout === undefined) return;
  const end = at + Number(block.getBigUint64(layout.endOfFile, true) - block.getBigUint64(layout.base, true));
  if (end <= source.size) {
    await expectSoundHeaps(source);
    sound.add(source);
    return;
  }
  throw new CellScapeError(
    "bad-file",
    `${source.name}: expected ${end} bytes, got ${source.size}: the file was cut short; copy or download it again`,
  );
}

/**
 * Make another group the root group of a closed HDF5 file. The old root group stays in the file, out of reach.
 *
 * HDF5 keeps the address of the root group in its superblock; the library used here can neither remove nor move links,
 * so a changed tree is built beside the old one and put in its place with this one write.
 *
 * @param address of the new root group, as an object reference gives it.
 * @throws unsupported for a superblock of a version after 3 or with addresses of another size than 8 bytes.
 * @see HDF5 file format specification, II.A: superblock
 */
export async function replaceRoot(draft: Draft, address: bigint): Promise<void> {
  const found = await findSuperblock(draft, await draft.size());
  if (found?.layout === undefined) {
    throw new CellScapeError("unsupported", "expected an HDF5 superblock of version 0 to 3 with 8-byte addresses");
  }
  const { at, block, layout } = found;
  block.setBigUint64(layout.root, address, true);
  if (layout.checksum === undefined) {
    // The entry caches the group's structures (cache type 1, 4 + 4 + 16 bytes); type 0 has them looked up again.
    for (let k = 8; k < 32; k++) block.setUint8(layout.root + k, 0);
  } else {
    block.setUint32(layout.checksum, lookup3(new Uint8Array(block.buffer, 0, layout.checksum)), true);
  }
  const length = layout.checksum === undefined ? layout.root + 32 : layout.checksum + 4;
  await draft.write(at, new Uint8Array(block.buffer, 0, length));
}

/** Where in a file addresses count from: the HDF5 library takes the place of the superblock, whatever that says. */
export async function baseAddress(draft: Draft): Promise<number> {
  const found = await findSuperblock(draft, await draft.size());
  if (found === undefined) throw new Error("internal: a written file has no superblock");
  return found.at;
}

/** The same of an input; undefined where addresses are not 8 bytes long, or there is no superblock that is known. */
export async function superblockOffset(source: Source): Promise<number | undefined> {
  const found = await findSuperblock(source, source.size);
  return found?.layout && found.at;
}

/** The superblock lies at 0, or after a user block of 512, 1024, 2048, ... bytes. */
async function findSuperblock(bytes: Bytes, size: number) {
  for (let at = 0; at + SIGNATURE.length <= size; at = at === 0 ? 512 : at * 2) {
    const head = await bytes.read(at, LENGTH);
    if (!looksLikeHdf5(head)) continue;
    const padded = new Uint8Array(LENGTH);
    padded.set(head);
    const block = new DataView(padded.buffer);
    return { at, block, layout: superblockLayout(block) };
  }
  return undefined;
}

function superblockLayout(block: DataView): Layout | undefined {
  const version = block.getUint8(8);
  if (version <= 1 && block.getUint8(13) === 8) {
    const base = version === 0 ? 24 : 28;
    return { base, endOfFile: base + 16, root: base + 40, checksum: undefined };
  }
  if ((version === 2 || version === 3) && block.getUint8(9) === 8) {
    return { base: 12, endOfFile: 28, root: 36, checksum: 44 };
  }
  return undefined;
}
