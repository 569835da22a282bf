import { CellScapeError } from "../core/errors.ts";
import type { ArtifactName } from "../run/artifacts.ts";
import { type Config, flagOf, typesColumn } from "../run/options/config.ts";
import type { AnalysisName } from "../run/options/options.ts";

/** What each analysis makes. */
const makes: Readonly<Record<AnalysisName, readonly ArtifactName[]>> = {
  "cell-types": ["cellTypes", "typeMarkers"],
  umap: ["umaps"],
  paga: ["paga"],
  markers: ["domainMarkers"],
  "spatial-genes": ["spatialGenes"],
  composition: ["cellTypes", "composition"],
  neighborhoods: ["cellTypes", "neighborhoods"],
  integration: ["integration"],
  "co-occurrence": ["cellTypes", "coOccurrence"],
  enrichment: ["domainMarkers", "enrichment"],
  gsea: ["domainMarkers", "gsea"],
};

/** Analyses that compare samples. */
export const ofSamples: readonly AnalysisName[] = ["integration"];

/**
 * The artifacts of the analyses that were asked for, in the order of the table: by name, by `--report`, or by an option
 * that only they read.
 *
 * @param samples how many there are: analyses that compare samples need two.
 * @throws bad-option for an enrichment without gene sets, a colocalization without points or mask, or a place without mask.
 */
export function wantedAnalyses(config: Config, samples = 1): ArtifactName[] {
  const names = chosenAnalyses(config).filter((name) => samples > 1 || !ofSamples.includes(name));
  const { want = [], geneSets, enrichr } = config;
  for (const name of ["enrichment", "gsea"] as const) {
    if (!want.includes(name) || geneSets !== undefined || (name === "enrichment" && enrichr !== undefined)) continue;
    throw new CellScapeError(
      "bad-option",
      `--want ${name}: expected gene sets to look for, got none; add --gene-sets FILE.gmt`,
    );
  }
  expectTarget(config);
  const scores = config.truth === undefined ? [] : (["seedScores"] as const);
  const compared = config.compare !== undefined && samples > 1 ? (["cellTypes", "comparison"] as const) : [];
  const near = config.colocalize === undefined ? [] : (["colocalization"] as const);
  return [...new Set([...names.flatMap((name) => makes[name]), ...scores, ...compared, ...near])];
}

/** @throws bad-option unless genes go with points or a mask, and the place of a mask with a mask. */
function expectTarget(config: Config): void {
  const targets = [config.points, config.maskFile].filter((file) => file !== undefined).length;
  if (targets !== (config.colocalize === undefined ? 0 : 1)) {
    const way = "--colocalize GENE goes with either --points FILE or --mask-file FILE";
    throw new CellScapeError(
      "bad-option",
      config.colocalize === undefined
        ? `--${config.points === undefined ? "mask-file" : "points"}: expected genes or scores to look at, got none; ${way}`
        : `--colocalize: expected points or a mask, got ${targets === 0 ? "neither" : "both"}; ${way}`,
    );
  }
  for (const name of ["maskPixel", "maskOrigin"] as const) {
    if (config[name] === undefined || config.maskFile !== undefined) continue;
    throw new CellScapeError(
      "bad-option",
      `--${flagOf(name)}: expected a mask that it places, got none; add --mask-file`,
    );
  }
}

/** Names of the analyses that run. */
export function chosenAnalyses(config: Config): AnalysisName[] {
  const { want = [], report, geneSets, enrichr, cellTypes, resolution } = config;
  const all = report || want.includes("all");
  // Object.keys loses the names' type.
  return (Object.keys(makes) as AnalysisName[]).filter((name) => {
    if (name === "enrichment") return geneSets !== undefined || enrichr !== undefined;
    if (name === "gsea") return geneSets !== undefined && (all || want.includes(name));
    if (name === "cell-types" && (cellTypes !== undefined || resolution !== undefined)) return true;
    return all || want.includes(name);
  });
}

/** True when types of cells are communities of a graph and not a column of the file. */
export function clustersTypes(config: Config): boolean {
  return typesColumn(config) === undefined;
}
