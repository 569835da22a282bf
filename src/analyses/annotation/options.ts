import { name, names } from "../../core/options/kinds.ts";
import { defineOptions, type OptionValues, option } from "../../core/options/option.ts";

/** Labels of annotated samples, which the other samples of a run get. */
export const annotationOptions = defineOptions("Labels of annotated samples", {
  label: option(name().optional(), {
    flag: "column",
    description: "column of obs with labels of annotated samples, which are carried to the other samples of the run",
  }),
  references: option(names().optional(), {
    flag: "list",
    description: "names of the samples whose labels are carried, separated by commas",
    otherwise: "all that have labels; at least one has to have none",
  }),
});

export type AnnotationOptions = OptionValues<typeof annotationOptions.table>;
