import { geneColumns } from "../analyses/allGenes/geneColumns.ts";
import type { MapLayers } from "../analyses/analysis.ts";
import type { AnalysedArtifacts } from "../analyses/registry.ts";
import { allAnalyses } from "../analyses/registry.ts";
import { bytesToBase64 } from "../core/base64.ts";
import { colorOf } from "../figure/color/colorMap.ts";
import { BACKDROP, MISSING } from "../figure/color/palette.ts";
import { extentOf } from "../figure/drawing/points.ts";
import { domainColors, overAll, placesWord, positionsOf, titledDomains } from "../results/reported.ts";
import { sampleColors } from "../results/sampleColors.ts";
import { tissueSections } from "../results/tissueLayout.ts";
import { tissuePictures } from "../results/tissuePictures.ts";
import { obsColumns } from "./obsColumns.ts";
import type { PageData, PageGenes, PageGroups, PageValues, PageView } from "./pageTypes.ts";

export interface PageDataOptions {
  /** Name of the method of the run, which names its embeddings. */
  readonly method: string;
  /** Micrometres per unit of the positions. */
  readonly unitUm?: number | undefined;
  /** Base64 letters that genes may take, and columns of obs. */
  readonly geneRoom?: number;
  readonly columnRoom?: number;
  /** Opacity of the tissue picture; 0 leaves it out. */
  readonly picture?: number;
}

/** All that the map needs, as compact as it can be read without unpacking. */
export function pageData(
  made: AnalysedArtifacts,
  { method, unitUm, geneRoom = 8e6, columnRoom = 3e6, picture = 0 }: PageDataOptions,
): PageData {
  const { dataset, domains } = made;
  const columns = obsColumns(dataset, columnRoom);
  const layers = allAnalyses().map((analysis) => analysis.map?.(made, { method }) ?? {});
  const groups = [
    groupsOf("Domain", overAll(made, domains.refined), { names: titledDomains(made), colors: domainColors(made) }),
    ...layers.flatMap(({ groups: own = [] }) =>
      own.map(({ name, codes, ...words }) => groupsOf(name, overAll(made, codes), words)),
    ),
    ...(dataset.samples
      ? [
          groupsOf("Sample", dataset.samples.codes, {
            names: dataset.samples.names,
            colors: sampleColors(dataset.samples.names.length),
          }),
        ]
      : []),
    groupsOf("Unsmoothed domain", overAll(made, domains.raw), {
      names: titledDomains(made),
      colors: domainColors(made),
    }),
  ];
  const { posterior, raw, confidence } = domains;
  return {
    cells: dataset.cells.length,
    one: placesWord(made).one,
    names: dataset.cells.join("\n"),
    missing: MISSING,
    backdrop: BACKDROP,
    ramp: Array.from({ length: 64 }, (_, i) => colorOf("viridis", i / 63)),
    views: views(made, layers, { unitUm, picture }),
    groups: [...groups, ...columns.groups],
    values: [
      shareOf(made, "Confidence", (i) => confidence[i]),
      shareOf(made, "Probability of its domain", (i) => posterior.values[i * posterior.columns + raw[i]]),
      ...columns.values,
    ],
    own: { groups: columns.groups.length, values: columns.values.length },
    columnsLeft: columns.left,
    picture,
    genes: genesOf(made, layers, geneRoom),
  };
}

function views(
  made: AnalysedArtifacts,
  layers: readonly MapLayers[],
  { unitUm, picture }: { readonly unitUm: number | undefined; readonly picture: number },
): PageView[] {
  const { dataset, selection } = made;
  const n = dataset.cells.length;
  const xy = positionsOf(made);
  const { left, top, width, height } = extentOf(xy);
  const side = Math.max(width, height) || 1;
  const pictures = tissuePictures(dataset, { picture }).map(({ opacity: _, ...each }) => ({
    ...{ ...each, left: (each.left - left) / side, top: (each.top - top) / side },
    ...{ width: each.width / side, height: each.height / side },
  }));
  const sections = tissueSections(dataset).map(({ name, x, y }) => ({
    name,
    x: (x - left) / side,
    y: (y - top) / side,
  }));
  const tissue = viewOf("Tissue", xy, { down: true, unitUm });
  const found: PageView[] = [{ ...tissue, pictures, sections }];
  for (const { name, rows, xy: own } of layers.flatMap(({ layouts = [] }) => layouts)) {
    if (rows !== selection.cells.length) continue;
    const xy = new Float64Array(2 * n).fill(Number.NaN);
    selection.cells.forEach((cell, i) => {
      xy[2 * cell] = own[2 * i];
      xy[2 * cell + 1] = own[2 * i + 1];
    });
    found.push(viewOf(name, xy, { down: false, unitUm: undefined }));
  }
  return found;
}

