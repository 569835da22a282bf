import { palette } from "../../figure/color/palette.ts";
import { type DomainPanel, domainMap, domainMaps } from "../../figure/domainMap.ts";
import type { PageFigure } from "../../results/page.ts";
import type { BenchRecord, RunRecord } from "../record.ts";
import { mainMeasure, measureNames } from "../statistics/mainMeasure.ts";
import { doneRuns, medianRun } from "../statistics/runsOf.ts";
import { matchedCodes } from "./matchedCodes.ts";
import { type BenchView, figureName, type TissueView } from "./view.ts";

/** The known labels on the tissue; undefined where none are known. */
export function truthFigure({ name, positions, truth, truthNames, unitUm }: TissueView): PageFigure | undefined {
  if (truth === undefined) return undefined;
  const labelled = truth.filter((code) => code >= 0).length;
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

/**
 * Domains of every method, of the run of median NMI, then of each seed; colours are those of the matched labels. Where none are
 * known, the run is that of median PAS, and colours are those of the matched domains of the reference.
 */
export function mapFigures({ record }: BenchView, data: TissueView, everySeed: boolean): PageFigure[] {
  const seeds = [...new Set(record.runs.flatMap(({ seed }) => (seed === undefined ? [] : [seed])))].sort(
    (a, b) => a - b,
  );
  const { name } = data;
  const measure = mainMeasure(record, name);
  const score = measureNames[measure];
  const middle = (runs: readonly RunRecord[]) => medianRun(runs, { measure, refinement: "own" });
  const base = baseOf(record, data, middle);
  const of =
    data.truth === undefined
      ? `domains of ${record.reference} they match best (Hungarian assignment of its ${base.names.length} domains)`
      : `known labels they match best (Hungarian assignment of the ${base.names.length} labels)`;
  const matched = `Colours of the ${of}; domains left over are grey. ${score} after each method's own refinement.`;
  const median: PageFigure = {
    ...{ name: figureName("domains", name), title: `the seed of median ${score} of each method` },
    svg: mapsOf(data, methodRuns(record, name, middle), { base, measure }),
    caption: `Domains of every method on ${name}, of its seed of median ${score}, never of its best. ${matched}`,
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
        { base, measure },
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

/** What the colours of domains are those of. */
interface Base {
  /** [n] index into `names`, -1 where unknown. */
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/** The known labels, else the domains of the reference, else of the first method that has some. */
function baseOf(
  record: BenchRecord,
  { name, truth, truthNames, positions, labelsOf }: TissueView,
  choose: (runs: readonly RunRecord[]) => RunRecord | undefined,
): Base {
  if (truth !== undefined) return { codes: truth, names: truthNames };
  const [found] = [record.reference, ...record.methods.map((each) => each.name)].flatMap((method) => {
    const run = choose(doneRuns(record, name, method));
    return (run && labelsOf(run.key, "own")) ?? [];
  });
  const codes = found ?? new Int32Array(positions.rows).fill(-1);
  const count = codes.reduce((most, code) => Math.max(most, code + 1), 0);
  return { codes, names: Array.from({ length: count }, (_, code) => `${code + 1}`) };
}

const greys = ["#5f6670", "#8d949e", "#3f454d", "#a9b0b8"];

function mapsOf(
  { positions, labelsOf }: TissueView,
  runs: readonly MethodRun[],
  { base, measure }: { readonly base: Base; readonly measure: "nmi" | "pas" },
): string {
  const count = base.names.length;
  const panels = runs.map(({ method, run, failure }): DomainPanel => {
    const labels = run === undefined ? undefined : labelsOf(run.key, "own");
    const xy = positions.values;
    if (run?.scores === undefined || labels === undefined) {
      return { title: method, note: failure ?? "no run", xy, group: new Int32Array(positions.rows).fill(-1) };
    }
    const { [measure]: score = Number.NaN, domains } = run.scores.own;
    const k = domains === count ? "" : `, ${domains} domains`;
    const seed = run.seed === undefined ? "" : ` (seed ${run.seed})`;
    const note = `${measureNames[measure]} ${score.toFixed(3)}${k}${seed}`;
    return { title: method, note, xy, group: matchedCodes(base.codes, labels, count) };
  });
  const most = panels.reduce((a, { group }) => Array.from(group).reduce((b, code) => Math.max(b, code), a), 0);
  const spare = Array.from({ length: Math.max(0, most + 1 - count) }, (_, i) => i);
  const names = [...base.names, ...spare.map((i) => `spare ${i + 1}`)];
  const colors = [...palette(count), ...spare.map((i) => greys[i % greys.length])];
  return domainMaps(panels, { names, colors, keyless: true, raster: true, columns: 4, size: 210 });
}
