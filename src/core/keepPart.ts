/**
 * Makes a part of long work, or takes it from where an earlier process, which was cut off, kept it.
 *
 * @param name of the part, the same in every process: letters, digits, `-` and `_`.
 * @param make the part: plain records, lists and typed arrays, the same bytes whoever makes it.
 */
export type KeepPart = <T>(name: string, make: () => T | Promise<T>) => Promise<T>;

/** Keeps nothing. */
export const keepNothing: KeepPart = async (_, make) => make();
