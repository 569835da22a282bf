import type { Random } from "../core/random.ts";
import type { Dataset } from "../data/dataset.ts";
import type { CategoryColumn, Column } from "../data/table.ts";
import { drawBiology } from "./biology.ts";
import { drawCounts } from "./counts.ts";
import { type CompleteOptions, completeOptions, type SimulateOptions } from "./options.ts";
import { placeCells } from "./positions.ts";
import { drawAnatomy, regionsOf } from "./regions.ts";
import { drawSampleBiologies } from "./sampleBiology.ts";
import { tornInto } from "./torn.ts";

/** Between samples, as a share of the width of the first. */
const GAP = 0.2;

/**
 * A tissue of known domains: cells on layers or regions, mixtures of cell types that differ between domains, markers of
 * both, modules of co-expressed genes, library sizes, negative binomial counts, dropout, and batch effects between
 * samples. With the defaults the expression of a cell alone hardly determines its domain, and that of its neighbourhood does.
 *
 * Truth is in `obs` (`domain`, `cell_type`, `sample`) and `var` (`marker_of_domain`, `marker_of_type`, `module`, missing
 * for genes that are none). With several conditions `obs` has `condition` and `type_shift`, the change of the log share
 * of the cell's type from a condition to the next, and `var` has `changed_in_type` and `expression_shift`, the change of
 * the gene's log mean in that type. With donors `obs` has `donor`. Positions are in micrometres; samples lie side by side.
 *
 * @throws bad-option when an option is out of its range. Cost: cells x genes time, memory for the entries above 0 only.
 * @example
 * import { createRandom, simulateTissue } from "cellscape";
 * const tissue = simulateTissue({ cells: 1000, genes: 100, domains: 5 }, createRandom(0));
 */
export function simulateTissue(options: SimulateOptions, rng: Random): Dataset {
  const complete = completeOptions(options);
  const streams = { types: rng.split("cell types"), counts: rng.split("counts") };
  return drawSections(complete, rng, { from: 0, to: complete.samples, ...streams });
}

/**
 * The sections of such a tissue one after the other, each a data set of its own with positions from 0, in the memory that one
 * needs. They share anatomy and biology as those of `simulateTissue` do, and are other draws of it.
 *
 * @throws as `simulateTissue`.
 * @example
 * import { createRandom, simulateSections } from "cellscape";
 * for (const section of simulateSections({ cells: 1000, samples: 2, genes: 100 }, createRandom(0))) console.log(section.cells.length);
 */
export function* simulateSections(options: SimulateOptions, rng: Random): Generator<Dataset> {
  const complete = completeOptions(options);
  for (let s = 0; s < complete.samples; s++) {
    const streams = { types: rng.split("cell types").split(s), counts: rng.split("counts").split(s) };
    yield drawSections(complete, rng, { from: s, to: s + 1, ...streams });
  }
}

interface Sections {
  readonly from: number;
  /** The first that is not among them. */
  readonly to: number;
  /** Chance of the cells' types, and of their counts. */
  readonly types: Random;
  readonly counts: Random;
}

