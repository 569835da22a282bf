import { palette } from "../../figure/color/palette.ts";
import { type DomainPanel, domainMap, domainMaps } from "../../figure/domainMap.ts";
import type { PageFigure } from "../../results/page.ts";
import type { RunRecord } from "../record.ts";
import { doneRuns, medianRun } from "../statistics/runsOf.ts";
import { matchedCodes } from "./matchedCodes.ts";
import { type BenchView, figureName, type TissueView } from "./view.ts";

/** The known labels on the tissue. */
export function truthFigure({ name, positions, truth, truthNames, unitUm }: TissueView, labelled: number): PageFigure {
  const colors = palette(truthNames.length);
  const svg = domainMap(positions.values, truth, {
    ...{ names: truthNames, colors, legendTitle: "Known label", missingName: "no label", raster: true },
    ...(unitUm === undefined ? {} : { unitUm }),
  });
  return {
    ...{ name: figureName("reference", name), title: name, svg },
    caption: `Known labels of ${name}: ${truthNames.length} labels, ${labelled} labelled cells.`,
  };
}

/** Domains of every method, of the run of median NMI, then of each seed; colours are those of the matched labels. */
export function mapFigures({ record }: BenchView, data: TissueView, everySeed: boolean): PageFigure[] {
  const seeds = [...new Set(record.runs.flatMap(({ seed }) => (seed === undefined ? [] : [seed])))].sort(
    (a, b) => a - b,
  );
  const { name, truthNames } = data;
  const matched = `Colours of the known labels they match best (Hungarian assignment of the ${truthNames.length} labels); domains left over are grey. NMI after each method's own refinement.`;
  const median: PageFigure = {
    ...{ name: figureName("domains", name), title: "the seed of median NMI of each method" },
    svg: mapsOf(
      data,
      methodRuns(record, name, (runs) => medianRun(runs, { measure: "nmi", refinement: "own" })),
    ),
    caption: `Domains of every method on ${name}, of its seed of median NMI, never of its best. ${matched}`,
  };
  if (!everySeed || seeds.length < 2) return [median];
  const each = seeds.map(
    (seed): PageFigure => ({
      ...{ name: figureName("domains", name, `seed-${seed}`), title: `seed ${seed}`, minor: true },
      svg: mapsOf(
        data,
        methodRuns(
          record,
          name,
          (runs) => runs.find((run) => run.seed === seed) ?? (runs[0]?.seed === undefined ? runs[0] : undefined),
        ),
      ),
      caption: `Domains of every method on ${name}, seed ${seed}. ${matched}`,
    }),
  );
  return [median, ...each];
}

interface MethodRun {
  readonly method: string;
  readonly run: RunRecord | undefined;
  readonly failure: string | undefined;
}

function methodRuns(
  record: BenchView["record"],
  data: string,
  choose: (runs: readonly RunRecord[]) => RunRecord | undefined,
): MethodRun[] {
  return record.methods.map(({ name: method }) => {
    const run = choose(doneRuns(record, data, method));
    const failed = record.runs.find(
      (each) => each.data === data && each.method === method && each.failure !== undefined,
    );
    return { method, run, failure: failed?.failure };
  });
}

const greys = ["#5f6670", "#8d949e", "#3f454d", "#a9b0b8"];

function mapsOf({ positions, truth, truthNames, labelsOf }: TissueView, runs: readonly MethodRun[]): string {
  const count = truthNames.length;
  const panels = runs.map(({ method, run, failure }): DomainPanel => {
    const labels = run === undefined ? undefined : labelsOf(run.key, "own");
    const xy = positions.values;
    if (run?.scores === undefined || labels === undefined) {
      return { title: method, note: failure ?? "no run", xy, group: new Int32Array(positions.rows).fill(-1) };
    }
    const { nmi, domains } = run.scores.own;
    const k = domains === count ? "" : `, ${domains} domains`;
    const seed = run.seed === undefined ? "" : ` (seed ${run.seed})`;
    return { title: method, note: `NMI ${nmi.toFixed(3)}${k}${seed}`, xy, group: matchedCodes(truth, labels, count) };
  });
  const most = panels.reduce((a, { group }) => Array.from(group).reduce((b, code) => Math.max(b, code), a), 0);
  const spare = Array.from({ length: Math.max(0, most + 1 - count) }, (_, i) => i);
  const names = [...truthNames, ...spare.map((i) => `spare ${i + 1}`)];
  const colors = [...palette(count), ...spare.map((i) => greys[i % greys.length])];
  return domainMaps(panels, { names, colors, keyless: true, raster: true, columns: 4, size: 210 });
}
