import { contentHtml } from "../../report/contentHtml.ts";
import { pageDocument } from "../../report/pageDocument.ts";
import { figureScript } from "../../report/script/figures.ts";
import { tableScript } from "../../report/script/tables.ts";
import type { Content, PageFigure } from "../../results/page.ts";
import type { BenchRecord } from "../record.ts";
import { withKnownLabels } from "../statistics/mainMeasure.ts";
import { costFigure } from "./costFigures.ts";
import { embeddingFigure } from "./embeddingFigures.ts";
import { mapFigures, truthFigure } from "./mapFigures.ts";
import { heatFigure, sensitivityFigure } from "./otherFigures.ts";
import { boxesOverData, boxesOverSeeds, type ShownMeasure } from "./scoreFigures.ts";
import { settingTables } from "./settings.ts";
import { failureTable, pairedTable, runsTable, scoreTable } from "./tables.ts";
import { type BenchView, shownRefinements } from "./view.ts";

interface Part {
  readonly id: string;
  readonly title: string;
  readonly short: string;
  readonly contents: readonly Exclude<Content, { kind: "map" }>[];
}

/** A page, and the figures on it for files of their own. */
export interface BenchPage {
  readonly html: string;
  readonly figures: readonly PageFigure[];
}

/** More data sets than these are shown with the median seed alone, which keeps the page small. */
const mostWithSeeds = 3;
/** Data sets from which a heat map says more than boxes. */
const leastForHeat = 4;

/** A benchmark as one self-contained page, in the order of the paper's figure 5, with all of its figures. */
export async function benchPage(view: BenchView): Promise<BenchPage> {
  const parts = partsOf(view).filter(({ contents }) => contents.length > 0);
  const figures = parts.flatMap(({ contents }) =>
    contents.flatMap((each) => (each.kind === "figure" ? [each.figure] : each.kind === "choice" ? each.figures : [])),
  );
  const { record } = view;
  const html = await pageDocument({
    title: titleOf(record),
    version: record.version,
    lead: leadOf(record),
    facts: factsOf(record),
    notes: notesOf(record),
    parts: parts.map(({ contents, ...part }) => ({ ...part, html: contents.map(contentHtml).join("\n") })),
    script: [tableScript, figureScript].map((each) => `(${each.toString()})();`).join("\n"),
  });
  return { html, figures };
}

function partsOf(view: BenchView): Part[] {
  const { record, data } = view;
  const known = withKnownLabels(record);
  const unlabelled = record.data.filter(({ truth }) => truth === undefined);
  const reference = data.flatMap((each) => truthFigure(each) ?? []);
  const maps = data.flatMap((each) =>
    choice(`${each.name}: domains of`, mapFigures(view, each, data.length <= mostWithSeeds)),
  );
  const boxes = (measure: ShownMeasure, of: BenchRecord["data"]) =>
    of.flatMap(({ name }) =>
      choice(
        data.length > 1 ? `${name}, scored` : "Scored",
        shownRefinements.map((refinement) => boxesOverSeeds(record, name, { measure, refinement })),
      ),
    );
  const overData = (measure: ShownMeasure) =>
    choice(
      "Scored",
      shownRefinements.map((refinement) => boxesOverData(known, { measure, refinement })),
    );
  const options = new Set(record.methods.flatMap(({ varied }) => (varied ? [varied.option] : [])));
  return [
    { id: "reference", title: "Reference annotation", short: "Reference", contents: choice("Data set", reference) },
    { id: "domains", title: "Domains of every method", short: "Domains", contents: maps },
    {
      ...{ id: "all-data", title: "Over all data sets", short: "All data" },
      contents:
        known.data.length > 1
          ? [
              ...[...overData("nmi"), ...overData("homogeneity")],
              ...(known.data.length >= leastForHeat
                ? choice(
                    "Scored",
                    shownRefinements.map((refinement) => heatFigure(known, refinement)),
                  )
                : []),
              { kind: "table", table: pairedTable(record) },
            ]
          : [],
    },
    {
      ...{ id: "embeddings", title: "Embeddings", short: "Embeddings" },
      contents: data.flatMap((each) => {
        const figure = embeddingFigure(record, each);
        return figure === undefined ? [] : [{ kind: "figure" as const, figure }];
      }),
    },
    { id: "nmi", title: "Normalised mutual information", short: "NMI", contents: boxes("nmi", known.data) },
    { id: "homogeneity", title: "Homogeneity", short: "Homogeneity", contents: boxes("homogeneity", known.data) },
    {
      ...{ id: "coherence", title: "Coherence over the tissue", short: "Coherence" },
      contents: [...boxes("pas", unlabelled), ...boxes("chaos", unlabelled)],
    },
    {
      ...{
        id: "cost",
        title: `${known.data.length > 0 ? "Accuracy" : "Coherence"} against time and memory`,
        short: "Time and memory",
      },
      contents: record.data.flatMap(({ name }) => {
        const figure = costFigure(record, name);
        return figure === undefined ? [] : [{ kind: "figure" as const, figure }];
      }),
    },
    {
      ...{ id: "sensitivity", title: "Sensitivity to options", short: "Sensitivity" },
      contents: [...options].flatMap((option) =>
        record.data.map(({ name }) => ({ kind: "figure" as const, figure: sensitivityFigure(record, name, option) })),
      ),
    },
    {
      ...{ id: "table", title: "Scores, tests and cost", short: "Table" },
      contents: [
        { kind: "table", table: scoreTable(record) },
        { kind: "table", table: runsTable(record) },
      ],
    },
    {
      ...{ id: "settings", title: "Settings, versions and failures", short: "Settings" },
      contents: [
        ...(record.runs.some(({ failure }) => failure !== undefined) ? [failureTable(record)] : []),
        ...settingTables(record),
      ].map((table) => ({ kind: "table" as const, table })),
    },
  ];
}

