import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CellScapeError } from "../../src/core/errors.ts";
import { withSingulars } from "../../src/core/singular.ts";

test.each([
  ["1 cells x 12 genes", "1 cell x 12 genes"],
  ["1,200 cells x 1 genes, 1 training steps on all cells", "1,200 cells x 1 gene, 1 training step on all cells"],
  ["all 1 cells have 1 count or more", "the only cell has 1 count or more"],
  ["1 batches, 1 communities, 1 columns were left out", "1 batch, 1 community, 1 column was left out"],
  ["Applying 1 edits; 1 entries describe the groups", "Applying 1 edit; 1 entry describes the groups"],
  ["1 gene sets, 1 processes, 1 others, 1 axes", "1 gene set, 1 process, 1 other, 1 axis"],
  ["11 cells, 0.1 cells, 3,1 cells, 21 samples", "11 cells, 0.1 cells, 3,1 cells, 21 samples"],
  ["1 of genes, 1 by samples, 17:1 cells", "1 of genes, 1 by samples, 17:1 cells"],
  ["0 to 1 cells of cell1 cells", "0 to 1 cells of cell1 cells"],
])("%s: %s", (text, singular) => expect(withSingulars(text)).toBe(singular));

test("errors have it", () => {
  expect(new CellScapeError("bad-data", "a.h5ad: expected 3 cells, got 1 cells").message).toMatch(/got 1 cell$/);
});

test("every noun that a text of the program counts has its singular", () => {
  const texts = ["src", "cli", "app"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => readFileSync(join(folder, file), "utf8").match(/`(?:\\.|\$\{[^{}`]*\}|[^`\\$])*`/g) ?? []),
  );
  const nouns = texts.flatMap((text) => Array.from(text.matchAll(/\$\{[^{}`]*\} ([a-z]+s)\b/g), ([, noun]) => noun));
  /** Words in s after what is filled in that count nothing. */
  const others =
    /^(is|was|has|as|its|obs|this|does|less|towards|across|axis|costs|embeds|exists|holds|keeps|leaves|reads|takes)$/;
  const unknown = nouns.filter((noun) => !others.test(noun) && withSingulars(`1 ${noun}`) === `1 ${noun}`);
  expect(nouns.length).toBeGreaterThan(300);
  expect([...new Set(unknown)].sort()).toEqual([]);
});
