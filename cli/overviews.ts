/** A command in the list of commands, without loading its modules. */
export interface Overview {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** As commander writes them: `<file>`, `[input...]`. */
  readonly arguments: readonly (readonly [name: string, description: string])[];
}

/** Every command, in the order of the help. */
export const overviews = {
  run: {
    name: "run",
    summary: "Find spatial domains in a file or folder and write them, with figures, to a folder.",
    arguments: [["[input...]", "files or folders, recognised by content; several are samples of one run"]],
  },
  reproduce: {
    name: "reproduce",
    summary: "Repeat the run of a manifest.json and compare the results: exit code 0 if they agree, 1 if not.",
    arguments: [["<manifest>", "manifest.json of a run, with its result.h5ad beside it"]],
  },
  analyze: {
    name: "analyze",
    summary: "Analyses, figures and report of a result.h5ad that exists, also with edited domains, without training.",
    arguments: [["<result>", "result.h5ad of a run"]],
  },
  choose: {
    name: "choose",
    summary: "Make another kind of partition the domains of a result.h5ad, and its analyses with it.",
    arguments: [
      ["<result>", "result.h5ad of a run with --want alternatives or --report"],
      ["<kind>", "number of the kind, 2 to 4, as in the report"],
    ],
  },
  "apply-edits": {
    name: "apply-edits",
    summary: "Apply recorded edits of domains to a result.h5ad, and repeat its analyses.",
    arguments: [
      ["<result>", "result.h5ad of a run, or any .h5ad with groups"],
      ["<edits>", "edits saved by the page (JSON), or an .h5ad that holds some"],
    ],
  },
  view: {
    name: "view",
    summary: "Find, explore and edit domains in your browser; served on this machine only.",
    arguments: [["[file...]", "files and folders to open in the page"]],
  },
  figure: {
    name: "figure",
    summary: "Draw figures of a result.h5ad that exists, for print: SVG, PNG and PDF, of a width.",
    arguments: [
      ["<result>", "result.h5ad of a run"],
      ["[figure...]", "names of figures (--list), or obs/COLUMN"],
    ],
  },
  apply: {
    name: "apply",
    summary:
      "Label transfer: find the domains of an earlier run in new samples, without training, with novelty scores.",
    arguments: [
      ["<model>", "model of a run (model.cellscape, written by run --save-model)"],
      ["[input...]", "samples to read, each a file or folder; several are analysed one by one"],
    ],
  },
  cohort: {
    name: "cohort",
    summary: "Domains of many samples by jobs that a workflow engine can run, or all of them on this machine.",
    arguments: [
      ["<job>", "run, or one of its jobs: split, prepare, merge, rank, plan, sketch, fit, apply, join, gather"],
      ["[file...]", "samples (prepare, rank, sketch, apply), or files that the job before wrote"],
    ],
  },
  annotate: {
    name: "annotate",
    summary:
      "Transfer labels of annotated sections to new ones, by a joint embedding or a saved model, with probabilities.",
    arguments: [["<new...>", "sections to label, each a file or folder"]],
  },
  bench: {
    name: "bench",
    summary: "Compare methods on data with known labels: scores over seeds, tests, time and memory, on one page.",
    arguments: [["<input...>", "a plan (YAML), or files or folders with known labels"]],
  },
  compare: {
    name: "compare",
    summary: "Compare domains of results that exist with known labels and each other, on the page of a benchmark.",
    arguments: [["<result...>", "result.h5ad of runs of the same cells, or any .h5ad with domains"]],
  },
  score: {
    name: "score",
    summary: "Compare the domains of a result with known labels: NMI, homogeneity, ARI.",
    arguments: [["<result>", "result.h5ad of a run, or any .h5ad with domains"]],
  },
  export: {
    name: "export",
    summary: "Export a result to the formats of other programs.",
    arguments: [["<result>", "result.h5ad of a run, or any .h5ad with groups"]],
  },
  colocalize: {
    name: "colocalize",
    summary: "Test whether cells that are high in a gene or a score lie near given points or a mask, such as plaques.",
    arguments: [["<file>", "file or folder with the cells, such as the result.h5ad of a run"]],
  },
  inspect: {
    name: "inspect",
    summary: "Detect the format of a file or folder, its counts, positions, samples and labels, and how to run it.",
    arguments: [["<file>", "file or folder to inspect"]],
  },
  simulate: {
    name: "simulate",
    summary: "Simulate a tissue of known domains, cell types and marker genes, and write it as .h5ad.",
    arguments: [],
  },
  demo: {
    name: "demo",
    summary: "Simulate a tissue, find its domains, and compare them with the truth.",
    arguments: [],
  },
  versions: {
    name: "versions",
    summary: "Print the versions of cellscape and Node, for the records of a workflow.",
    arguments: [],
  },
} satisfies Readonly<Record<string, Overview>>;
