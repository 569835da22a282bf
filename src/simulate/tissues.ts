/** A tissue that is hard in one known way. */
interface HardTissue {
  readonly summary: string;
  /** Options of the simulation that make it so, where the user gives no other. */
  readonly options: Readonly<Record<string, string | number>>;
}

/** Names of tissues by what makes them hard. */
export const tissues = {
  "thin-layers": {
    summary: "layers of three cells between thick ones",
    options: { domains: 8, thinLayers: 3, signal: 0.6 },
  },
  "weak-panel": {
    summary: "few genes with few transcripts",
    options: { genes: 33, depth: 60, domains: 8, signal: 0.8 },
  },
  composition: { summary: "domains that differ by cell types only", options: { markers: 0, domains: 6 } },
  gradients: { summary: "domains without sharp boundaries", options: { gradient: 6, domains: 6 } },
  "unequal-pieces": {
    summary: "domains and torn pieces of unequal size",
    options: { pieces: 4, sizeSpread: 0.8, domains: 7, signal: 0.7 },
  },
  tumour: {
    summary: "nests without layers",
    options: { arrangement: "nests", domains: 5, signal: 0.6 },
  },
} as const satisfies Readonly<Record<string, HardTissue>>;

export type TissueName = keyof typeof tissues;

/** Names, for schemas. */
export const tissueNames = Object.keys(tissues) as [TissueName, ...TissueName[]];

/** `name (what it is)` of each. */
export const tissuesInWords = Object.entries(tissues)
  .map(([name, { summary }]) => `${name} (${summary})`)
  .join(", ");

/** The options that are given over those of their tissue; an unknown name is left to the check of options. */
export function withTissue<Given extends { readonly tissue?: unknown }>(given: Given): Given & Record<string, unknown> {
  const known = tissueNames.find((name) => name === given.tissue);
  const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...(known ? tissues[known].options : {}), ...own } as Given & Record<string, unknown>;
}