function drawSections(
  complete: CompleteOptions,
  rng: Random,
  { from, to, types: typeRng, counts: countRng }: Sections,
): Dataset {
  const { genes, samples, arrangement, domains, cellTypes, conditions } = complete;
  const anatomy = drawAnatomy(complete, rng.split("anatomy"));
  const biology = drawBiology(complete, rng.split("biology"));
  const variation = drawSampleBiologies(biology, complete, rng.split("samples"));
  const sizeOf = (s: number) => Math.floor(complete.cells / samples) + (s < complete.cells % samples ? 1 : 0);
  let n = 0;
  for (let s = from; s < to; s++) n += sizeOf(s);

  const positions = new Float64Array(2 * n);
  const domain = new Int32Array(n);
  const cellType = new Int32Array(n);
  const sample = new Int32Array(n);
  const next = new Int32Array(n);
  const towardsNext = new Float64Array(n);
  let left = 0;
  for (let s = from, first = 0; s < to; s++) {
    const count = sizeOf(s);
    const sampleRng = rng.split("sample").split(s);
    const whole = placeCells(count, complete.layout, complete.spacingUm, sampleRng);
    const regions = regionsOf(whole, anatomy, sampleRng);
    const sites = tornInto(complete.pieces, whole, complete.spacingUm, sampleRng.split("pieces"));
    domain.set(regions.domain, first);
    next.set(regions.next, first);
    towardsNext.set(blended(regions.distance, complete, whole.width), first);
    for (let i = 0; i < count; i++) {
      positions[2 * (first + i)] = left + sites.positions[2 * i];
      positions[2 * (first + i) + 1] = sites.positions[2 * i + 1];
      const { cumulative } = variation.samples[s];
      const [chance, weight] = [typeRng.uniform(), towardsNext[first + i]];
      const [own, beyond] = [cumulative[domain[first + i]], cumulative[next[first + i]]];
      cellType[first + i] = own.findIndex((share, type) => chance < (1 - weight) * share + weight * beyond[type]);
      sample[first + i] = s;
    }
    left += (1 + GAP) * sites.width;
    first += count;
  }

  const counts = drawCounts(
    { domain, next, towardsNext, cellType, sample },
    { biology, samples: variation.samples },
    { options: complete, rng: countRng },
  );
  const domainNames = named(arrangement === "layers" ? "Layer" : "Region", domains);
  const typeNames = named("Type", cellTypes);
  const conditionsOfCells = (): [string, Column][] => [
    [
      "condition",
      category(
        sample.map((s) => variation.samples[s].condition),
        named("Condition", conditions),
      ),
    ],
    ["type_shift", { kind: "number", values: Float64Array.from(cellType, (type) => variation.typeShift[type]) }],
  ];
  const donorsOfCells = (): [string, Column][] => [
    [
      "donor",
      category(
        sample.map((s) => variation.samples[s].donor),
        named("Donor", complete.donors),
      ),
    ],
  ];
  const changesOfGenes = (): [string, Column][] => [
    [
      "changed_in_type",
      category(
        Int32Array.from(variation.geneShift, (shift) => (shift === 0 ? -1 : variation.changedType)),
        typeNames,
      ),
    ],
    ["expression_shift", { kind: "number", values: variation.geneShift }],
  ];
  return {
    name: "simulated tissue",
    cells: numbered("Cell", n),
    genes: numbered("Gene", genes),
    counts,
    countsFrom: "X",
    positions: { rows: n, columns: 2, values: positions },
    positionsFrom: "obsm/spatial",
    obs: {
      rows: n,
      columns: new Map<string, Column>([
        ["domain", category(domain, domainNames)],
        ["cell_type", category(cellType, typeNames)],
        ["sample", category(sample, named("Sample", samples))],
        ...(conditions > 1 ? conditionsOfCells() : []),
        ...(complete.donors > 0 ? donorsOfCells() : []),
      ]),
    },
    var: {
      rows: genes,
      columns: new Map<string, Column>([
        ["marker_of_domain", category(biology.domainMarked, domainNames)],
        ["marker_of_type", category(biology.typeMarked, typeNames)],
        ["module", category(biology.module, named("Module", complete.modules))],
        ...(conditions > 1 ? changesOfGenes() : []),
      ]),
    },
    notes: [],
    losses: [],
  };
}

/** [n] weight of the next domain in each cell: a half at the boundary, falling with the distance to it. */
function blended(distance: Float64Array, { gradient, spacingUm }: CompleteOptions, width: number): Float64Array {
  const reach = (gradient * spacingUm) / width;
  return distance.map((each) => (reach > 0 ? 0.5 * Math.exp(-each / reach) : 0));
}

function category(codes: Int32Array, categories: readonly string[]): CategoryColumn {
  return { kind: "category", codes, categories, ordered: false };
}

/** `Layer 1`, `Layer 2`, ... */
function named(noun: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${noun} ${index + 1}`);
}

/** `Gene0001`, `Gene0002`, ...: at least four digits, so that names sort as numbers do. */
function numbered(noun: string, count: number): string[] {
  const digits = Math.max(4, `${count}`.length);
  return Array.from({ length: count }, (_, index) => `${noun}${`${index + 1}`.padStart(digits, "0")}`);
}
