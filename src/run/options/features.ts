import { z } from "zod";
import { positive, whole } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";

/** What a method is given: scaled genes or their components, and the spatial graph. */
export const featureOptions = defineOptions("Features and spatial graph", {
  scale: option(z.enum(["auto", "z-score", "center", "none"]).optional(), {
    flag: "how",
    description: "gene scaling: z-score, center, none, or auto (z-score up to 200 genes, else center)",
    otherwise: "auto; paper: none",
  }),
  components: option(z.union([z.literal("all"), whole(2)]).optional(), {
    flag: "d|all",
    description: "principal components used as input, or all for the genes themselves",
    otherwise: "128; paper: all",
  }),
  graph: option(z.enum(["auto", "delaunay", "nearest"]).default("auto"), {
    flag: "kind",
    description: "spatial graph: delaunay, nearest, or auto (nearest on lattices such as Visium, else delaunay)",
  }),
  neighbors: option(whole(1, 60).default(6), { flag: "k", description: "neighbours per cell in a nearest graph" }),
  radius: option(positive().optional(), {
    flag: "length",
    description: "drop edges longer than this, in position units",
  }),
});
