import { registry } from "zarrita";
import { CellScapeError } from "../../core/errors.ts";
import { inflate } from "../bytes/inflate.ts";
import { TextList } from "../bytes/textList.ts";
import { viewOf } from "../bytes/viewOf.ts";

/** No chunk of any array is larger than this once decoded: the writers at hand cut near 1 MB, shards near 1 GB. */
export const MOST_CHUNK_BYTES = 2 ** 30;
/** Zarr's own limit of a blosc chunk, and far above any chunk of names. */
const MOST_TEXT_BYTES = 2 ** 28;

/** What zarrita tells a codec about the chunks that it will decode. */
interface ChunkMeta {
  readonly dataType: string;
  readonly shape: readonly number[];
}

/** Name of the codec that changes nothing, and refuses a chunk of another size than its array says. */
export const EXACT_SIZE = "cellscape-exact-size";

interface BytesCodec {
  readonly kind: "bytes_to_bytes";
  encode(bytes: Uint8Array): Promise<Uint8Array> | Uint8Array;
  decode(bytes: Uint8Array): Promise<Uint8Array> | Uint8Array;
}

interface BytesCodecClass {
  fromConfig(configuration: unknown, meta: ChunkMeta): Omit<BytesCodec, "kind">;
}

let done = false;

/**
 * Put bounds on zarrita's decoders, once: a chunk may not decode to more than its array says, whatever its own header
 * says, and text must be UTF-8.
 */
export function boundZarrCodecs(): void {
  if (done) return;
  done = true;
  for (const prefix of ["", "numcodecs."]) {
    for (const name of ["blosc", "lz4", "zstd"] as const) {
      const load = registry.get(name);
      if (load === undefined) throw new Error(`internal: zarrita has no codec ${name}`);
      // zarrita types its registry by its own codec classes, which it does not export.
      set(`${prefix}${name}`, async () => bounded(name, (await load()) as unknown as BytesCodecClass));
    }
    set(`${prefix}gzip`, async () => inflating("gzip"));
    set(`${prefix}zlib`, async () => inflating("deflate"));
    set(`${prefix}${EXACT_SIZE}`, async () => EXACT);
    set(`${prefix}vlen-utf8`, async () => ({ fromConfig: (_: unknown, meta: ChunkMeta) => textCodec(meta) }));
  }
}

function set(name: string, load: () => Promise<unknown>): void {
  // As above: the classes that zarrita wants are structural, but their types are not exported.
  registry.set(name, load as unknown as Parameters<typeof registry.set>[1]);
}

/** Bytes that a chunk may have once decoded: exact for numbers, with some room for checksums. */
function mostBytes({ dataType, shape }: ChunkMeta): number {
  const isText = dataType === "string" || dataType === "v2:object";
  const elements = shape.reduce((product, span) => product * span, 1);
  return isText ? MOST_TEXT_BYTES : Math.min(elements * sizeOf(dataType), MOST_CHUNK_BYTES) + 64;
}

/** Bytes of one element; text of varying length is taken for short. */
export function sizeOf(dataType: string): number {
  const [, bits] = /^(?:u?int|float)(\d+)$/.exec(dataType) ?? [];
  if (bits) return Number(bits) / 8;
  const [, kind, length] = /^v2:([US])(\d+)$/.exec(dataType) ?? [];
  return length ? Number(length) * (kind === "U" ? 4 : 1) : 1;
}

/** A chunk that is cut short would be taken for zeros. */
const EXACT: BytesCodecClass = {
  fromConfig(_, { dataType, shape }) {
    const bytes = shape.reduce((product, span) => product * span, 1) * sizeOf(dataType);
    return {
      ...READ_ONLY,
      decode(chunk) {
        if (chunk.length === bytes) return chunk;
        throw new CellScapeError("bad-file", `expected chunks of ${bytes} bytes, got one of ${chunk.length}`);
      },
    };
  },
};

function inflating(format: CompressionFormat): BytesCodecClass {
  return {
    fromConfig: (_, meta) => ({ ...READ_ONLY, decode: (bytes) => inflate(bytes, format, mostBytes(meta)) }),
  };
}

function bounded(name: "blosc" | "lz4" | "zstd", codecClass: BytesCodecClass): BytesCodecClass {
  return {
    fromConfig(configuration, meta) {
      const inner = codecClass.fromConfig({ ...DEFAULTS[name], ...Object(configuration) }, meta);
      const most = mostBytes(meta);
      return {
        ...READ_ONLY,
        async decode(bytes) {
          const declared = declaredSize(name, bytes);
          if (!(declared <= most)) {
            const got = Number.isNaN(declared) ? `${bytes.length} bytes of something else` : `${declared}`;
            throw new CellScapeError("bad-file", `expected a ${name} chunk of at most ${most} bytes, got ${got}`);
          }
          const decoded = await inner.decode(bytes);
          if (decoded.length > most)
            throw new CellScapeError("bad-file", `a ${name} chunk larger than its array declares`);
          return decoded;
        },
      };
    },
  };
}

