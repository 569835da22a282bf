import type { Config } from "../../run/options/config.ts";
import type { Analysis } from "../analysis.ts";
import type { WantOptions } from "../want.ts";
import { domainCountKeys, domainCountRecord } from "./keys.ts";
import { domainCountsPage } from "./page.ts";
import { countTreeStep } from "./step.ts";
import { domainCountTables } from "./table.ts";

const name = "domain-counts";

/** The domains of other numbers as a tree: where the number was selected, or where they are wanted by name. */
export const domainCountsAnalysis = {
  name,
  steps: { countTree: countTreeStep },
  artifacts: ["countTree"],
  runs: ({ domains, want }: Config & Partial<WantOptions>, wanted: boolean) =>
    wanted && (domains === "auto" || want?.includes(name) === true),
  keys: domainCountKeys,
  record: domainCountRecord,
  tables: domainCountTables,
  figures: {
    domain_tree: "domains of each number, and which of them split into which",
    domain_counts: "maps of the numbers of domains that rank next",
  },
  pages: [domainCountsPage],
} satisfies Analysis;
