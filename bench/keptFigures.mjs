// Figures of measurements that took long, kept in a file of JSON lines so that a bench can go on where it ended.
import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** A function that measures once for each key; without a path every time. */
export function keptFigures(path) {
  const known = new Map();
  if (path && existsSync(path)) {
    for (const line of readFileSync(path, "utf8").split("\n").filter(Boolean)) {
      const { key, figures } = JSON.parse(line);
      known.set(key, figures);
    }
  }
  return async (key, measure) => {
    if (known.has(key)) return known.get(key);
    const figures = await measure();
    if (path) appendFileSync(path, `${JSON.stringify({ key, figures })}\n`);
    console.error(`${key}: ${JSON.stringify(figures)}`);
    return figures;
  };
}
