import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import type { SampleInput } from "./sampleSheet.ts";

/**
 * Names of the samples: as given, else after their files without the ending, or after their folders where files of two
 * folders are called alike.
 *
 * @throws bad-option when a name occurs twice or one file is given twice.
 */
export function sampleNames({ paths }: Pick<Host, "paths">, inputs: readonly SampleInput[]): string[] {
  const { basename, dirname, resolve } = paths;
  const places = inputs.map(({ path }) => resolve(path));
  const again = places.findIndex((place, s) => places.indexOf(place) < s);
  if (again >= 0) {
    throw new CellScapeError("bad-option", `samples: expected each file once, got ${inputs[again].path} twice`);
  }
  const stems = places.map((place) => stemOf(basename(place)));
  const alike = new Set(stems).size < stems.length;
  const folders = places.map((place) => basename(dirname(place)));
  const own = alike && new Set(folders).size === folders.length ? folders : stems;
  const names = inputs.map(({ sample }, s) => sample ?? own[s]);
  const twice = names.find((name, s) => names.indexOf(name) < s);
  if (twice === undefined) return names;
  const way = "name the samples in a sheet (--samples sheet.csv with columns path and sample)";
  throw new CellScapeError("bad-option", `samples: expected each name once, got ${twice} twice; ${way}`);
}

function stemOf(name: string): string {
  const stem = name.replace(/(\.tar)?\.[A-Za-z0-9]+$/, "");
  return stem === "" ? name : stem;
}
