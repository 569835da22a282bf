import { type CountLevel, splitsOf } from "../../domains/counts/countTree.ts";

/** Share of cells in the parents of their domains from which a level is nested in the one before. */
const nestedFrom = 0.9;

/** What one more domain changes, in a line. */
export function splitText(level: CountLevel): string {
  return `K ${level.count - 1} -> ${level.count}: ${changeText(level)}`;
}

/** Which domains of the level before split, numbered from 1, and whether others change as well. */
export function changeText(level: CountLevel): string {
  const splits = splitsOf(level).map(
    ({ parent, into }) => `${parent + 1} splits into ${listed(into.map((k) => `${k + 1}`))}`,
  );
  const moved = `${(100 * (1 - level.nested)).toFixed(0)} % of the cells change to other domains as well`;
  const levelText = splits.length > 0 ? splits.join("; ") : "no domain splits";
  return level.nested >= nestedFrom ? levelText : `${levelText}; ${moved}`;
}

/** Domains of a level that are unstable, numbered from 1. */
export function unstableIn({ nodes }: CountLevel, below: number): string[] {
  return nodes.flatMap(({ stability }, k) => (stability < below ? [`${k + 1}`] : []));
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
