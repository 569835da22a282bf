import { CellScapeError } from "../../core/errors.ts";
import { name, names } from "../../core/options/kinds.ts";
import { defineOptions, type Options, option } from "../../core/options/option.ts";
import { flagOf } from "../../core/options/parse.ts";
import { applyOptionGroups } from "./apply.ts";
import { controlOptions } from "./control.ts";
import { runOptions } from "./run.ts";

const { samples, ...control } = controlOptions.table;

/** What only `cellscape annotate` takes, and how it goes. */
export const annotateOptions = defineOptions("Options", {
  ...control,
  reference: option(names().optional(), {
    flag: "list",
    basic: true,
    description: "annotated sections, files or folders separated by commas",
    otherwise: "a saved model",
  }),
  model: option(name().optional(), {
    flag: "file",
    basic: true,
    description:
      "saved model for label transfer without training: written by cohort fit, or by cellscape run LABELLED --hints-column LABEL --save-model",
  }),
  label: option(name().optional(), {
    flag: "column",
    basic: true,
    description: "column of obs with labels of annotated samples, which are carried to the other samples of the run",
    otherwise: "the only column of obs that may be one",
  }),
});

/**
 * Refuses settings of a run that the model of an annotated run decides.
 *
 * @throws bad-option naming them.
 */
export function expectForModel(given: Readonly<Record<string, unknown>>): void {
  const known = new Set(["model", "reference", ...applyOptionGroups().flatMap(({ table }) => Object.keys(table))]);
  const others = Object.keys(given).filter((each) => given[each] !== undefined && !known.has(each));
  if (others.length === 0) return;
  const named = others.map((each) => `--${flagOf(each)}`).join(", ");
  throw new CellScapeError(
    "bad-option",
    `annotate: expected what the model leaves open, got ${named}; the model decides it`,
  );
}

/** Every option of `cellscape annotate` under the heading of its owner: those of a run, without what it decides itself. */
export function annotateOptionGroups(): readonly Options[] {
  const decided = new Set([...Object.keys(annotateOptions.table), "references", "sampleKey"]);
  const groups = runOptions().map((group) => {
    const table = Object.fromEntries(Object.entries(group.table).filter(([each]) => !decided.has(each)));
    return defineOptions(group.heading, table);
  });
  return [annotateOptions, ...groups.filter(({ table }) => Object.keys(table).length > 0)];
}
