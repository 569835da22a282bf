// The main job: a file in, domains, tables and figures out.
import { parseConfig, runFile } from "cellscape/node";

const config = parseConfig({ domains: 3, method: "smooth", report: true });
const { result } = await runFile("tissue.h5ad", { config, out: "results" });
console.log(result);
