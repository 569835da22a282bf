import { CellScapeError } from "./errors.ts";

/** Megabytes of 2^20 bytes. */
export const megabyte = 2 ** 20;

const units: Readonly<Record<string, number>> = { K: 2 ** 10, M: megabyte, G: 2 ** 30, T: 2 ** 40 };

/** How an amount of memory is written: 4GB, 500 MB, 1.5GiB; K, M, G and T are powers of 1,024. */
export const memoryPattern = /^(\d+(?:\.\d+)?)\s*([KMGT])(?:i?B)?$/i;

/** Bytes of an amount of memory. @throws bad-option when it is none. */
export function bytesOf(text: string): number {
  const [, amount, unit] = memoryPattern.exec(text.trim()) ?? [];
  if (amount !== undefined) return Number(amount) * units[unit.toUpperCase()];
  throw new CellScapeError("bad-option", `--memory: expected an amount such as 4GB or 500MB, got ${text}`);
}

/** An amount of memory in words: `780 MB`, `4.2 GB`. */
export function memoryInWords(bytes: number): string {
  const mb = bytes / megabyte;
  return mb < 1000 ? `${Math.round(mb)} MB` : `${(mb / 1024).toFixed(1)} GB`;
}
