import { z } from "zod";
import { auto, listed, positive, real, whole } from "../../core/optionKinds.ts";
import { memoryPattern } from "../plan/size.ts";

/** What can be found out about the domains, by the name that asks for it. */
export const analysisNames = [
  "cell-types",
  "umap",
  "paga",
  "markers",
  "spatial-genes",
  "composition",
  "neighborhoods",
  "integration",
  "co-occurrence",
  "enrichment",
  "gsea",
] as const;
export type AnalysisName = (typeof analysisNames)[number];

/**
 * What a run is: every option once, with its range and one line. Command-line flags, their help, the manifest and
 * `parseConfig` derive from this table. `flag` is the value's name in help; an option without one is a switch.
 */
export const options = {
  domains: z
    .union([auto, whole(1, 1000)])
    .default("auto")
    .meta({
      flag: "K|auto",
      group: "main",
      description: "number of domains, honoured exactly; auto chooses it without labels",
    }),
  variant: z.enum(["full", "spatial-only"]).default("full").meta({
    flag: "name",
    group: "main",
    description: "full: embeddings of place and of expression; spatial-only (CellScape_CCI): of place alone, faster",
  }),
  method: z.enum(["cellscape", "smooth"]).default("cellscape").meta({
    flag: "name",
    group: "main",
    description: "cellscape: train the model; smooth: average neighbours, the baseline, in a second",
  }),
  preset: z.enum(["default", "paper"]).default("default").meta({
    flag: "name",
    group: "main",
    description: "default: accurate, stable and fast; paper: as the paper describes it",
  }),
  seed: whole(0)
    .default(0)
    .meta({ flag: "N", group: "main", description: "seed of everything random; same seed and engine, same bytes" }),
  seeds: z
    .union([auto, whole(1, 100)])
    .default("auto")
    .meta({
      flag: "S|auto",
      group: "main",
      description:
        "models to train, each from a seed of its own; all of them choose the domains together; auto: 5 for several samples of at most 8,192 cells in all, else 1, as with --preset paper",
    }),
  epochs: whole(0, 100_000).optional().meta({
    flag: "E",
    group: "main",
    description: "passes of training over the tissue [40; in batches as many as it takes]",
  }),
  batch: z
    .union([auto, z.literal("none"), whole(0, 1e9)])
    .default("auto")
    .meta({
      flag: "cells|auto|none",
      group: "main",
      description: "cells in a training step; none or 0: all of them; auto: all of them unless there are many",
    }),
  saveModel: z.boolean().default(false).meta({
    group: "main",
    description: "write model.cellscape as well, with which cellscape apply finds these domains in other samples",
  }),
  engine: z.enum(["auto", "native", "wasm", "webgpu", "cuda", "reference"]).default("auto").meta({
    flag: "name",
    group: "main",
    description:
      "what computes: native (ONNX Runtime), wasm, webgpu or cuda (graphics cards; native without one), reference (slow, for checks) or auto: native where it loads",
  }),
  threads: whole(1, 256).optional().meta({
    flag: "T",
    group: "main",
    description: "threads of the engine, 16 at most; the results do not depend on their number [cores]",
  }),

  memory: z.string().regex(memoryPattern).optional().meta({
    flag: "4GB|500MB",
    group: "main",
    description: "memory that the run may take; it is planned to fit, or refused [80 % of what is free]",
  }),

  counts: z.string().optional().meta({
    flag: "where",
    group: "data",
    description: "matrix with raw counts: X, raw/X or layers/NAME [found by content]",
  }),
  subset: z
    .string()
    .regex(/^[^=]+=./)
    .optional()
    .meta({
      flag: "column=value",
      group: "data",
      description: "use only cells with this value in a column of obs; the others stay in the file, without a domain",
    }),
  positions: z.string().optional().meta({
    flag: "where",
    group: "data",
    description: "positions: obsm/KEY, obs/COLUMN,obs/COLUMN, or a file with a table of them [found by name]",
  }),
  bin: positive().optional().meta({
    flag: "size",
    group: "data",
    description: "side of the bins to read: micrometres (Visium HD) or the instrument's unit (Stereo-seq) [8; 50]",
  }),
  genome: z.string().min(1).optional().meta({
    flag: "name",
    group: "data",
    description: "genome to read, of several in one 10x file",
  }),
  table: z.string().min(1).optional().meta({
    flag: "name",
    group: "data",
    description: "table to read, of several in one SpatialData store",
  }),
  orientation: z.enum(["cells-in-rows", "genes-in-rows"]).optional().meta({
    flag: "how",
    group: "data",
    description: "how a text table of counts lies: cells-in-rows or genes-in-rows [found by content]",
  }),
  strict: z.boolean().default(false).meta({
    group: "data",
    description: "end with an error instead of a warning when cells, genes or counts are lost in reading",
  }),
  unitUm: positive().optional().meta({
    flag: "um",
    group: "data",
    description: "micrometres in one unit of the positions; draws a scale bar",
  }),
  minCounts: real(0)
    .default(1)
    .meta({ flag: "N", group: "data", description: "cells with fewer counts get no domain; they stay in the file" }),
  minCells: whole(0).optional().meta({
    flag: "N",
    group: "data",
    description: "genes seen in fewer cells are not used [3 when there are more than --genes, else 1]",
  }),
  genes: whole(1)
    .default(3000)
    .meta({ flag: "N", group: "data", description: "highly variable genes to use (seurat_v3), when there are more" }),
  normalize: z.enum(["auto", "yes", "no"]).default("auto").meta({
    flag: "when",
    group: "data",
    description:
      "scale each cell to 10,000 counts and take log(1 + x): yes, no, or auto: unless the values are logarithms already",
  }),
  scale: z.enum(["auto", "z-score", "center", "none"]).optional().meta({
    flag: "how",
    group: "data",
    description:
      "scaling of genes: z-score, center, none, or auto: z-score up to 200 genes, else center [auto; paper: none]",
  }),
  graph: z.enum(["auto", "delaunay", "nearest"]).default("auto").meta({
    flag: "kind",
    group: "data",
    description: "neighbours of a cell: delaunay, nearest, or auto: nearest on lattices (Visium), else delaunay",
  }),
  neighbors: whole(1, 60).default(6).meta({ flag: "k", group: "data", description: "neighbours in a nearest graph" }),
  radius: positive()
    .optional()
    .meta({ flag: "length", group: "data", description: "drop edges longer than this (position units)" }),

  sampleKey: z.string().min(1).optional().meta({
    flag: "column",
    group: "samples",
    description: "column of obs that says which sample each cell of the file came from [one sample]",
  }),
  overlap: real(0, 1).default(0.5).meta({
    flag: "share",
    group: "samples",
    description: "least share of the genes of the smallest sample that all samples must have; shared genes are used",
  }),
  correct: z.enum(["auto", "combat", "none"]).default("auto").meta({
    flag: "how",
    group: "samples",
    description: "batch effects: combat takes them out, none leaves them; auto: combat where there are several samples",
  }),
  batchKey: z.string().min(1).optional().meta({
    flag: "column",
    group: "samples",
    description: "column of obs with the batches that combat corrects [the samples]",
  }),
  compare: z
    .string()
    .regex(/^[^:]+(:[^:]+:[^:]+)?$/)
    .optional()
    .meta({
      flag: "column[:from:to]",
      group: "samples",
      description:
        "compare domains, cell types and genes between two conditions of the samples, such as condition:WT:AD",
    }),
  adjust: z
    .preprocess(listed, z.array(z.string().min(1)))
    .optional()
    .meta({
      flag: "list",
      group: "samples",
      description:
        "with --compare, covariates of the samples whose effect is taken out, with commas, such as donor,age: text is groups (samples of one donor are compared with each other), numbers a linear trend; COLUMN:groups or COLUMN:number says which",
    }),
  compareCells: z.boolean().default(false).meta({
    group: "samples",
    description:
      "with --compare, also test cell by cell (Wilcoxon), as the paper does: p-values come out too small, as cells of one sample are no replicates",
  }),
  covariates: z
    .preprocess(listed, z.array(z.string().min(1)))
    .optional()
    .meta({
      flag: "list",
      group: "samples",
      description: "columns of obs whose differences combat keeps, with commas; they must vary within batches",
    }),

  components: z
    .union([z.literal("all"), whole(2)])
    .optional()
    .meta({
      flag: "d",
      group: "model",
      description: "principal components fed to the network, or all for the genes themselves [128; paper: all]",
    }),
  start: z.enum(["components", "random"]).optional().meta({
    flag: "how",
    group: "model",
    description: "start of training: at the smoothed components, or random [components; paper: random]",
  }),
  intrinsic: z.enum(["decoupled", "joint"]).optional().meta({
    flag: "design",
    group: "model",
    description: "the expression branch learns by itself, or together with the other [decoupled; paper: joint]",
  }),
  hidden: whole(1)
    .optional()
    .meta({ flag: "d", group: "model", description: "width of the first attention layers [128]" }),
  layers: whole(1, 8).optional().meta({ flag: "N", group: "model", description: "attention layers [2]" }),
  heads: whole(1, 64).optional().meta({ flag: "h", group: "model", description: "attention heads [4]" }),
  spatialSize: whole(2)
    .optional()
    .meta({ flag: "d", group: "model", description: "dimensions of z_spatial [64; paper: 128]" }),
  intrinsicSize: whole(2)
    .optional()
    .meta({ flag: "d", group: "model", description: "dimensions of z_intrinsic [16; paper: 64]" }),
  jointSize: whole(2).optional().meta({ flag: "d", group: "model", description: "dimensions of the fused z [64]" }),
  mask: real(0.01, 0.99)
    .optional()
    .meta({ flag: "share", group: "model", description: "share of cells masked in each step [0.5]" }),
  gamma: real(0.1, 20)
    .optional()
    .meta({ flag: "x", group: "model", description: "exponent of the scaled cosine error [3]" }),
  tau: real(0.001, 100)
    .optional()
    .meta({ flag: "x", group: "model", description: "temperature of the contrastive loss [0.5]" }),
  anchors: whole(1).optional().meta({
    flag: "N",
    group: "model",
    description: "contrastive anchors a step, when there are over twice as many cells [1024]",
  }),
  learningRate: real(0, 1e6)
    .optional()
    .meta({ flag: "x", group: "model", description: "Adam's learning rate [0.001]" }),
  weightDecay: real(0, 1e6).optional().meta({ flag: "x", group: "model", description: "Adam's weight decay [0.0001]" }),
  decayEvery: whole(1)
    .optional()
    .meta({ flag: "E", group: "model", description: "epochs between halvings of the learning rate [50]" }),
  gradients: z.enum(["sum", "pcgrad"]).optional().meta({
    flag: "how",
    group: "model",
    description: "how the two losses' gradients are joined [sum; paper: pcgrad]",
  }),

  rounds: whole(0, 1000)
    .default(2)
    .meta({ flag: "t", group: "domains", description: "times that --method smooth averages" }),
  covariance: z.enum(["tied", "full", "diagonal"]).default("tied").meta({
    flag: "kind",
    group: "domains",
    description: "covariances of the Gaussian mixture: tied, full or diagonal",
  }),
  vote: z
    .union([auto, whole(0, 1000)])
    .default("auto")
    .meta({
      flag: "r",
      group: "domains",
      description: "nearest cells that vote on a cell's domain; auto: 25, none below 500 cells",
    }),
  maxDomains: whole(2, 100)
    .default(15)
    .meta({ flag: "K", group: "domains", description: "largest number of domains that auto considers" }),

  report: z
    .boolean()
    .default(false)
    .meta({ group: "analyses", description: "run every analysis and write report.html" }),
  want: z
    .preprocess(listed, z.array(z.enum([...analysisNames, "all"])))
    .optional()
    .meta({
      flag: "list",
      group: "analyses",
      description: `analyses to run, with commas: ${analysisNames.join(", ")}, or all [none; all with --report]`,
    }),
  cellTypes: z.string().optional().meta({
    flag: "how",
    group: "analyses",
    description: "types of cells: leiden or louvain find them, anything else is a column of obs with them [leiden]",
  }),
  resolution: real(0, 1000)
    .optional()
    .meta({ flag: "x", group: "analyses", description: "above 1 more types of cells, below 1 fewer [1]" }),
  geneSets: z.array(z.string().min(1)).min(1).optional().meta({
    flag: "file",
    group: "analyses",
    repeats: true,
    description: "GMT file with gene sets to look for among the markers; may be given several times",
  }),
  enrichr: z.array(z.string().min(1)).min(1).optional().meta({
    flag: "library",
    group: "analyses",
    repeats: true,
    description:
      "library that the Enrichr service shall look the markers up in, which sends their names there; may be given several times",
  }),
  enrichrUrl: z
    .url({ protocol: /^https?$/ })
    .default("https://maayanlab.cloud/Enrichr")
    .meta({
      flag: "address",
      group: "analyses",
      description: "where that service is; other species have FlyEnrichr, WormEnrichr, YeastEnrichr and FishEnrichr",
    }),
  geneNames: z.string().min(1).optional().meta({
    flag: "file",
    group: "analyses",
    description:
      "table of gene identifiers and their symbols, such as features.tsv: two columns between tabs or commas [a column of var with symbols]",
  }),
  colocalize: z
    .preprocess(listed, z.array(z.string().min(1)).min(1))
    .optional()
    .meta({
      flag: "list",
      group: "analyses",
      description:
        "genes, or obs/COLUMN with a score, with commas: test whether cells that are high in them lie near --points or in --mask-file",
    }),
  points: z.string().min(1).optional().meta({
    flag: "file",
    group: "analyses",
    description: "table of points for --colocalize, such as plaques: columns x and y (and sample), in position units",
  }),
  maskFile: z.string().min(1).optional().meta({
    flag: "png",
    group: "analyses",
    description: "picture for --colocalize in which anything but black is inside",
  }),
  maskPixel: positive().optional().meta({
    flag: "length",
    group: "analyses",
    description: "side of a pixel of the picture, in position units [1]",
  }),
  maskOrigin: z
    .string()
    .min(1)
    .optional()
    .meta({ flag: "x,y", group: "analyses", description: "place of the picture's first corner [0,0]" }),
  truth: z.string().min(1).optional().meta({
    flag: "column",
    group: "analyses",
    description:
      "column of obs with known labels: with --seeds, the report compares each seed's domains with it; no step learns from it",
  }),
  background: z
    .union([whole(1), z.string().min(1)])
    .optional()
    .meta({
      flag: "file|N",
      group: "analyses",
      description:
        "genes that could have been found: a file with one a line, or how many [the genes tested for markers]",
    }),
} as const;
