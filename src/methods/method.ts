import type { z } from "zod";
import type { Options } from "../core/options/option.ts";
import type { Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import type { ScaledExpression } from "../data/scaledExpression.ts";
import type { Engine } from "../engine/engine.ts";
import type { Embedded, EmbeddingName } from "./embedded.ts";
import type { DataDescription, InputName, InputSize, MethodInputs } from "./inputs.ts";
import type { OwnInputs } from "./ownInputs.ts";
import type { ClusteringChoice, RefinementChoice, RunDefaults } from "./runDefaults.ts";

/**
 * A method that embeds the cells of a tissue. One entry of `registry.ts`; everything after the embedding (domains,
 * analyses, report, files) and everything around it (seeds, workers, checkpoints, memory, cancellation) is shared.
 *
 * @template Values the method's options with every value filled in.
 */
export interface Method<Values extends object = object> {
  /** As users type it: `--method NAME`, `--NAME.option VALUE`. */
  readonly name: string;
  /** One line for help. */
  readonly summary: string;
  /** The publication, as the methods paragraph cites it; undefined where there is none. */
  readonly reference: string | undefined;
  /** Its options for flags and help, made with `methodOptions`. */
  readonly options: Options;
  /** Values of every option, by the name of `--preset`; `default` is taken where none is named. */
  readonly presets: Presets<Values>;
  /** Settings that a benchmark shows as rows of their own beside the defaults; none by default. */
  readonly comparisons?: readonly MethodComparison[];
  /** False if the embedding does not depend on the seed: it is then computed once, however many seeds a run has. */
  readonly seeded: boolean;
  /** True if `embed` uses the engine. */
  readonly usesEngine: boolean;
  /** The embeddings: the one that domains are found in, and others by name. */
  readonly embeddings: {
    readonly primary: EmbeddingName;
    readonly others: Readonly<Record<string, EmbeddingName>>;
    /** Which of the others describes a cell's own expression: cell types are found in it; else principal components. */
    readonly intrinsic?: string;
    /** Which of the others joins both: it gets a UMAP of its own. */
    readonly fused?: string;
  };
  /** How domains are found where neither the user nor the preset sets any; the consensus of mixtures by default. */
  clustering?(options: Values): ClusteringChoice;
  /**
   * True if training assigns cells to domains (`Embedded.labels`): the number of domains is then needed before it, so that
   * `--domains auto` is refused.
   */
  readonly assignsDomains?: boolean;
  /**
   * The refinement over the tissue that was published with the method: its domains stand beside those of the vote.
   *
   * @param settled what the chosen embedding came to.
   */
  refinement?(options: Values, settled: Embedded["settled"]): RefinementChoice;
  /** The preprocessing that was published with the method, for `--inputs own`; none differs from the shared one by default. */
  ownInputs?(options: Values): OwnInputs;
  /** @throws bad-option for options that do not fit together. */
  check?(options: Values): void;
  /** Inputs that `embed` reads; what no method and no analysis reads, such as components, is not computed. */
  needs(options: Values): readonly InputName[];
  /** @throws unsupported or bad-data, with a suggested fix, for data that the method cannot take. */
  accepts?(data: DataDescription, options: Values): void;
  /** Steps and memory of one seed. */
  plan(size: InputSize, options: Values): MethodPlan;
  /** Changes that take less memory and that a run may make by itself, the mildest first; none by default. */
  lighter?(size: InputSize, options: Values): readonly OptionChange<Values>[];
  /** Changes that take less memory but alter what is computed, for the user to choose; none by default. */
  economies?(options: Values): readonly OptionChange<Values>[];
  /**
   * Embed all cells with one seed. Same inputs, options, seed and engine: same bytes, for any number of threads, and
   * whether it was interrupted and resumed or not.
   *
   * @throws bad-option where training diverges; cancelled where the signal leaves nothing to show.
   */
  embed(inputs: MethodInputs, options: Values, context: EmbedContext): Promise<Embedded>;
  /** Embedding of other cells by a saved model, where the method can. */
  readonly transfer?: Transfer;
  readonly words: MethodWords<Values>;
}

/** Sets of option values by name, the default among them. */
export type Presets<Options> = Readonly<Record<string, Preset<Options>>> & { readonly default: Preset<Options> };

/** Settings of a run under which a method is worth a row of its own in a benchmark. */
export interface MethodComparison {
  /** Behind the name of the method: `paper`. */
  readonly name: string;
  /** By option name: `{ preset: "paper" }`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A named set of option values, with other defaults for the run where the method sets them. */
export interface Preset<Options> {
  readonly options: Options;
  readonly run?: RunDefaults;
}

/** What training one seed takes. */
export interface MethodPlan {
  /** Training steps; 0 where nothing is trained. */
  readonly steps: number;
  /** True if training may end by a rule of its own before these steps: they are then the most. */
  readonly endsEarly?: boolean;
  /** Units of progress: training steps, and what embedding all cells counts as. What precedes training counts as none. */
  readonly units: number;
  readonly memory: {
    /** Bytes at most beside the inputs while it trains or embeds, results included. */
    readonly working: number;
    /** Bytes of the result of one seed. */
    readonly result: number;
  };
  /** The plan in words: `40 training steps on all cells`. */
  readonly description: string;
  /** The plan as numbers, for the manifest. */
  readonly record: Readonly<Record<string, number>>;
}

/** A change of options that takes less memory. */
export interface OptionChange<Options> {
  /** In words or as flags: `--variant spatial-only`. */
  readonly change: string;
  readonly options: Partial<Options>;
}

/** What `embed` may use besides its inputs. */
export interface EmbedContext {
  readonly seed: number;
  readonly engine: () => Promise<Engine>;
  /** K, the number of domains that is wanted; undefined where it is chosen after the embedding. */
  readonly domains: number | undefined;
  /**
   * Domains of an embedding in mid-training, before any refinement, by an entry of the table of clusterings in `domains/`:
   * the same for the same embedding and choice, however often it is called.
   *
   * @param embedding [n, d]
   * @param task whose memos need a scope of their own: `task.scope("start")`.
   * @returns [n] labels without gaps from 0; as many as the clustering found, which may differ from K.
   */
  startDomains(embedding: Matrix, choice: ClusteringChoice, task?: Task): Promise<Int32Array>;
  /** Progress in the units of `plan`, cancellation, and a memo of finished parts. */
  readonly task: Task;
  /** A state given to `save` by an earlier process, to go on from; undefined at the start. */
  readonly resume: unknown;
  /**
   * To be called after each training step, and awaited, with all that it takes to go on from there.
   *
   * @param final true after the last step, before the cells are embedded.
   */
  save(state: unknown, final: boolean): Promise<void>;
}

/** Saved models: all that `apply` needs of a method. */
export interface Transfer {
  /** Of `Embedded.model`, as JSON holds it: arrays of numbers arrive as lists. */
  readonly schema: z.ZodType<object>;
  /** d, columns of the input that a model reads. */
  inputsOf(model: object): number;
  embed(model: object, data: TransferInputs, engine: Engine): Promise<Pick<Embedded, "primary" | "others">>;
  /** The network as an ONNX file for other tools. */
  onnx(model: object): Uint8Array;
}

/** Other cells, prepared as those that a model was trained on. */
export interface TransferInputs {
  /** [n, d] */
  readonly components: Matrix;
  readonly graph: Graph;
  /** [n, p] */
  readonly scaled: ScaledExpression;
}

/** Sentences for results. */
export interface MethodWords<Options> {
  /** What the step that embeds does, for progress. */
  does(options: Options, seeds: number): string;
  /** How the domains were found, after "segmented into K domains by". */
  lead(options: Options): string;
  /** Sentences of the methods paragraph. */
  paragraph(facts: MethodFacts<Options>, cite: (...works: string[]) => string): string[];
  /** How to read the curves of the losses; undefined where nothing is trained. */
  curves?(options: Options): string;
  /** Titles of the losses in figures; their names by default. */
  readonly losses?: Readonly<Record<string, string>>;
}

/** What the methods paragraph is written from. */
export interface MethodFacts<Options> {
  readonly options: Options;
  /** One per seed. */
  readonly embedded: readonly Embedded[];
  readonly cells: number;
  /** Columns of the input; 0 where the method reads no components. */
  readonly components: number;
  /** What a measured location is called: cell, spot or bin. */
  readonly noun: { readonly one: string; readonly many: string };
}
