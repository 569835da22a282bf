import { z } from "zod";
import { names } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";
import { outputOptions } from "./output.ts";
import { column } from "./score.ts";

/** What `cellscape export` takes. */
export const exportOptions = defineOptions("Options", {
  to: option(names(), { flag: "list", basic: true, description: "formats, separated by commas" }),
  column,
  url: option(z.url().default("http://127.0.0.1:8000/"), {
    flag: "address",
    basic: true,
    description: "address that the folder will be served from, for vitessce",
  }),
  out: outputOptions.table.out,
});
