import { basename, dirname, resolve } from "node:path";
import { CellScapeError } from "../core/errors.ts";
import type { SampleInput } from "./sampleSheet.ts";

/**
 * Names of the samples: as given, else after their files without the ending, or after their folders where files of two
 * folders are called alike.
 *
 * @throws bad-option when a name occurs twice or one file is given twice.
 */
export function sampleNames(inputs: readonly SampleInput[]): string[] {
  const places = inputs.map(({ path }) => resolve(path));
  const again = places.findIndex((place, s) => places.indexOf(place) < s);
  if (again >= 0) {
    throw new CellScapeError("bad-option", `samples: expected each file once, got ${inputs[again].path} twice`);
  }
  const stems = places.map(stemOf);
  const alike = new Set(stems).size < stems.length;
  const folders = places.map((place) => basename(dirname(place)));
  const own = alike && new Set(folders).size === folders.length ? folders : stems;
  const names = inputs.map(({ sample }, s) => sample ?? own[s]);
  const twice = names.find((name, s) => names.indexOf(name) < s);
  if (twice === undefined) return names;
  const way = "name the samples in a sheet (--samples sheet.csv with columns path and sample)";
  throw new CellScapeError("bad-option", `samples: expected each name once, got ${twice} twice; ${way}`);
}

function stemOf(path: string): string {
  const name = basename(path);
  const stem = name.replace(/(\.tar)?\.[A-Za-z0-9]+$/, "");
  return stem === "" ? name : stem;
}
