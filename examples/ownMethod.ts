// A method of one's own, run as any other: domains, analyses and files are those of every run.
import { parseConfig } from "cellscape";
import { defineMethod, registerMethod } from "cellscape/methods";
import { runFile } from "cellscape/node";
import { smooth } from "cellscape/spatial";

const blur = defineMethod({
  name: "blur",
  summary: "components averaged over neighbours",
  needs: ["components", "graph"],
  embed: ({ components, graph }) => smooth(components, graph, 3),
});
registerMethod(blur);
await runFile("tissue.h5ad", { config: parseConfig({ domains: 3, method: "blur" }), out: "blurred" });