/** One figure stands alone; nothing for none. */
function choice(label: string, figures: readonly PageFigure[]): Exclude<Content, { kind: "map" }>[] {
  if (figures.length === 1) return [{ kind: "figure", figure: figures[0] }];
  return figures.length === 0 ? [] : [{ kind: "choice", label, figures }];
}

function titleOf({ methods, data }: BenchRecord): string {
  const on = data.length <= 3 ? data.map(({ name }) => name).join(", ") : `${data.length} data sets`;
  return `${methods.length} methods on ${on}`;
}

function leadOf({ runs, inputs, methods }: BenchRecord): string {
  const given = methods.every(({ kind }) => kind === "labels");
  if (given) return "Labels that exist already, scored against the known ones in the same way.";
  const seeds = new Set(runs.flatMap(({ seed }) => (seed === undefined ? [] : [seed]))).size;
  const shared = inputs === "own" ? "its published preprocessing" : "the same preprocessing";
  return `Every method got ${shared}, its published defaults and the number of domains, and none was tuned; every run was separate, with one thread, and no method was given the labels. ${seeds} ${seeds === 1 ? "seed" : "seeds"}.`;
}

function factsOf({ methods, data, runs }: BenchRecord) {
  const failed = runs.filter(({ failure }) => failure !== undefined).length;
  return [
    { name: "methods", value: `${methods.length}` },
    { name: data.length === 1 ? "data set" : "data sets", value: `${data.length}` },
    { name: "runs", value: `${runs.length}` },
    { name: "failed", value: `${failed}` },
  ];
}

function notesOf({ runs, data, methods }: BenchRecord): string[] {
  const failed = runs.filter(({ failure }) => failure !== undefined);
  const names = [...new Set(failed.map(({ method }) => method))].join(", ");
  const short = data.filter(({ truth, labelled, cells }) => truth !== undefined && labelled < cells);
  const unlabelled = data.filter(({ truth }) => truth === undefined).map(({ name }) => name);
  const other = runs.filter(({ scores, data: name }) => {
    const wanted = data.find((each) => each.name === name)?.domains;
    return scores !== undefined && scores.raw.domains !== wanted;
  });
  const others = [...new Set(other.map(({ method }) => method))].filter((name) =>
    methods.some((each) => each.name === name && each.kind !== "labels"),
  );
  return [
    ...(failed.length > 0
      ? [`${failed.length} of ${runs.length} runs failed (${names}); reasons are in the last part.`]
      : []),
    ...(others.length > 0 ? [`Another number of domains than the one given was found by ${others.join(", ")}.`] : []),
    ...(unlabelled.length > 0
      ? [
          `No labels are known of ${unlabelled.join(", ")}: methods are compared there by coherence (PAS, CHAOS), time and memory. Coherence is no accuracy: a method that smooths more is more coherent.`,
        ]
      : []),
    ...short.map(
      ({ name, cells, labelled }) => `${name}: ${cells - labelled} cells without a label were fitted and not scored.`,
    ),
  ];
}
