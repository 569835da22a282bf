/** Bytes of a file, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range that a request wants.
 *
 * @param header value of Range; undefined for the whole file.
 * @returns `whole`, or `none` where the file has no such bytes, or several ranges or another unit are wanted.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | "whole" | "none" {
  if (header === undefined) return "whole";
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header) ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return "none";
  if (from === "")
    return Number(to) > 0 && size > 0 ? { start: Math.max(0, size - Number(to)), end: size - 1 } : "none";
  const range = { start: Number(from), end: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
  return range.start <= range.end ? range : "none";
}
