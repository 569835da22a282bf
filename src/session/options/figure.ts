import { z } from "zod";
import { analysisOptionGroups } from "../../analyses/options.ts";
import { listed, name, names, real } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, type Options, option } from "../../core/options/option.ts";
import { dataOptions } from "../../run/options/data.ts";
import { executionOptions } from "../../run/options/execution.ts";
import { figureOptions as mapOptions } from "../../run/options/figures.ts";
import { outputOptions } from "./output.ts";
import { column } from "./score.ts";

/** Kinds of files that figures are written as. */
export const figureFormats = ["svg", "png", "pdf"] as const;

/** What only `cellscape figure` takes. */
export const figureOptions = defineOptions("Options", {
  list: option(z.boolean().default(false), { basic: true, description: "list the figures" }),
  genes: option(names().optional(), {
    flag: "list",
    basic: true,
    description: "genes that the figures genes and dotplot show, separated by commas",
  }),
  format: option(z.preprocess(listed, z.array(z.enum(figureFormats)).min(1)).default(["svg", "png"]), {
    flag: "list",
    basic: true,
    description: "files to write, separated by commas: svg, png, pdf",
    otherwise: "svg,png",
  }),
  width: option(
    z
      .string()
      .regex(/^\d+(\.\d+)?(mm|cm|in)$/)
      .optional(),
    {
      flag: "90mm",
      basic: true,
      description: "width of the figure, in mm, cm or in",
      otherwise: "as drawn, 96 px per inch",
    },
  ),
  dpi: option(real(36, 2400).default(300), { flag: "N", basic: true, description: "pixels of a PNG per inch" }),
  title: option(name().optional(), {
    flag: "text",
    basic: true,
    description: "title of a map, or none",
    otherwise: "what is shown",
  }),
  rotate: option(real(-360, 360).optional(), {
    flag: "degrees",
    basic: true,
    description: "turn maps of the tissue clockwise; before --flip",
  }),
  flip: option(z.enum(["x", "y", "xy"]).optional(), {
    flag: "axis",
    basic: true,
    description: "mirror maps of the tissue: x left to right, y top to bottom",
  }),
  crop: option(
    z
      .string()
      .regex(/^[^,]+,[^,]+,[^,]+,[^,]+$/)
      .optional(),
    {
      flag: "x0,y0,x1,y1",
      basic: true,
      description: "show only cells in this box, in the unit of the positions; before --rotate",
    },
  ),
  column,
  out: option(name().default("."), { ...metaOf(outputOptions.table.out), otherwise: "the current folder" }),
});

/** Settings of a run that a figure may have otherwise. */
const { geneNames, unitUm } = dataOptions.table;
const { threads, memory } = executionOptions.table;
const figureSettings = defineOptions("Data and execution", {
  ...{ geneNames, unitUm, threads, memory, picture: mapOptions.table.picture },
});

/** Every option of `cellscape figure` under the heading of its owner. */
export function figureOptionGroups(): readonly Options[] {
  // Which analyses run is decided by the figures.
  return [figureOptions, figureSettings, ...analysisOptionGroups().filter(({ table }) => !("want" in table))];
}
