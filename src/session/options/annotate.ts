import { name, names } from "../../core/options/kinds.ts";
import { defineOptions, type Options, option } from "../../core/options/option.ts";
import { controlOptions } from "./control.ts";
import { runOptions } from "./run.ts";

const { samples, ...control } = controlOptions.table;

/** What only `cellscape annotate` takes, and how it goes. */
export const annotateOptions = defineOptions("Options", {
  ...control,
  reference: option(names(), {
    flag: "list",
    basic: true,
    description: "annotated sections, files or folders separated by commas",
  }),
  label: option(name().optional(), {
    flag: "column",
    basic: true,
    description: "column of obs with labels of annotated samples, which are carried to the other samples of the run",
    otherwise: "the only column of obs that may be one",
  }),
});

/** Every option of `cellscape annotate` under the heading of its owner: those of a run, without what it decides itself. */
export function annotateOptionGroups(): readonly Options[] {
  const decided = new Set([...Object.keys(annotateOptions.table), "references", "sampleKey"]);
  const groups = runOptions().map((group) => {
    const table = Object.fromEntries(Object.entries(group.table).filter(([each]) => !decided.has(each)));
    return defineOptions(group.heading, table);
  });
  return [annotateOptions, ...groups.filter(({ table }) => Object.keys(table).length > 0)];
}
