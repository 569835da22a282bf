import { type Entry, Reader, ZipReader } from "@zip.js/zip.js";
import { CellScapeError } from "../../core/errors.ts";
import type { Folder, Source } from "../source.ts";
import { crc32 } from "./crc32.ts";
import { inflate } from "./inflate.ts";
import { expectInner, MOST_NAMES, tooManyNames } from "./innerPath.ts";
import { viewOf } from "./viewOf.ts";

/** Files in an archive, those of all folders together. */
const MOST_ENTRIES = 2_000_000;
/** A packed file is unpacked into memory as a whole; chunks of arrays are far smaller. */
const MOST_BYTES = 2 ** 30;
/** Deflate cannot shrink more than 1,032 times (zlib's own bound). */
const DEFLATE_RATIO = 1040;
const LOCAL_HEADER = 30;

/** The first bytes of a zip archive with something in it. */
export function looksLikeZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}

/**
 * A zip archive as a folder. Files that are stored are read in place; packed ones are unpacked when they are opened.
 * Of two files with one name the later counts, as in Python; what macOS adds is left out.
 *
 * @throws bad-file when the archive is damaged, a name leads out of it or it holds too many files.
 */
export async function zipFolder(archive: Source): Promise<Folder> {
  const known = opened.get(archive) ?? openFolder(archive);
  opened.set(archive, known);
  return known;
}

/** Every reader of archives needs the list of files; it is read once. */
const opened = new WeakMap<Source, Promise<Folder>>();

async function openFolder(archive: Source): Promise<Folder> {
  const files = new Map<string, Entry>();
  const names = new Map<string, Set<string>>([["", new Set()]]);
  for (const entry of await entriesOf(archive)) {
    const path = entry.filename.replace(/\/$/, "");
    if (path === "") continue;
    expectInner(archive.name, path);
    if (path.startsWith("__MACOSX/") || path === "__MACOSX") continue;
    if (!entry.directory) files.set(path, entry);
    addNames(archive.name, names, path, entry.directory);
  }
  return {
    kind: "folder",
    name: archive.name,
    list: async (path = "") => [...(names.get(path) ?? [])].sort(),
    async open(path) {
      expectInner(archive.name, path);
      const entry = files.get(path);
      return entry && memberSource(archive, entry, path);
    },
  };
}

/** Enter a file or folder, and every folder above it. */
function addNames(archive: string, names: Map<string, Set<string>>, path: string, directory: boolean): void {
  let name = directory ? `${path}/` : path;
  while (name !== "") {
    const cut = name.replace(/\/$/, "").lastIndexOf("/");
    const folder = cut < 0 ? "" : name.slice(0, cut);
    const inside = names.get(folder) ?? new Set();
    const known = inside.has(name.slice(cut + 1));
    inside.add(name.slice(cut + 1));
    if (inside.size > MOST_NAMES) throw tooManyNames(archive);
    names.set(folder, inside);
    if (known) return;
    name = folder === "" ? "" : `${folder}/`;
  }
}

async function entriesOf(archive: Source): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    const reader = new ZipReader(new SourceReader(archive));
    for await (const entry of reader.getEntriesGenerator()) {
      if (entries.length === MOST_ENTRIES) break;
      entries.push(entry);
    }
  } catch (cause) {
    if (cause instanceof CellScapeError) throw cause;
    const message = cause instanceof Error ? cause.message.toLowerCase() : "a damaged one";
    const got = /central directory/.test(message)
      ? "a file without the end of one: cut off, or of another format"
      : message;
    throw new CellScapeError("bad-file", `${archive.name}: expected a readable zip archive, got ${got}`, { cause });
  }
  if (entries.length < MOST_ENTRIES) return entries;
  throw new CellScapeError("bad-file", `${archive.name}: expected fewer than ${MOST_ENTRIES} files, got more`);
}

/** One file of the archive, checked against what the archive says of it. */
async function memberSource(archive: Source, entry: Entry, path: string): Promise<Source> {
  const name = `${archive.name}: ${path}`;
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  if (entry.encrypted)
    throw new CellScapeError("unsupported", `${name}: expected a file without a password, got one with`);
  if (compressionMethod !== 0 && compressionMethod !== 8) {
    const got = `zip method ${compressionMethod}`;
    throw new CellScapeError("unsupported", `${name}: expected a stored or deflated file, got ${got}`);
  }
  const stored = compressionMethod === 0;
  const most = stored ? compressedSize : Math.min(MOST_BYTES, DEFLATE_RATIO * compressedSize);
  if (!(uncompressedSize <= most)) {
    const got = `${uncompressedSize} from ${compressedSize}`;
    throw new CellScapeError("bad-file", `${name}: expected at most ${most} bytes, got a file that claims ${got}`);
  }
  const header = await archive.read(entry.offset, LOCAL_HEADER);
  const view = viewOf(header);
  if (header.length < LOCAL_HEADER || view.getUint32(0, true) !== 0x04034b50) throw damaged(name);
  const start = entry.offset + LOCAL_HEADER + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + compressedSize > archive.size) throw damaged(name);
  let read = async (offset: number, length: number) => {
    const bytes = await archive.read(start + offset, Math.max(0, Math.min(length, uncompressedSize - offset)));
    // Parts of a file have no checksum of their own.
    if (bytes.length === uncompressedSize && crc32(bytes) !== entry.signature) throw damaged(name);
    return bytes;
  };
  if (!stored) {
    const packed = await archive.read(start, compressedSize);
    const bytes = await inflate(packed, "deflate-raw", uncompressedSize).catch((cause: unknown) => {
      throw damaged(name, cause);
    });
    if (bytes.length !== uncompressedSize || crc32(bytes) !== entry.signature) throw damaged(name);
    read = async (offset, length) => bytes.subarray(offset, offset + length);
  }
  const mount = () => {
    throw new CellScapeError("unsupported", `${name}: expected an unpacked file, got one inside an archive; unpack it`);
  };
  return { kind: "file", name, size: uncompressedSize, read, mount, beside: async () => undefined };
}

function damaged(name: string, cause?: unknown): CellScapeError {
  return new CellScapeError("bad-file", `${name}: expected a whole file, got a damaged one`, { cause });
}

/** The archive as zip.js reads it. */
class SourceReader extends Reader<Source> {
  private readonly archive: Source;

  constructor(archive: Source) {
    super(archive);
    this.archive = archive;
    this.size = archive.size;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.archive.read(index, length);
  }
}
