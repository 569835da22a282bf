import type { Config } from "../../run/options/config.ts";
import type { Analysis } from "../analysis.ts";
import type { OpenFile } from "../inputs.ts";
import { readNames } from "./nameTable.ts";
import { type DomainNameOptions, domainNameOptions } from "./options.ts";

/** Names, colours and order of the domains, which the step that finds them takes (`presented`). */
export const domainNamesAnalysis = {
  name: "domain-names",
  listed: false,
  runs: () => false,
  options: domainNameOptions,
  steps: {},
  artifacts: [],
  inputs: {
    domainNames: {
      load: ({ names }: Config & DomainNameOptions, open: OpenFile) =>
        names === undefined ? undefined : readNames(names, open),
    },
  },
} satisfies Analysis;
