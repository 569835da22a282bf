import { createRandom } from "../../core/random.ts";
import type { StepContext } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { CellTypeOptions } from "../cellTypes/options.ts";
import type { MarkedGroups } from "../geneSets/markedGroups.ts";
import { markedGroups } from "../geneSets/markedGroups.ts";
import type { GeneSetInput } from "../geneSets/readGeneSets.ts";
import type { MarkersMade } from "../markers/made.ts";
import type { Markers } from "../markers/markers.ts";
import type { WantOptions } from "../want.ts";
import { type Gsea, gsea } from "./gsea.ts";
import type { GroupRanking, RankedGeneSets } from "./made.ts";

const permutations = 1000;

/** Of fewer ranked genes, no enrichment at an end can be estimated. */
const fewestGenes = 100;

/** Sets of fewer or more ranked genes are not tested: GSEA's own bounds, and 5 where only a panel was measured. */
const sizesOf = (genes: number): readonly [number, number] => [genes < 2000 ? 5 : 15, 500];

/** Gene sets that gather at either end of the genes of each domain and cell type, ranked by marker score. */
export async function makeGsea(
  {
    allGenes,
    domainMarkers,
    typeMarkers,
  }: AllGenesMade & Pick<MarkersMade, "domainMarkers"> & Partial<Pick<MarkersMade, "typeMarkers">>,
  { inputs, config, report }: StepContext<unknown, GeneSetInput>,
): Promise<RankedGeneSets> {
  const { symbols } = allGenes;
  const geneSets = inputs?.geneSets ?? [];
  const [minSize, maxSize] = sizesOf(symbols.length);
  if (symbols.length < fewestGenes) {
    const text = `no gene set enrichment analysis: expected at least ${fewestGenes} ranked genes, got ${symbols.length}`;
    report({ kind: "note", step: "gsea", text });
    return { domains: [], types: [], permutations, sizes: [minSize, maxSize] };
  }
  const rng = createRandom(config.seed).split("gsea");
  const total = domainMarkers.groups.length + (typeMarkers?.groups.length ?? 0);
  const notes = new Set<string>();
  let done = 0;
  const ofGroups = async ({ groups }: Markers, kind: string): Promise<GroupRanking[]> => {
    const rankings: GroupRanking[] = [];
    for (const { group, scores } of groups) {
      // A ranking takes about a second: let waiting events run, an abort among them.
      await new Promise<void>((resume) => setTimeout(resume, 0));
      report({ kind: "advance", step: "gsea", done, total });
      const libraries = geneSets.map((library): Gsea => {
        const stream = rng.split(kind).split(group).split(library.name);
        const found = gsea(symbols, scores, library, { minSize, maxSize, permutations }, stream);
        for (const note of found.notes) notes.add(`${library.name}: ${note}`);
        return found;
      });
      rankings.push({ group, libraries });
      done++;
    }
    return rankings;
  };
  const domains = await ofGroups(domainMarkers, "domains");
  const types = typeMarkers ? await ofGroups(typeMarkers, "types") : [];
  for (const text of notes) report({ kind: "note", step: "gsea", text });
  return { domains, types, permutations, sizes: [minSize, maxSize] };
}

export const gseaStep: Step<RankedGeneSets, MarkedGroups, WantOptions & CellTypeOptions, GeneSetInput> = {
  does: () => "Gene set enrichment analysis (pre-ranked)",
  needs: markedGroups,
  policy: optional,
  run: makeGsea,
};
