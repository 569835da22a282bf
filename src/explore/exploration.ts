import { CellScapeError } from "../core/errors.ts";
import type { Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import type { CategoryColumn, Table } from "../data/table.ts";
import { groupColumn, shownColumn } from "./columns/columns.ts";
import { shownGroups } from "./columns/groups.ts";
import type { ShownColumn } from "./columns/shown.ts";
import { shownValues } from "./columns/values.ts";
import { valueText } from "./columns/valueText.ts";
import { secondDomain } from "./domains/secondDomain.ts";
import { type GeneColumns, geneNamed } from "./genes/geneColumns.ts";
import { shownPair } from "./genes/pair.ts";
import { geneScore } from "./genes/score.ts";
import { type Layout, layoutOf } from "./layouts/layout.ts";
import { type SelectionMarkers, selectionMarkers } from "./markers/selectionMarkers.ts";
import { type Composition, compositionOf } from "./selection/composition.ts";
import { applyStep, countSelected, type SelectionGround, selectCells } from "./selection/select.ts";
import type { SelectionSteps } from "./selection/steps.ts";
import type { Coloring } from "./state/viewState.ts";
import type { ExploredTissue } from "./tissue.ts";

/** What is known of one cell. */
export interface CellFacts {
  readonly name: string;
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** A data set under exploration: layouts and columns are made once, genes are there when they were read. */
export interface Exploration {
  readonly tissue: ExploredTissue;
  /** @throws bad-option for a name that is none. */
  layout(name: string): Layout;
  /** Colours of all but single genes. @throws bad-option for a column that is none, or for genes while they are not read. */
  shown(coloring: Exclude<Coloring, { readonly kind: "gene" }>): ShownColumn;
  setGenes(genes: GeneColumns): void;
  /** Columns and colours that were edited take the place of those before. */
  setColumns(columns: Table["columns"], colors: ExploredTissue["colors"]): void;
  /** The embedding that domains were found in, [n, d]: it tells the second likeliest group of each cell. */
  setEmbedding(embedding: Matrix): void;
  /** @throws bad-option while they are not read. */
  genes(): GeneColumns;
  /** [n] 1 for selected cells; an array that stays as it is. */
  select(steps: SelectionSteps): { readonly mask: Uint8Array; readonly count: number };
  composition(column: string, steps: SelectionSteps): Composition;
  /** Markers of a selection against others, all other cells where undefined. */
  markers(
    steps: SelectionSteps,
    against: SelectionSteps | undefined,
    onFirst: (markers: SelectionMarkers) => void,
    task: Task,
  ): Promise<SelectionMarkers>;
  cell(index: number, columns: readonly string[], gene: string | undefined): CellFacts;
}

export function createExploration(opened: ExploredTissue): Exploration {
  let tissue = opened;
  const layouts = new Map<string, Layout>();
  const groups = new Map<string, CategoryColumn | undefined>();
  let genes: GeneColumns | undefined;
  let embedding: Matrix | undefined;
  /** [n] codes of the second likeliest category, by column. */
  const seconds = new Map<string, Int32Array>();
  const noCells = (): { readonly texts: readonly string[]; readonly mask: Uint8Array; readonly count: number } => {
    return { texts: [], mask: new Uint8Array(opened.cells.length), count: 0 };
  };
  let last = noCells();

  const layout = (name: string): Layout => {
    const found = layouts.get(name) ?? layoutOf(tissue, name);
    if (!found) throw new CellScapeError("bad-option", `${tissue.name}: expected one of its layouts, got ${name}`);
    layouts.set(name, found);
    return found;
  };
  const groupsNamed = (name: string) => {
    if (!groups.has(name)) groups.set(name, groupColumn(tissue, name));
    return groups.get(name);
  };
  const ground: SelectionGround = {
    cells: tissue.cells.length,
    places: (name) => layout(name).places,
    groups: groupsNamed,
  };
  const readGenes = (): GeneColumns => {
    if (genes) return genes;
    throw new CellScapeError(
      "bad-option",
      `${tissue.name}: expected its genes to be read, got a file that is being read`,
    );
  };
  const select: Exploration["select"] = (steps) => {
    const texts = steps.map((step) => JSON.stringify(step));
    const isBegun = last.texts.length <= texts.length && last.texts.every((text, i) => text === texts[i]);
    // Most selections have one step more than the one before.
    const begun = isBegun ? last : noCells();
    if (isBegun && begun.texts.length === texts.length) return last;
    const mask = steps
      .slice(begun.texts.length)
      .reduce<Uint8Array>((before, step) => applyStep(ground, before, step), begun.mask);
    last = { texts, mask, count: countSelected(mask) };
    return last;
  };
  return {
    get tissue() {
      return tissue;
    },
    layout,
    genes: readGenes,
    setGenes(read) {
      genes = read;
    },
    setEmbedding(read) {
      embedding = read;
    },
    setColumns(columns, colors) {
      tissue = { ...tissue, obs: { ...tissue.obs, columns }, colors };
      groups.clear();
      seconds.clear();
      seconds.clear();
      last = noCells();
    },
    shown(coloring) {
      if (coloring.kind === "pair") return shownPair(readGenes(), coloring.first, coloring.second);
      if (coloring.kind === "score") return shownValues(coloring.name, geneScore(readGenes(), coloring.genes), "score");
      if (coloring.kind === "second") {
        const domains = groupsNamed(coloring.name);
        if (domains && embedding) {
          const codes = seconds.get(coloring.name) ?? secondDomain(domains, embedding);
          seconds.set(coloring.name, codes);
          return shownGroups(coloring.name, { ...domains, codes }, tissue.colors.get(coloring.name));
        }
        const expected = "a result with an embedding of its domains";
        throw new CellScapeError("bad-option", `${tissue.name}: expected ${expected}, got none for ${coloring.name}`);
      }
      if (coloring.name === "") return oneGroup(tissue.cells.length);
      const found = shownColumn(tissue, coloring.name);
      if (found) return found;
      throw new CellScapeError(
        "bad-option",
        `${tissue.name}: expected a column of obs to colour by, got ${coloring.name}`,
      );
    },
    select,
    composition(column, steps) {
      const found = groupsNamed(column);
      if (!found) throw new CellScapeError("bad-option", `${tissue.name}: expected a column of groups, got ${column}`);
      return compositionOf(column, found, select(steps).mask);
    },
    async markers(steps, against, onFirst, task) {
      const others = against && selectCells(ground, against);
      return selectionMarkers(readGenes(), { selected: select(steps).mask, against: others }, onFirst, task);
    },
    cell(index, columns, gene) {
      const values = columns.flatMap((name) => {
        const column = tissue.obs.columns.get(name);
        const own = column ? [{ name, value: valueText(column, index) }] : [];
        const next = groupsNamed(name)?.categories[seconds.get(name)?.[index] ?? -1];
        return next === undefined ? own : [...own, { name: "second likeliest", value: next }];
      });
      if (gene === undefined || !genes) return { name: tissue.cells[index], values };
      const expressed = geneAt(genes, geneNamed(genes, gene), index);
      return { name: tissue.cells[index], values: [...values, { name: gene, value: expressed }] };
    },
  };
}

/** What is shown of a file without annotations. */
const oneGroup = (cells: number) => shownGroups("", { codes: new Int32Array(cells), categories: ["all"] });

/** The value of a gene in one cell, by binary search among its entries. */
function geneAt({ starts, rows, values, known }: GeneColumns, gene: number, cell: number): string {
  if (known && known[cell] === 0) return "none";
  let [low, high] = [starts[gene], starts[gene + 1]];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle] < cell) low = middle + 1;
    else high = middle;
  }
  return low < starts[gene + 1] && rows[low] === cell ? values[low].toFixed(2) : "0";
}
