import { CellScapeError } from "../../core/errors.ts";
import type { OptionValues } from "../../core/options/option.ts";
import { flagOf } from "../../core/options/parse.ts";
import { type DomainPolicy, policies, policyNamed, refinementOver } from "../../domains/policy.ts";
import { clusteringNamed } from "../../domains/registry.ts";
import { type ChosenMethod, chooseMethod } from "../../methods/chosenMethod.ts";
import type { OwnInputs } from "../../methods/ownInputs.ts";
import { dataOptions } from "./data.ts";
import type { coreOptions } from "./options.ts";

/** Options of the core of a run as their table holds them. */
export type CoreOptions = OptionValues<typeof coreOptions>;

type Scale = Exclude<CoreOptions["scale"], undefined>;

/**
 * Every setting of the core of a run, checked, with all that method and preset decide; analyses have settings of their own
 * beside them. What the data decide as well is in `Settings`, which is one of these.
 */
export type Config = Omit<CoreOptions, "components" | "scale"> & {
  /** Column of obs with the domains, where analyses of a result read others than those of its run. */
  readonly column?: string | undefined;
  /** The method with every one of its options. */
  readonly chosen: ChosenMethod;
  /** Those of its options that were given. */
  readonly methodOptions: Readonly<Record<string, unknown>>;
  /** Principal components that the method is given, or the genes themselves. */
  readonly components: number | "all";
  readonly scale: Scale;
  /** The preprocessing that the method was published with, where it takes the place of the shared one. */
  readonly ownInputs: OwnInputs;
  /** The rules and thresholds by which domains are found. */
  readonly policy: DomainPolicy;
};

/** Principal components where neither the user nor the preset sets any. */
const usualComponents = 128;

/**
 * The settings of a run, from its options and those of its method. Options of analyses pass through. The order of the
 * settings does not depend on which were given: records are equal byte by byte.
 *
 * @throws bad-option for an unknown method or preset, and options that do not fit together.
 */
export function configOf(options: CoreOptions, methodOptions: Readonly<Record<string, unknown>>): Config {
  const { components, scale, ...others } = options;
  const { method, preset, saveModel, cofactor, normalize } = options;
  if (cofactor !== undefined && normalize !== "arcsinh") {
    throw new CellScapeError("bad-option", `--cofactor: expected --normalize arcsinh with it, got ${normalize}`);
  }
  const chosen = withClustering(chooseMethod({ method, preset, given: methodOptions }), options.clustering);
  if (saveModel && !chosen.method.transfer) {
    throw new CellScapeError("bad-option", `--save-model: expected a network, got none with --method ${method}`);
  }
  const policy = policyOf(options, chosen.run.policy);
  const { name, options: own = {} } = chosen.run.clustering ?? { name: "consensus" };
  clusteringNamed(name).check?.(own, policy);
  expectKnownDomains(options, chosen.method);
  const ownInputs = options.inputs === "own" ? ownInputsOf(chosen) : {};
  if (options.domainPool && name !== "consensus") {
    const way = "leave --domain-pool out, or use --clustering consensus";
    throw new CellScapeError("bad-option", `--domain-pool: expected a consensus of partitions, got ${name}; ${way}`);
  }
  return {
    ...others,
    ...genesOf(options, ownInputs),
    chosen,
    methodOptions,
    components: components ?? ownInputs.components ?? chosen.run.components ?? usualComponents,
    scale: scale ?? ownInputs.scale ?? chosen.run.scale ?? "auto",
    policy,
    ownInputs,
  };
}

/** Training that assigns cells to domains has to be given their number. */
function expectKnownDomains(
  { domains, clustering }: CoreOptions,
  { name, assignsDomains }: ChosenMethod["method"],
): void {
  if (assignsDomains && domains === "auto") {
    const way = "its training assigns cells to domains: give their number with --domains K";
    throw new CellScapeError("bad-option", `--domains: expected a number with --method ${name}, got auto; ${way}`);
  }
  if (clustering === "labels" && !assignsDomains) {
    const way = "choose another clustering, such as mclust";
    throw new CellScapeError(
      "bad-option",
      `--clustering labels: expected a method that assigns domains itself, got ${name}; ${way}`,
    );
  }
}

function ownInputsOf({ method, options }: ChosenMethod): OwnInputs {
  if (method.ownInputs) return method.ownInputs(options);
  const way = "leave --inputs out";
  throw new CellScapeError(
    "bad-option",
    `--inputs own: expected a method with preprocessing of its own, got ${method.name}; ${way}`,
  );
}

/** Which genes are used; what the user chose comes before what the method does. */
function genesOf({ genes, minCells }: CoreOptions, own: OwnInputs): Partial<Pick<CoreOptions, "genes" | "minCells">> {
  const all = own.genes === "all" ? Number.MAX_SAFE_INTEGER : own.genes;
  const least = minCells ?? own.minCells;
  return {
    ...(all !== undefined && genes === dataOptions.table.genes.parse(undefined) ? { genes: all } : {}),
    ...(least === undefined ? {} : { minCells: least }),
  };
}

/** A clustering that the user names, with its usual options unless the method sets others for the same one. */
function withClustering(chosen: ChosenMethod, name: string | undefined): ChosenMethod {
  if (name === undefined || name === chosen.run.clustering?.name) return chosen;
  return { ...chosen, run: { ...chosen.run, clustering: { name } } };
}

function policyOf({ covariance, vote, maxDomains, domainPool }: CoreOptions, name = "default"): DomainPolicy {
  const { candidates, refinement, consensus, count, ...others } = policyNamed(name);
  const pooled = policies.pool;
  return {
    ...others,
    candidates: { ...candidates, covariance, ...(domainPool ? { rule: pooled.candidates.rule } : {}) },
    consensus: domainPool ? pooled.consensus : consensus,
    refinement: vote === "auto" ? refinement : refinementOver(vote, refinement),
    count: { ...count, largest: maxDomains },
  };
}

/** The same settings with other options of the method, as a plan chooses them. */
export function withMethodOptions<C extends Config>(config: C, changed: object): C {
  const { chosen } = config;
  return {
    ...config,
    chosen: { ...chosen, options: { ...chosen.options, ...changed } },
    methodOptions: { ...config.methodOptions, ...changed },
  };
}

/** The same settings with other options of the run; what method and preset decide is decided again. */
export function withOptions<C extends Config>(config: C, changed: Partial<C>): C {
  const options = { ...config, ...changed };
  const given = options.method === config.method ? config.methodOptions : {};
  return { ...options, ...configOf(options, given) };
}

/** The options that give these settings again: for records, and for `--config`. Those of the method are under its name. */
export function recordedOptions(config: Config): Readonly<Record<string, unknown>> {
  const { chosen, methodOptions, policy: _, ownInputs: __, ...options } = config;
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const own = Object.keys(methodOptions).length === 0 ? {} : { [chosen.method.name]: methodOptions };
  return { ...Object.fromEntries(given), ...own };
}

/** The same as flags with values, such as `--cellscape.epochs`. */
export function recordedFlags(config: Config): (readonly [flag: string, value: unknown])[] {
  const { [config.chosen.method.name]: _, ...options } = recordedOptions(config);
  const own = Object.entries(config.methodOptions).map(([name, value]): [string, unknown] => [
    `${config.method}.${name}`,
    value,
  ]);
  return [...Object.entries(options), ...own].map(([name, value]) => [`--${flagOf(name)}`, value]);
}
