import { z } from "zod";
import { auto, whole } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";
import { policies } from "../../domains/policy.ts";
import { clusteringNames } from "../../domains/registry.ts";

const { neighbors, leastSection } = policies.default.refinement;

/** How embeddings become domains. */
export const domainOptions = defineOptions("Domains", {
  domains: option(z.union([auto, whole(1, 1000)]).default("auto"), {
    flag: "K|auto",
    basic: true,
    description: "number of domains",
    otherwise: "auto, selected without labels",
  }),
  maxDomains: option(whole(2, 100).default(20), {
    flag: "K",
    description: "largest number of domains that auto considers",
  }),
  key: option(
    z
      .string()
      .regex(/^(?!cellscape)[^/]+$/)
      .optional(),
    {
      flag: "name",
      description: "column of obs for the domains, so that those of an earlier run stay beside them",
      otherwise: "cellscape_domain",
    },
  ),
  clustering: option(z.string().min(1).optional(), {
    flag: "name",
    description: `clustering of the embedding: ${clusteringNames().join(", ")}`,
    otherwise: "that of the method or preset, most often consensus",
  }),
  covariance: option(z.enum(["tied", "full", "diagonal"]).default("tied"), {
    flag: "kind",
    description: "covariance of the Gaussian mixture: tied, full or diagonal",
  }),
  domainPool: option(z.boolean().optional(), {
    description:
      "pool partitions of maximum autocorrelation factors with those of the embedding, and take the plurality of the half that agrees most (more stable over seeds, not more accurate)",
  }),
  vote: option(z.union([auto, whole(0, 1000)]).default("auto"), {
    flag: "r",
    description: `neighbours used for spatial majority-vote refinement; auto: ${neighbors}, none below ${leastSection} cells`,
  }),
});
