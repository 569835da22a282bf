import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import type { Analysis } from "../analysis.ts";
import { umapKeys } from "./keys.ts";
import type { UmapMade } from "./made.ts";
import { umapMethods } from "./methods.ts";
import { umapPage } from "./page.ts";
import { umapStep } from "./step.ts";
import { storedUmapStep } from "./stored.ts";
import { embeddingWords } from "./words.ts";

/** UMAPs of the embeddings. */
export const umapAnalysis = {
  name: "umap",
  steps: { umaps: umapStep },
  stored: (result: StoredResult) => ({ umaps: storedUmapStep(result) }),
  artifacts: ["umaps"],
  keys: umapKeys,
  figures: {
    "umap_*": "UMAP of an embedding, coloured by domain and sample",
  },
  pages: [umapPage],
  methods: umapMethods,
  map: (made: RunArtifacts<UmapMade>, config: Pick<Config, "method">) => ({
    layouts: (made.umaps ?? []).map(({ embedding, layout }) => ({
      name: `UMAP: ${embeddingWords(made, config)[embedding]}`,
      rows: layout.rows,
      xy: layout.values,
    })),
  }),
} satisfies Analysis;
