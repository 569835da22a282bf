import type { AllArtifacts } from "../../analyses/registry.ts";
import { allAnalyses } from "../../analyses/registry.ts";
import { CellScapeError } from "../../core/errors.ts";
import { columnMap, geneMapsOf } from "../../report/chosen/chosenMaps.ts";
import { boxOf, cropped } from "../../report/chosen/cropped.ts";
import { type ChosenGenes, chosenDotPlot, chosenGenes } from "../../report/chosen/geneFigures.ts";
import { type Turn, turned } from "../../report/chosen/turned.ts";
import { familyOf } from "../../report/figureFamilies.ts";
import { drawProcess, eachFigure, type Figure, type TissueMap, tissueMaps } from "../../report/figures.ts";
import { makePages, pageFigures } from "../../report/pages.ts";
import { slugsOf } from "../../results/reported.ts";
import type { RunSettings } from "../options/run.ts";
import { fitted } from "./sized.ts";

/** Figures of the user's own choice, besides those that a run draws. */
export const ownFigures = {
  genes: "maps of the genes of --genes",
  dotplot: "dot plot of the genes of --genes in all domains",
  "obs/COLUMN": "a map of any column of obs, labels or numbers",
} as const;

export interface DrawOptions extends Turn {
  /** Figures, by name. */
  readonly figures: readonly string[];
  readonly genes: readonly string[];
  /** In place of what maps show; `none` for none. */
  readonly title?: string | undefined;
  readonly crop?: string | undefined;
  /** Width in px that maps are drawn for. */
  readonly px?: number | undefined;
}

/**
 * Draw figures of what was made.
 *
 * @throws bad-option for a figure that the result does not have, with those of its kind.
 */
export function drawFigures(all: AllArtifacts, config: RunSettings, options: DrawOptions): Figure[] {
  const { crop, px, title } = options;
  const genes = options.genes.length > 0 ? chosenGenes(options.genes, all.dataset, all.allGenes) : undefined;
  const { made: inside, kept } = crop === undefined ? { made: all, kept: undefined } : cropped(all, boxOf(crop));
  const maps = { ...inside, dataset: turned(inside.dataset, options) };
  const turnedAll = { ...all, dataset: turned(all.dataset, options) };
  const head = title === undefined ? {} : { title: title === "none" ? "" : title };
  const sized = (draw: (size?: number, columns?: number) => string, panels = 1) =>
    px === undefined ? draw() : fitted(draw, px, panels);
  const drawing = (size: number | undefined, columns?: number) => ({
    ...head,
    ...(size === undefined ? {} : { size }),
    ...(columns === undefined ? {} : { columns }),
  });
  let pages: Figure[] | undefined;
  return options.figures.map((name): Figure => {
    if (isTissueMap(name)) {
      const panels = name === "domains_each" ? all.domains.count : (all.dataset.samples?.names.length ?? 1);
      const svg = sized(
        (size, columns) => [...eachFigure(maps, config, [name], drawing(size, columns))][0].svg,
        panels,
      );
      return { name, svg };
    }
    if (name === "genes" || name === "dotplot") {
      if (!genes) throw new CellScapeError("bad-option", `figure ${name}: expected genes, got none; add --genes A,B`);
      if (name === "dotplot") return { name, svg: chosenDotPlot(all, genes, head.title) };
      return {
        name,
        svg: sized(
          (size, columns) => geneMapsOf(maps, amongCells(genes, kept), config, drawing(size, columns)),
          genes.names.length,
        ),
      };
    }
    if (name.startsWith("obs/")) {
      const column = name.slice("obs/".length);
      const svg = sized((size) => columnMap(maps, column, config, { title: column, ...drawing(size) }));
      return { name: slugsOf([`obs_${column}`])[0], svg };
    }
    pages ??= [...pagesOf(turnedAll, config, options.figures), ...drawProcess(all, config)];
    const found = pages.find((figure) => figure.name === name);
    if (found) return found;
    const kind = familyOf(name);
    const others = pages.map((figure) => figure.name).filter((other) => familyOf(other)?.name === kind?.name);
    const has = others.join(", ") || "nothing of this kind in this result";
    throw new CellScapeError("bad-option", `figure ${name}: expected ${has}, got ${name}`);
  });
}

function pagesOf(made: AllArtifacts, config: RunSettings, names: readonly string[]): Figure[] {
  const drawing = new Set(names.flatMap((name) => familyOf(name)?.analyses.slice(0, 1) ?? []));
  const pages = allAnalyses().flatMap(({ name, pages: own = [] }) => (drawing.has(name) ? own : []));
  const { single, chosen } = pageFigures(makePages(made, config, pages));
  return [...single, ...chosen];
}

function amongCells({ names, values }: ChosenGenes, kept: Uint32Array | undefined): ChosenGenes {
  if (kept === undefined) return { names, values };
  return { names, values: values.map((of) => Float32Array.from(kept, (i) => of[i])) };
}

function isTissueMap(name: string): name is TissueMap {
  return tissueMaps.some((map) => map === name);
}
