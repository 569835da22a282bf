import { Command, Option } from "commander";
import { CellScapeError, type ColocalizeOptions, colocalizeFile, maskPlace } from "../src/node.ts";
import type { Invocation } from "./terminal.ts";

interface Given {
  readonly of: string;
  readonly points?: string;
  readonly mask?: string;
  readonly pixel?: string;
  readonly origin?: string;
  readonly sampleKey?: string;
  readonly threshold?: string;
  readonly highShare: string;
  readonly null: "shift" | "labels";
  readonly permutations: string;
  readonly seed: string;
  readonly out: string;
}

/** `cellscape colocalize FILE --of GENE --points plaques.csv --out DIR` */
export function colocalizeCommand({ print }: Invocation): Command {
  return new Command("colocalize")
    .description(
      "test whether cells that are high in a gene or a score lie near given points or a mask, such as plaques",
    )
    .argument("<file>", "file or folder with the cells, such as the result.h5ad of a run")
    .requiredOption("--of <name>", "gene, or obs/COLUMN with a score")
    .option("--points <csv>", "table with columns x and y (and sample), in the unit of the positions")
    .option("--mask <png>", "picture in which anything but black is inside")
    .option("--pixel <length>", "side of a pixel of the mask, in the unit of the positions [1]")
    .option("--origin <x,y>", "place of the mask's first corner [0,0]")
    .option("--sample-key <column>", "column of obs with the sample of each cell [one sample]")
    .option("--threshold <value>", "cells above it are high [the highest share]")
    .option("--high-share <share>", "share of a sample's cells that are high", "0.1")
    .addOption(
      new Option("--null <how>", "shift: move each sample as a whole, which keeps patches; labels: shuffle cells")
        .choices(["shift", "labels"])
        .default("shift"),
    )
    .option("--permutations <N>", "times that chance is asked", "999")
    .option("--seed <N>", "seed of chance", "0")
    .requiredOption("--out <dir>", "folder for the table and the figure")
    .action(async (file: string, given: Given) => {
      const { of, points, mask, sampleKey, threshold, out } = given;
      const { lines } = await colocalizeFile(file, {
        of,
        out,
        ...(points === undefined ? {} : { points }),
        ...(mask === undefined ? {} : { mask }),
        ...(sampleKey === undefined ? {} : { sampleKey }),
        ...(threshold === undefined ? {} : { threshold: numberOf("--threshold", threshold) }),
        ...placeOf(given),
        highShare: numberOf("--high-share", given.highShare, 0),
        null: given.null,
        permutations: numberOf("--permutations", given.permutations, 1),
        seed: numberOf("--seed", given.seed, 0),
      });
      lines.forEach(print);
    });
}

function placeOf({ mask, pixel, origin }: Given): Pick<ColocalizeOptions, "place"> {
  if (mask !== undefined) {
    const flags = { pixel: "--pixel", origin: "--origin" };
    return { place: maskPlace(numberOf("--pixel", pixel ?? "1"), origin ?? "0,0", flags) };
  }
  if (pixel === undefined && origin === undefined) return {};
  const flag = pixel === undefined ? "--origin" : "--pixel";
  throw new CellScapeError("bad-option", `${flag}: expected a mask that it places, got none; add --mask`);
}

function numberOf(flag: string, text: string, low = Number.NEGATIVE_INFINITY): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= low) return value;
  const expected = Number.isFinite(low) ? `a number from ${low}` : "a number";
  throw new CellScapeError("bad-option", `${flag}: expected ${expected}, got ${text}`);
}