function viewOf(
  name: string,
  xy: Float64Array,
  { down, unitUm }: { readonly down: boolean; readonly unitUm: number | undefined },
): PageView {
  const { left, top, width, height } = extentOf(
    xy.filter((_, at) => Number.isFinite(xy[at & ~1]) && Number.isFinite(xy[at | 1])),
  );
  const side = Math.max(width, height) || 1;
  const places = Uint16Array.from(xy, (value, at) =>
    Number.isFinite(value) ? Math.round((65534 * (value - (at % 2 === 0 ? left : top))) / side) : 65535,
  );
  const um = unitUm === undefined ? {} : { um: side * unitUm };
  return { name, places: base64Of(places), width: width / side, height: height / side, down, ...um };
}

function groupsOf(
  name: string,
  codes: Int32Array,
  { names, colors }: { readonly names: readonly string[]; readonly colors: readonly string[] },
): PageGroups {
  return { name, categories: names, colors, codes: base64Of(Uint16Array.from(codes, (code) => code & 0xffff)) };
}

function shareOf({ dataset, selection }: AnalysedArtifacts, name: string, read: (i: number) => number): PageValues {
  const steps = new Uint8Array(dataset.cells.length).fill(255);
  selection.cells.forEach((cell, i) => {
    steps[cell] = Math.round(254 * Math.min(1, Math.max(0, read(i))));
  });
  return { name, low: 0, high: 1, steps: bytesToBase64(steps) };
}

/** Genes in the order of their interest until there is no more room. */
function genesOf(made: AnalysedArtifacts, layers: readonly MapLayers[], geneRoom: number): PageGenes | undefined {
  const { allGenes, expression, selection, dataset } = made;
  const known = allGenes ?? (expression && { expression, symbols: [...selection.genes].map((u) => dataset.genes[u]) });
  if (!known) return undefined;
  const { rows, columns } = known.expression;
  const seen = new Uint32Array(columns);
  for (const u of known.expression.indices) seen[u]++;
  const lettersOf = (u: number) => 4 * Math.ceil((Math.ceil(rows / 8) + seen[u]) / 3);
  const chosen: number[] = [];
  let room = geneRoom;
  for (const u of byInterest(layers, seen)) {
    if (seen[u] === 0 || lettersOf(u) > room) continue;
    room -= lettersOf(u);
    chosen.push(u);
  }
  const packed = geneColumns(known.expression, chosen).map(packGene);
  return {
    names: chosen.map((u) => known.symbols[u]),
    left: columns - chosen.length,
    highs: packed.map(({ high }) => high),
    analysed: base64Of(selection.cells),
    steps: packed.map(({ bytes }) => bytesToBase64(bytes)),
  };
}

/** Those of interest to analyses first, then the others from the most widely expressed on. */
function byInterest(layers: readonly MapLayers[], seen: Uint32Array): Set<number> {
  const rest = Array.from(seen.keys()).sort((a, b) => seen[b] - seen[a] || a - b);
  return new Set([...layers.flatMap(({ genes = [] }) => genes), ...rest]);
}

/** A value from 0 to `high` as a step from 1 to 255; below 0 is 1. */
export function quantized(value: number, high: number): number {
  return high > 0 ? Math.min(255, Math.max(1, Math.round((255 * value) / high))) : 1;
}

function packGene(values: Float32Array): { readonly high: number; readonly bytes: Uint8Array } {
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const mask = new Uint8Array(Math.ceil(values.length / 8));
  const steps: number[] = [];
  values.forEach((value, i) => {
    if (value === 0) return;
    mask[i >> 3] |= 1 << (i & 7);
    steps.push(quantized(value, high));
  });
  const bytes = new Uint8Array(mask.length + steps.length);
  bytes.set(mask);
  bytes.set(steps, mask.length);
  return { high, bytes };
}

function base64Of(values: Uint16Array | Uint32Array): string {
  return bytesToBase64(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
