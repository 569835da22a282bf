import { z } from "zod";
import { name, whole } from "../../core/options/kinds.ts";
import type { OptionValues } from "../../core/options/option.ts";
import { defineOptions, option } from "../../core/options/option.ts";

export const enrichmentOptions = defineOptions("Gene sets", {
  enrichr: option(z.array(name()).min(1).optional(), {
    flag: "library",
    inPage: false,
    repeats: true,
    description: "Enrichr library to query, which sends the names of the markers there; may be given several times",
  }),
  enrichrUrl: option(z.url({ protocol: /^https?$/ }).default("https://maayanlab.cloud/Enrichr"), {
    flag: "address",
    inPage: false,
    description:
      "address of the Enrichr service (FlyEnrichr, WormEnrichr, YeastEnrichr, FishEnrichr for other species)",
  }),
  background: option(z.union([whole(1), name()]).optional(), {
    flag: "file|N",
    file: "perhaps",
    description: "background genes: a file with one per line, or their number",
    otherwise: "the genes tested for markers",
  }),
});

export type EnrichmentOptions = OptionValues<typeof enrichmentOptions.table>;
