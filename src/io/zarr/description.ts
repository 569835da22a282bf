import { CellScapeError } from "../../core/errors.ts";
import { EXACT_SIZE } from "./codecs.ts";
import { configurationOf, isObject, type JsonObject, type ZarrNode } from "./node.ts";

/**
 * The shape of the grid of chunks (of shards, where there are such), after a check of all sizes.
 *
 * @throws bad-file when shape or chunks are no whole numbers or do not fit together.
 */
export function expectShape(where: string, { version, description }: ZarrNode): number[] {
  const { shape } = description;
  const grid = version === 2 ? description.chunks : configurationOf(description.chunk_grid).chunk_shape;
  const inner = version === 2 ? undefined : innerChunks(description.codecs);
  for (const sizes of inner === undefined ? [shape, grid] : [shape, grid, inner]) {
    const whole = Array.isArray(sizes) && sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
    const alike = Array.isArray(sizes) && Array.isArray(shape) && sizes.length === shape.length;
    const positive = sizes === shape || (whole && sizes.every((size) => size > 0));
    if (whole && alike && positive && Number.isSafeInteger(product(sizes)) && sizes.length <= 8) continue;
    const got = `${JSON.stringify(shape)} in chunks of ${JSON.stringify(sizes)}`;
    throw new CellScapeError(
      "bad-file",
      `${where}: expected a shape and chunks of whole numbers, got ${got.slice(0, 200)}`,
    );
  }
  // Checked just now: an array of numbers.
  return grid as number[];
}

/** Whether an array holds half precision. */
export const isHalf = ({ version, description }: ZarrNode) =>
  version === 3 ? description.data_type === "float16" : /^[<>]f2$/.test(String(description.dtype));

/**
 * The description as zarrita is to see it: with a check of the size of every chunk, once it is decoded to plain numbers,
 * and with half precision as the bits that it is.
 */
export function exactChunks(node: ZarrNode): JsonObject {
  const { version, description } = node;
  const zero = description.fill_value === 0 || description.fill_value === null;
  const half = isHalf(node) && zero;
  if (version === 3) {
    const type = half ? { data_type: "uint16" } : {};
    return { ...description, ...type, codecs: exactCodecs(description.codecs) };
  }
  if (description.dtype === "|O") return description;
  const type = half ? { dtype: String(description.dtype).replace("f", "u") } : {};
  const filters = Array.isArray(description.filters) ? description.filters : [];
  return { ...description, ...type, filters: [{ id: EXACT_SIZE }, ...filters] };
}

function exactCodecs(codecs: unknown): unknown {
  if (!Array.isArray(codecs)) return codecs;
  return codecs.flatMap((codec: unknown) => {
    if (!isObject(codec)) return [codec];
    if (codec.name === "bytes") return [codec, { name: EXACT_SIZE, configuration: {} }];
    if (codec.name !== "sharding_indexed") return [codec];
    const configuration = configurationOf(codec);
    return [{ ...codec, configuration: { ...configuration, codecs: exactCodecs(configuration.codecs) } }];
  });
}

/**
 * Refuse keys of chunks with anything else than . or / between their numbers.
 *
 * @throws bad-file
 */
export function expectSeparator(where: string, { version, description }: ZarrNode): void {
  const encoding = configurationOf(description.chunk_key_encoding);
  const separator = version === 2 ? description.dimension_separator : encoding.separator;
  if (separator === undefined || separator === "." || separator === "/") return;
  const got = JSON.stringify(separator);
  throw new CellScapeError("bad-file", `${where}: expected keys of chunks with . or / between numbers, got ${got}`);
}

function innerChunks(codecs: unknown): unknown {
  if (!Array.isArray(codecs)) return undefined;
  const sharding = codecs.find((codec) => isObject(codec) && codec.name === "sharding_indexed");
  return sharding === undefined ? undefined : (configurationOf(sharding).chunk_shape ?? []);
}

const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);
