// An analysis of one's own: a step, and a table among the results of every run that includes it.
import { type Artifacts, parseConfig } from "cellscape";
import { csvTable, type RunArtifacts, registerAnalysis } from "cellscape/analyses";
import { runFile } from "cellscape/node";

const count = ({ domains }: Artifacts) => domains.domains.map(({ size }, k) => [k + 1, size]);
registerAnalysis({
  name: "sizes",
  steps: { sizes: { does: () => "Counting cells", needs: () => ["domains"], run: count } },
  artifacts: ["sizes"],
  tables: ({ sizes = [] }: RunArtifacts<{ sizes: number[][] }>) => [csvTable("sizes", "domain,cells", sizes)],
});
const config = parseConfig({ domains: 3, method: "smooth", want: "sizes" });
await runFile("tissue.h5ad", { config, out: "counted" });
