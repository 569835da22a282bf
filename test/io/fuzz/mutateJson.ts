import type { Random } from "../../../src/core/random.ts";
import type { Mutated } from "./mutateBytes.ts";

/** Values of every type, and numbers at which sizes go wrong. */
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  "",
  "x",
  "__proto__",
  "../../x",
  "-1",
  "|O",
  "<f8",
  ">i4",
  "<U4294967295",
  "blosc",
  0,
  -1,
  1,
  1.5,
  2 ** 31 - 1,
  2 ** 32,
  2 ** 53,
  1e300,
  [],
  {},
  [0],
  [[]],
  ["x"],
  { id: "zlib" },
  { name: "gzip" },
];
const DEEP = 3000;

type Holder = Record<string, unknown> | unknown[];

/** A value of a JSON file replaced by one of another type or size, left out, moved or renamed; undefined when it is none. */
export function mutateJson(bytes: Uint8Array, rng: Random): Mutated | undefined {
  let root: unknown;
  try {
    root = JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
  const places: (readonly [holder: Holder, key: string])[] = [];
  const enter = (holder: unknown) => {
    if (typeof holder !== "object" || holder === null) return;
    for (const key of Object.keys(holder)) {
      // Lists and objects alike are looked into by key.
      places.push([holder as Holder, key]);
      enter((holder as Record<string, unknown>)[key]);
    }
  };
  enter(root);
  if (places.length === 0 || rng.integer(40) === 0) {
    const deep = "[".repeat(DEEP) + "]".repeat(rng.integer(2) * DEEP);
    return { bytes: new Uint8Array(Buffer.from(deep)), how: `${DEEP} lists in one another` };
  }
  const [holder, key] = places[rng.integer(places.length)];
  const at = holder as Record<string, unknown>;
  const way = rng.integer(8);
  let how: string;
  if (way === 0) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete at[key];
    how = "left out";
  } else if (way === 1) {
    const [other, from] = places[rng.integer(places.length)];
    // Written out, so that nothing holds itself.
    at[key] = structuredClone((other as Record<string, unknown>)[from]);
    how = `= that of ${from}`;
  } else if (way === 2 && !Array.isArray(holder)) {
    at[`${key}2`] = at[key];
    delete at[key];
    how = "renamed";
  } else if (way === 3 && typeof at[key] === "number") {
    at[key] = (at[key] as number) + [-1, 1, 1000][rng.integer(3)];
    how = `= ${at[key]}`;
  } else {
    at[key] = VALUES[rng.integer(VALUES.length)];
    how = `= ${JSON.stringify(at[key])}`;
  }
  return { bytes: new Uint8Array(Buffer.from(JSON.stringify(root))), how: `JSON ${key} ${how}` };
}
