import { createRandom } from "../core/random.ts";
import type { CategoryColumn } from "../data/table.ts";
import { type SampleDependence, sampleDependence } from "../domains/sampleDependence.ts";
import type { Artifacts, FoundDomains } from "./artifacts.ts";
import { domainColumn } from "./domainColumn.ts";

/** How far the domains follow the samples. */
export function dependenceOf(
  { selection, domains }: Pick<Artifacts, "selection"> & { readonly domains: Pick<FoundDomains, "refined" | "count"> },
  seed: number,
): SampleDependence {
  return sampleDependence(domainColumn(domains), sampleColumn({ selection }), createRandom(seed).split("dependence"));
}

/** [cells] the sample of each analysed cell. */
export function sampleColumn({ selection: { samples, cells } }: Pick<Artifacts, "selection">): CategoryColumn {
  if (!samples) return { kind: "category", codes: new Int32Array(cells.length), categories: ["all"], ordered: false };
  return { kind: "category", codes: samples.codes, categories: samples.names, ordered: false };
}
