import { z } from "zod";
import { name } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";

/** Where results go, and how they are printed; commands take what they need of it. */
export const outputOptions = defineOptions("Output", {
  out: option(name(), {
    flag: "path",
    basic: true,
    description: "folder for the results; the file, where one is written",
  }),
  json: option(z.boolean().default(false), { basic: true, description: "print JSON" }),
});
