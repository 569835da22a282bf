/** [some] where each of some names is among others, which hold them all. */
export function placesOf(some: readonly string[], among: readonly string[]): Uint32Array {
  const place = new Map(among.map((name, at) => [name, at]));
  return Uint32Array.from(some, (name) => {
    const at = place.get(name);
    if (at === undefined) throw new Error(`internal: ${name} is not among the names`);
    return at;
  });
}
