type Entries = Uint32Array | Float32Array;

/** A larger array that begins with the values of the old one, while entries arrive whose number is not to be trusted. */
export function grown<T extends Entries>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** The first values of an array; the array itself when these are all. */
export function trimmed<T extends Entries>(values: T, length: number): T {
  // A slice of a typed array is one of the same kind, which its type does not say.
  return values.length === length ? values : (values.slice(0, length) as T);
}
