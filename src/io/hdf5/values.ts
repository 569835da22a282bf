import type { CompoundMember, Metadata } from "h5wasm";
import type { Hdf5Library } from "../hdf5Access.ts";
import { decodeNumbers, type NumericArray } from "../stored/numbers.ts";
import type { AttributeValue } from "../stored/tree.ts";

type Module = Hdf5Library["Module"];

/** A block of a dataset: its first element and its extent along each axis. */
export interface Block {
  readonly from: readonly number[];
  readonly count: readonly number[];
}

/** Class codes of HDF5 datatypes (H5T_class_t). */
const INTEGER = 0;
const FLOAT = 1;
const STRING = 3;
const ENUM = 8;
/** Strings padded with spaces, as Fortran does (H5T_str_t). */
const SPACE_PADDED = 2;
/** HDF5 keeps larger attributes out of object headers; none that means anything here is that large. */
const LARGEST_ATTRIBUTE = 1 << 26;

/** Numbers of a dataset, or of a block of it. */
export function readNumbers(
  module: Module,
  file: bigint,
  path: string,
  metadata: Metadata,
  block?: Block,
): NumericArray {
  const bytes = size(metadata, block);
  if (bytes === 0) return new Float64Array(0);
  return inMemory(module, bytes, (pointer) => {
    readBlock(module, file, path, pointer, block);
    return decodeNumbers(module.HEAPU8.subarray(pointer, pointer + bytes), metadata);
  });
}

/** Strings of a dataset, or of a block of it. */
export function readStrings(module: Module, file: bigint, path: string, metadata: Metadata, block?: Block): string[] {
  const bytes = size(metadata, block);
  if (bytes === 0) return [];
  return inMemory(module, bytes, (pointer) => {
    readBlock(module, file, path, pointer, block);
    const strings = decodeStrings(module, pointer, bytes, metadata);
    if (metadata.vlen) {
      if (block) module.reclaim_vlen_memory_count(file, path, "", BigInt(pointer), block.count.map(BigInt));
      else module.reclaim_vlen_memory(file, path, "", BigInt(pointer));
    }
    return strings;
  });
}

/**
 * Some fields of an array of records, or of a block of it: numbers or text, one value a record.
 *
 * @param fields members of the record type.
 */
export function readRecordFields(
  module: Module,
  file: bigint,
  path: string,
  { metadata, fields, block }: { metadata: Metadata; fields: readonly CompoundMember[]; block: Block },
): (NumericArray | string[])[] {
  const bytes = size(metadata, block);
  if (bytes === 0) return fields.map(({ type }) => (type === STRING ? [] : new Float64Array(0)));
  return inMemory(module, bytes, (pointer) => {
    readBlock(module, file, path, pointer, block);
    const all = module.HEAPU8.subarray(pointer, pointer + bytes);
    const count = bytes / metadata.size;
    return fields.map((field) => {
      // The bytes of one field, without those of the fields between.
      const packed = new Uint8Array(count * field.size);
      for (let i = 0, from = field.offset; i < count; i++, from += metadata.size) {
        for (let b = 0; b < field.size; b++) packed[i * field.size + b] = all[from + b];
      }
      return field.type === STRING ? fixedStrings(packed, field) : decodeNumbers(packed, field);
    });
  });
}

/**
 * An attribute; undefined when it is neither text, numbers nor booleans.
 *
 * h5wasm's own reading of variable-length data frees the pointers that it requested even when they never arrived, which
 * on a damaged file frees garbage and may never end; so this and `readStrings` go below it.
 */
export function readAttribute(module: Module, file: bigint, path: string, name: string): AttributeValue | undefined {
  const metadata = module.get_attribute_metadata(file, path, name);
  const { type, shape } = metadata;
  if (shape === null || ![INTEGER, FLOAT, STRING, ENUM].includes(type)) return undefined;
  const bytes = size(metadata);
  if (bytes === 0) return [];
  if (!(bytes <= LARGEST_ATTRIBUTE)) throw new RangeError(`an attribute of ${bytes} bytes`);
  const values = inMemory(module, bytes, (pointer): (string | number | boolean)[] => {
    module.get_attribute_data(file, path, name, BigInt(pointer));
    if (type === STRING) {
      const strings = decodeStrings(module, pointer, bytes, metadata);
      if (metadata.vlen) module.reclaim_vlen_memory(file, path, name, BigInt(pointer));
      return strings;
    }
    const numbers = Array.from(decodeNumbers(module.HEAPU8.subarray(pointer, pointer + bytes), metadata));
    return isBoolean(metadata) ? numbers.map((value) => value !== 0) : numbers;
  });
  return shape.length === 0 ? values[0] : values;
}

/** h5py stores booleans as an enumeration of FALSE and TRUE. */
export function isBoolean({ type, enum_type }: Metadata): boolean {
  return type === ENUM && enum_type?.members.FALSE === 0 && enum_type.members.TRUE === 1;
}

function readBlock(module: Module, file: bigint, path: string, pointer: number, block: Block | undefined): void {
  const [count, from] = [block?.count ?? [], block?.from ?? []].map((sizes) => sizes.map(BigInt));
  const selection = block ? ([count, from, count.map(() => 1n)] as const) : ([null, null, null] as const);
  module.get_dataset_data(file, path, ...copied(selection), BigInt(pointer));
}

/** The library types its lists as mutable. */
function copied<T>([a, b, c]: readonly [T, T, T]): [T, T, T] {
  return [a, b, c];
}

function size({ shape, size: element }: Metadata, block?: Block): number {
  return (block?.count ?? shape ?? [0]).reduce((product, span) => product * span, 1) * element;
}

/** Memory inside the library for as long as `use` runs; zeroed, so that pointers that never arrive are null. */
function inMemory<T>(module: Module, bytes: number, use: (pointer: number) => T): T {
  if (!(bytes <= module.MAXIMUM_MEMORY)) throw new RangeError(`no memory for ${bytes} bytes`);
  const pointer = module._malloc(bytes);
  if (pointer === 0) throw new RangeError(`no memory for ${bytes} bytes`);
  try {
    module.HEAPU8.fill(0, pointer, pointer + bytes);
    return use(pointer);
  } finally {
    module._free(pointer);
  }
}

function decodeStrings(module: Module, pointer: number, bytes: number, metadata: Metadata): string[] {
  if (metadata.vlen) {
    const pointers = new Uint32Array(module.HEAPU8.slice(pointer, pointer + bytes).buffer);
    return Array.from(pointers, (at) => module.UTF8ToString(at));
  }
  return fixedStrings(module.HEAPU8.subarray(pointer, pointer + bytes), metadata);
}

/** Strings of one length each, padded with zeros or spaces. */
function fixedStrings(bytes: Uint8Array, { size, strpad }: Pick<Metadata, "size" | "strpad">): string[] {
  const decoder = new TextDecoder();
  const strings: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const padded = bytes.subarray(at, at + size);
    const end = padded.indexOf(0);
    const text = decoder.decode(end < 0 ? padded : padded.subarray(0, end));
    strings.push(strpad === SPACE_PADDED ? text.replace(/ +$/, "") : text);
  }
  return strings;
}
