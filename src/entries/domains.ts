/**
 * Spatial domains from embeddings: candidates, consensus, refinement and the number of domains; clustering algorithms, and
 * how well partitions agree.
 *
 * @module
 */

export type { Communities, CommunityOptions } from "../cluster/communities.ts";
export { type KMeans, type KMeansOptions, kMeans } from "../cluster/kMeans.ts";
export { leiden } from "../cluster/leiden.ts";
export { louvain } from "../cluster/louvain.ts";
export { type MclustOptions, mclust } from "../cluster/mclust.ts";
export type { Covariance } from "../cluster/mixture/covarianceModels.ts";
export { fullMixture } from "../cluster/mixture/fullMixture.ts";
export { gaussianMixture, type Mixture, type MixtureOptions } from "../cluster/mixture/gaussianMixture.ts";
export { modelBasedTree } from "../cluster/modelBasedTree.ts";
export { type BinaryTree, cutTree, type MergeTree, wardTree } from "../cluster/ward.ts";
export { type AnnotatedTissue, type Annotation, annotateSections } from "../domains/annotation/annotateSections.ts";
export { type CountOptions, chooseDomainCount, type DomainCount } from "../domains/chooseCount.ts";
export { type ClusterDomainsOptions, clusterDomains } from "../domains/clusterDomains.ts";
export type { Clustering, DomainInputs } from "../domains/clustering.ts";
export { type DomainOptions, findDomains } from "../domains/domains.ts";
export type { HintTissue } from "../domains/hints/features.ts";
export type { HintedDomains, Hints } from "../domains/hints/hintedDomains.ts";
export type { Suggestion } from "../domains/hints/labelNext.ts";
export { type HintPolicy, hintPolicy } from "../domains/hints/policy.ts";
export { type HintOptions, type HintSession, prepareHints } from "../domains/hints/session.ts";
export { type DomainPolicy, policies, type RefinementPolicy } from "../domains/policy.ts";
export { methodRefinements } from "../domains/refinement/methodRefinements.ts";
export { refine } from "../domains/refinement/refine.ts";
export { registerClustering } from "../domains/registry.ts";
export type { DomainSummary, Domains, PartitionSummary } from "../domains/result.ts";
export { type SampleDependence, sampleDependence } from "../domains/sampleDependence.ts";
export { type Agreement, agreement } from "../math/statistics/agreement.ts";
