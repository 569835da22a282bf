import { CellScapeError } from "../../core/errors.ts";
import { locatePositions } from "../anndata/positions.ts";
import type { ReadOptions } from "../reader.ts";
import { subtree } from "../stored/subtree.ts";
import type { StoredTree } from "../stored/tree.ts";

/** One measurement of a MuData file, which is AnnData, and where its cells are. */
export interface Modality {
  readonly name: string;
  /** Path of its group: `mod/rna`. */
  readonly root: string;
  /** Where positions of its cells are; undefined where nothing in the file has any. */
  readonly place: PositionPlace | undefined;
}

/** Positions in one of the tables of a MuData file. */
export interface PositionPlace {
  /** Path of the group that has them; empty for what all modalities share. */
  readonly root: string;
  /** In words: `obsm/spatial of the modality protein`. */
  readonly from: string;
}

/** Names of modalities that hold expression, in the order of trust; compared without regard to case. */
const EXPRESSION = ["rna", "gex", "gene expression", "gene_expression", "transcriptome", "transcriptomics", "spatial"];

/** Modalities of a MuData file in its order, those that hold AnnData; none where it is something else. */
export function modalityNames(file: StoredTree): string[] {
  if (file.kind("mod") !== "group") return [];
  const named = file.attribute("mod", "mod-order");
  const found = file.keys("mod").filter((name) => {
    return ["obs", "var"].every((table) => file.kind(`mod/${name}/${table}`) !== undefined);
  });
  const order = Array.isArray(named) ? named.map(String).filter((name) => found.includes(name)) : [];
  return [...new Set([...order, ...found])];
}

/**
 * The modality to read: the one that is requested, else the first with a matrix and positions, expression before all others.
 *
 * @param placed true where the user gives positions in a table of their own.
 * @throws bad-option when the one requested is not there; bad-data when none has a matrix.
 */
export function chooseModality(
  file: StoredTree,
  { modality: wanted, positions }: Pick<ReadOptions, "modality" | "positions">,
  placed = false,
): Modality {
  const names = modalityNames(file);
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new CellScapeError("bad-option", `${file.name}: expected a modality ${wanted}, got ${names.join(", ")}`);
  }
  const rank = (name: string) => {
    const at = EXPRESSION.indexOf(name.toLowerCase());
    return at < 0 ? EXPRESSION.length : at;
  };
  const ordered = wanted === undefined ? [...names].sort((a, b) => rank(a) - rank(b)) : [wanted];
  const measured = ordered.filter((name) => hasMatrix(file, `mod/${name}`));
  const all = measured.map((name): Modality => {
    const root = `mod/${name}`;
    const roots = [root, "", ...names.map((each) => `mod/${each}`).filter((each) => each !== root)];
    return { name, root, place: findPlace(file, roots, positions) };
  });
  const chosen = (placed ? undefined : all.find(({ place }) => place !== undefined)) ?? all[0];
  if (chosen !== undefined) return chosen;
  const got = `${ordered.join(", ")} without X and layers`;
  throw new CellScapeError("bad-data", `${file.name}: expected a modality with a matrix of counts, got ${got}`);
}

const hasMatrix = (file: StoredTree, root: string) =>
  file.kind(`${root}/X`) !== undefined || file.keys(`${root}/layers`).length > 0;

/** The first group that has positions; the modality itself, what all share, then other modalities of the same cells. */
function findPlace(file: StoredTree, roots: readonly string[], wanted: string | undefined): PositionPlace | undefined {
  for (const root of roots) {
    const from = locate(root === "" ? file : subtree(file, root), wanted);
    if (from === undefined) continue;
    if (root === roots[0]) return { root, from };
    const whose = root === "" ? "all modalities" : `the modality ${root.slice("mod/".length)}`;
    return { root, from: `${from} of ${whose}` };
  }
  return undefined;
}

/** Where a group has positions; undefined where it has none, or not those that are requested. */
function locate(tree: StoredTree, wanted: string | undefined): string | undefined {
  try {
    return locatePositions(tree, wanted);
  } catch (error) {
    if (error instanceof CellScapeError && error.code === "bad-option") return undefined;
    throw error;
  }
}
