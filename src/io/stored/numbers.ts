import { CellScapeError } from "../../core/errors.ts";

export type NumericArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** The part of an HDF5 type description that matters here; `type` 1 is floating point, all else integers. */
interface NumberType {
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
}

/**
 * Little-endian numbers out of raw bytes, copied unless the bytes are all of their buffer: 64-bit integers become doubles (exact up to 2^53),
 * half precision becomes single.
 *
 * @throws unsupported for sizes that have no JavaScript array, such as 16-byte floats.
 */
export function decodeNumbers(bytes: Uint8Array, { type, size, signed }: NumberType): NumericArray {
  const { buffer } = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  if (type === 1) {
    if (size === 2) return fromHalf(new Uint16Array(buffer));
    if (size === 4) return new Float32Array(buffer);
    if (size === 8) return new Float64Array(buffer);
  } else {
    if (size === 1) return signed ? new Int8Array(buffer) : new Uint8Array(buffer);
    if (size === 2) return signed ? new Int16Array(buffer) : new Uint16Array(buffer);
    if (size === 4) return signed ? new Int32Array(buffer) : new Uint32Array(buffer);
    if (size === 8) return fromInt64(buffer, signed);
  }
  throw new CellScapeError("unsupported", `numbers: expected 1, 2, 4 or 8 bytes each, got ${size}`);
}

/** Fast form of `Float64Array.from(new BigInt64Array(buffer), Number)`, which makes a bigint an element. */
function fromInt64(buffer: ArrayBufferLike, signed: boolean): Float64Array {
  const low = new Uint32Array(buffer);
  const high = signed ? new Int32Array(buffer) : low;
  const values = new Float64Array(low.length / 2);
  for (let i = 0; i < values.length; i++) values[i] = high[2 * i + 1] * 4294967296 + low[2 * i];
  return values;
}

/** IEEE 754 half precision: 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. */
function fromHalf(bits: Uint16Array): Float32Array {
  const values = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) {
    const sign = bits[i] & 0x8000 ? -1 : 1;
    const exponent = (bits[i] >> 10) & 0x1f;
    const fraction = bits[i] & 0x3ff;
    if (exponent === 0) values[i] = sign * fraction * 2 ** -24;
    else if (exponent === 31) values[i] = fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    else values[i] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return values;
}
