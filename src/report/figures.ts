import { scaledRows } from "../data/scaledExpression.ts";
import { selectionCurve, trainingCurves } from "../figure/curves.ts";
import { type DomainMapOptions, domainMap, domainMapEach, domainMaps } from "../figure/domainMap.ts";
import { geneMapFigure } from "../figure/geneMapFigure.ts";
import { valueMap } from "../figure/valueMap.ts";
import { methodNamed } from "../methods/registry.ts";
import { domainColors, placesWord, titledDomains } from "../results/reported.ts";
import { tissueLayout } from "../results/tissueLayout.ts";
import { tissueMapOptions } from "../results/tissueMapOptions.ts";
import { tissuePictureOf } from "../results/tissuePictures.ts";
import type { Artifacts } from "../run/artifacts.ts";
import type { Config } from "../run/options/config.ts";

/** A picture of a run: file name without ending, and SVG text. */
export interface Figure {
  readonly name: string;
  readonly svg: string;
  /** Saved as SVG alone, unless every figure is wanted as PNG. */
  readonly minor?: boolean;
}

type Made = Pick<Artifacts, "dataset" | "selection" | "domains" | "graph"> &
  Partial<Pick<Artifacts, "features" | "embeddings" | "geneMap" | "domainCount">>;

/** Maps of the tissue that a run writes, in this order; they take time where there are many cells. */
export const tissueMaps = ["domains", "domains_raw", "domains_each", "confidence"] as const;

export type TissueMap = (typeof tissueMaps)[number];

/** The figures of a run, the domain map first. */
export function drawFigures(made: Made, config: Config): Figure[] {
  return [...eachFigure(made, config, tissueMaps)];
}

/** The given maps and the figures of training, each drawn when the generator reaches it. */
export function* eachFigure(
  made: Made,
  config: Config,
  maps: readonly TissueMap[],
  drawing: MapDrawing = {},
): Generator<Figure, void> {
  yield* drawMaps(made, config, maps, drawing);
  yield* drawProcess(made, config);
}

/** How the domains came about: losses, choice of their number, gene maps. */
export function drawProcess(made: Made, config: Pick<Config, "method">): Figure[] {
  return [...training(made, config), ...choice(made), ...geneMaps(made)];
}

/** How maps are drawn otherwise than usual. */
export interface MapDrawing {
  /** Side in px of a square map. */
  readonly size?: number;
  /** In place of what is shown; none where it is empty. */
  readonly title?: string;
  /** Panels next to each other. */
  readonly columns?: number;
}

function* drawMaps(
  made: Made,
  config: Config,
  maps: readonly TissueMap[],
  { title, ...layout }: MapDrawing,
): Generator<Figure, void> {
  const { dataset, selection, domains } = made;
  const xy = tissueLayout(dataset);
  const names = titledDomains(made);
  const whole = (labels: Int32Array) => {
    const all = new Int32Array(dataset.cells.length).fill(-1);
    selection.cells.forEach((cell, i) => {
      all[cell] = labels[i];
    });
    return all;
  };
  const group = whole(domains.refined);
  const options = {
    names,
    colors: domainColors(made),
    many: placesWord(made).many,
    ...tissueMapOptions(made, config),
    ...layout,
  };
  const confidence = new Float64Array(dataset.cells.length).fill(Number.NaN);
  selection.cells.forEach((cell, i) => {
    confidence[cell] = domains.confidence[i];
  });
  const before = { ...options, title: title ?? "Unsmoothed spatial domains" };
  const draw: Readonly<Record<TissueMap, () => string>> = {
    domains: () => domainFigure(dataset, group, { ...options, title: title ?? "Spatial domains" }, config),
    domains_raw: () => domainFigure(dataset, whole(domains.raw), before, config),
    domains_each: () => domainMapEach(xy, group, { ...options, title: title ?? "Each domain" }),
    confidence: () =>
      valueMap(xy, confidence, {
        title: title ?? `Confidence of each ${placesWord(made).one}'s domain`,
        ...layout,
        label: "Share of partitions that agree",
        range: [0, 1],
        ...tissueMapOptions(made, config),
      }),
  };
  for (const name of maps) yield { name, svg: draw[name](), minor: name !== "domains" };
}

/** The domain map, with a panel for each sample where there are several. */
export function domainFigure(
  dataset: Artifacts["dataset"],
  group: Int32Array,
  options: DomainMapOptions,
  config: Pick<Config, "picture">,
): string {
  const { samples, positions } = dataset;
  if (!samples) return domainMap(tissueLayout(dataset), group, options);
  const panels = samples.names.map((title, s) => {
    const cells = Array.from(samples.codes.keys()).filter((i) => samples.codes[i] === s);
    const { columns, values } = positions;
    return {
      title,
      xy: Float64Array.from(cells.flatMap((i) => [values[i * columns], values[i * columns + 1]])),
      group: Int32Array.from(cells, (i) => group[i]),
      pictures: tissuePictureOf(dataset, s, config),
    };
  });
  return domainMaps(panels, { ...options, sections: [] });
}

function training({ embeddings }: Made, { method }: Pick<Config, "method">): Figure[] {
  const [first] = embeddings ?? [];
  const { losses: titles } = methodNamed(method).words;
  const losses = Object.entries(first?.losses ?? {})
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => ({ name: titles?.[name] ?? name, values }));
  if (losses.length === 0) return [];
  return [{ name: "training", minor: true, svg: trainingCurves(losses, { title: "Training losses" }) }];
}

function choice({ domainCount }: Made): Figure[] {
  if (!domainCount) return [];
  const { curve, chosen } = domainCount;
  const svg = selectionCurve(
    curve.map(({ count }) => count),
    curve.map(({ score }) => score),
    { title: "Choice of the number of domains", scoreName: "Gain \u00d7 stability", chosen },
  );
  return [{ name: "k_selection", svg }];
}

/** The gene maps of three cells: the surest of the three largest domains. */
function geneMaps(made: Made): Figure[] {
  const { geneMap, features, domains, dataset, selection } = made;
  if (!geneMap || !features?.scaled) return [];
  const scaled = scaledRows(features.scaled);
  const valuesOf = (row: number) => {
    const values = new Float32Array(scaled.columns);
    scaled.fillInto(values, row);
    return values;
  };
  const cells = Array.from({ length: Math.min(3, domains.count) }, (_, k) => {
    let surest = -1;
    for (let i = 0; i < domains.refined.length; i++) {
      if (domains.refined[i] === k && (surest < 0 || domains.confidence[i] > domains.confidence[surest])) surest = i;
    }
    return { surest, title: titledDomains(made)[k] };
  }).filter(({ surest }) => surest >= 0);
  const drawn = cells.map(({ surest, title }) => ({
    title,
    note: `${placesWord(made).one} ${dataset.cells[selection.cells[surest]]}`,
    values: valuesOf(surest),
  }));
  const options = {
    title: "Gene maps: co-expressed genes lie side by side",
    label: "Scaled expression",
    map: "diverging" as const,
    range: evenRange(drawn.map(({ values }) => values)),
  };
  return [{ name: "gene_map", minor: true, svg: geneMapFigure(geneMap.map, drawn, options) }];
}

/** Ends as far below 0, the mean of a gene, as above it, so that it is white; the highest 2 % do not wash out the rest. */
export function evenRange(arrays: readonly Float32Array[]): [number, number] {
  const sizes = Float64Array.from(arrays.flatMap((values) => Array.from(values, Math.abs))).sort();
  const end = sizes[Math.floor(0.98 * (sizes.length - 1))] || 1;
  return [-end, end];
}
