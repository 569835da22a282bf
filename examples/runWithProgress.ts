// A whole run over data in memory, with progress and a way to stop it.
import { createRandom, type Progress, run, simulateTissue } from "cellscape";

const tissue = simulateTissue({ cells: 200, genes: 40, domains: 3 }, createRandom(0));
const stop = new AbortController();
const report = (progress: Progress) => {
  if (progress.kind === "begin") console.log(progress.does);
  if (progress.kind === "warning") console.warn(progress.text);
};
const config = { domains: 3, epochs: 5, seeds: 1 };
const { artifacts } = await run(tissue, ["domains", "domainMarkers"], { config, report, signal: stop.signal });
console.log(artifacts.domains.domains.map(({ size }) => size));
