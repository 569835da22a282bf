import { CellScapeError } from "../core/errors.ts";
import { chooseDomainCount } from "./chooseCount.ts";
import type { Clustering } from "./clustering.ts";
import { leidenClustering, louvainClustering } from "./communityClustering.ts";
import { consensusClustering } from "./consensusClustering.ts";
import { fullMixtureClustering } from "./fullMixtureClustering.ts";
import { labelsClustering } from "./labelsClustering.ts";
import { mclustClustering } from "./mclustClustering.ts";
import type { CountCriterionName } from "./policy.ts";

/** Label-free criteria of the number of domains. */
export const countCriteria: Readonly<Record<CountCriterionName, typeof chooseDomainCount>> = {
  knee: chooseDomainCount,
};

/** Ways from embeddings to domains, by their names. */
const clusterings = new Map<string, Clustering>(
  [
    consensusClustering,
    louvainClustering,
    leidenClustering,
    mclustClustering,
    fullMixtureClustering,
    labelsClustering,
  ].map((clustering) => [clustering.name, clustering]),
);

/**
 * Add a clustering of a program's own: methods can choose it from then on.
 *
 * @throws bad-option for a name that is taken.
 */
export function registerClustering(clustering: Clustering): void {
  const { name } = clustering;
  if (clusterings.has(name)) {
    throw new CellScapeError("bad-option", `registerClustering: expected a name that is free, got ${name}`);
  }
  clusterings.set(name, clustering);
}

/** Names of all clusterings, in the order in which they were registered. */
export function clusteringNames(): readonly string[] {
  return [...clusterings.keys()];
}

/** @throws bad-option for a name that no clustering has. */
export function clusteringNamed(name: string): Clustering {
  const clustering = clusterings.get(name);
  if (clustering) return clustering;
  throw new CellScapeError(
    "bad-option",
    `--clustering: expected one of ${clusteringNames().join(", ")}, got ${JSON.stringify(name)}`,
  );
}