/** Decoders that insist on settings which only encoding needs. */
const DEFAULTS = {
  blosc: { clevel: 5, cname: "lz4", shuffle: 1, blocksize: 0 },
  lz4: { acceleration: 1 },
  zstd: { level: 1 },
} as const;

const READ_ONLY = {
  kind: "bytes_to_bytes",
  encode(): never {
    throw new Error("internal: codecs are for reading only");
  },
} as const;

/** The size that a compressed chunk says it will have; NaN when it is no such chunk. */
function declaredSize(name: "blosc" | "lz4" | "zstd", bytes: Uint8Array): number {
  const view = viewOf(bytes);
  if (name === "lz4") return bytes.length >= 4 ? view.getUint32(0, true) : Number.NaN;
  if (name === "blosc") {
    // Header of 16 bytes: versions and flags, then decoded size, block size and encoded size.
    return bytes.length >= 16 && view.getUint32(12, true) <= bytes.length ? view.getUint32(4, true) : Number.NaN;
  }
  return zstdSize(view);
}

/**
 * The content size in the header of a zstd frame (RFC 8878, 3.1.1.1). NaN when the frame does not end where the bytes do:
 * the decoder (numcodecs 0.3) would wait for the rest forever.
 */
function zstdSize(view: DataView): number {
  if (view.byteLength < 6 || view.getUint32(0, true) !== 0xfd2fb528) return Number.NaN;
  const descriptor = view.getUint8(4);
  const single = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3];
  const at = 5 + (single ? 0 : 1) + dictionary;
  const kind = descriptor >> 6;
  const length = kind === 0 ? (single ? 1 : 0) : 2 ** kind;
  const { end, most } = zstdBlocks(view, at + length);
  const checksum = (descriptor & 4) === 0 ? 0 : 4;
  if (end + checksum !== view.byteLength) return Number.NaN;
  // A frame that keeps silent about its size is taken for modest, unless its blocks can hold more.
  if (length === 0) return most <= MOST_CHUNK_BYTES ? 0 : most;
  if (length === 1) return view.getUint8(at);
  if (length === 2) return view.getUint16(at, true) + 256;
  if (length === 4) return view.getUint32(at, true);
  return Number(view.getBigUint64(at, true));
}

/** Where the blocks of a zstd frame end, NaN when they do not, and what they hold at most: 128 kB if compressed. */
function zstdBlocks(view: DataView, from: number): { end: number; most: number } {
  let most = 0;
  for (let at = from; at + 3 <= view.byteLength; ) {
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    const [last, kind, size] = [header & 1, (header >> 1) & 3, header >> 3];
    most += kind === 2 ? 2 ** 17 : size;
    // A run of one byte is stored as that byte.
    at += 3 + (kind === 1 ? 1 : size);
    if (last === 1) return { end: at, most };
  }
  return { end: Number.NaN, most };
}

/** Text of varying length: the number of texts, then each with its length in bytes, all in 32 bits. */
function textCodec({ shape }: ChunkMeta) {
  const stride = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, span) => product * span, 1));
  return {
    kind: "array_to_bytes",
    encode: READ_ONLY.encode,
    decode(bytes: Uint8Array) {
      const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
      const view = viewOf(bytes);
      const count = bytes.length < 4 ? Number.NaN : view.getUint32(0, true);
      const elements = shape.reduce((product, span) => product * span, 1);
      // Every text takes 4 bytes at least.
      if (count !== elements || !(4 * count <= bytes.length - 4))
        throw new CellScapeError("bad-file", "a damaged list of texts");
      const texts = new TextList(count, decoder);
      let at = 4;
      for (let i = 0; i < count; i++) {
        const length = at + 4 <= bytes.length ? view.getUint32(at, true) : Number.POSITIVE_INFINITY;
        at += 4;
        if (at + length > bytes.length) throw new CellScapeError("bad-file", "a list of texts that ends too early");
        try {
          texts.push(bytes, at, at + length);
        } catch (cause) {
          throw new CellScapeError("bad-file", `text ${i} is not UTF-8`, { cause });
        }
        at += length;
      }
      return { data: texts.finish(), shape: [...shape], stride };
    },
  };
}
