import type { Options } from "../core/options/option.ts";
import type { Dataset } from "../data/dataset.ts";
import type { AnnDataKeys } from "../results/annDataKeys.ts";
import type { CsvTable } from "../results/csvTable.ts";
import type { EntryNames } from "../results/entryNames.ts";
import type { AnalysisPage, PageColumn } from "../results/page.ts";
import type { Cite } from "../results/references.ts";
import type { RunArtifacts } from "../results/reported.ts";
import type { Config } from "../run/options/config.ts";
import type { StepTable } from "../run/step.ts";
import type { StoredResult } from "../run/stored/storedResult.ts";
import type { InputLoader } from "./inputs.ts";

/**
 * An analysis of the domains: what it computes, and how its results appear in every output. Adding one is a folder with
 * such a record and a line in the registry, or `registerAnalysis` in a program.
 *
 * The functions take the artifacts and settings that they name; what a run did not make is undefined.
 *
 * @example
 * const sizes = {
 *   name: "sizes",
 *   steps: { sizes: { does: () => "Counting cells", needs: () => ["domains"], policy: optional, run: count } },
 *   artifacts: ["sizes"],
 *   tables: ({ sizes }: Partial<SizesMade>) => (sizes ? [csvTable("sizes", "domain,cells", sizes)] : []),
 * } satisfies Analysis;
 */
export interface Analysis {
  /** Unique; as typed in `--want`. */
  readonly name: string;
  /** How artifacts are computed, by the name of each. Other analyses may need them too. */
  readonly steps: StepTable;
  /** The same for a result of an earlier run, where some of it need not be computed again; those of `steps` by default. */
  stored?(result: StoredResult): StepTable;
  /** What results are written from when it runs, in the order of computing; artifacts of other analyses among them. */
  readonly artifacts: readonly string[];
  /** Artifacts that are computed before the domains, since what they refuse is better known before the long work. */
  readonly early?: readonly string[];
  /** Its own options. */
  readonly options?: Options;
  /** Files that its options name, by the name under which its steps find what was read. */
  readonly inputs?: Readonly<Record<string, InputLoader>>;
  /** False for analyses that an option starts, and not `--want`. */
  readonly listed?: boolean;
  /** Whether it compares samples, so that it needs two. */
  readonly acrossSamples?: boolean;
  /** Whether it runs. By default: when it is wanted, by name or among all. */
  runs?(config: Config, wanted: boolean): boolean;
  /**
   * Refuses settings under which it cannot run.
   *
   * @throws bad-option with a suggested fix.
   */
  available?(config: Config, request: AnalysisRequest): void;
  /**
   * Checks the columns of obs and the files that its options name against the data, before the long work.
   *
   * @param inputs what `loadInputs` read.
   * @throws bad-option naming what there is.
   */
  check?(dataset: Dataset, config: Config, inputs: object): void;
  /**
   * Entries of result.h5ad.
   *
   * @param names that entries take which refer to each other; others may have any name, and get another where the input
   * has an entry of it.
   */
  keys?(made: RunArtifacts, config: Config, names: EntryNames): Partial<AnnDataKeys>;
  /** Entries of the record of the run, in manifest.json and uns: plain text, numbers and lists. */
  record?(made: RunArtifacts, config: Config): Readonly<Record<string, unknown>>;
  /** Files of `tables/`. */
  tables?(made: RunArtifacts, config: Config): readonly CsvTable[];
  /** Columns of domains.csv, over all cells of the file. */
  cellValues?(made: RunArtifacts): Readonly<Record<string, ArrayLike<number>>>;
  /**
   * Names of the figures of its pages, each with a line on it; `*` stands for a group, such as `volcano_domain_*`. So is it
   * known which analysis a figure takes, before anything is computed.
   */
  readonly figures?: Readonly<Record<string, FigureNote>>;
  /** Pages of the report. */
  readonly pages?: readonly AnalysisPage[];
  /** Sentences of the methods paragraph. */
  methods?(made: RunArtifacts, config: Config, cite: Cite): readonly string[];
  /** Numbers at the head of the report. */
  facts?(made: RunArtifacts): readonly Fact[];
  /** Columns of the table of domains in the report. */
  domainColumns?(made: RunArtifacts): readonly DomainColumn[];
  /** Sentences among the quality notes of the report. */
  warnings?(made: RunArtifacts): readonly string[];
  /** What the map of the report shows besides the tissue and the domains. */
  map?(made: RunArtifacts, config: Pick<Config, "method">): MapLayers;
}

/** What a figure shows, and other analyses that it takes. */
export type FigureNote = string | { readonly describes: string; readonly also: readonly string[] };

/** What a run requests of an analysis. */
export interface AnalysisRequest {
  /** Named in `--want`. */
  readonly named: boolean;
  /** How many samples there are; undefined before the data are read. */
  readonly samples: number | undefined;
}

/** A number at the head of the report. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** A column of the table of domains. */
export interface DomainColumn {
  readonly column: PageColumn;
  /** One per domain. */
  readonly values: readonly (string | number | undefined)[];
}

/** Layers of the report's map; arrays run along the analysed cells. */
export interface MapLayers {
  readonly layouts?: readonly {
    readonly name: string;
    readonly rows: number;
    /** [rows, 2] in the unit of the layout. */
    readonly xy: ArrayLike<number>;
  }[];
  readonly groups?: readonly {
    readonly name: string;
    /** [n] group of each cell, -1 for none. */
    readonly codes: Int32Array;
    readonly names: readonly string[];
    readonly colors: readonly string[];
  }[];
  /** Indices into all genes, those of most interest first. */
  readonly genes?: readonly number[];
}
