import type { AnnDataKeys } from "./annDataKeys.ts";

/** Names that entries of a result take beside those of its input, which are the user's. */
export interface EntryNames {
  /**
   * Names of entries that refer to each other: as given where the input has none of them, else all as cellscape's own.
   *
   * @param paths such as `obsp/connectivities`.
   * @returns the names without their groups.
   */
  together(...paths: string[]): string[];
  /**
   * Entries under names that replace none of the input.
   *
   * @param keys as analyses make them, with names from `together` or others.
   */
  settle(keys: AnnDataKeys): { readonly keys: AnnDataKeys; readonly renamed: readonly Renamed[] };
}

/** An entry that is not where scanpy or squidpy expect it, as the input has one there. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** Entries of an input by path, such as `obsm/X_umap`, each with the name of the entry that it was computed from, if known. */
export type TakenEntries = ReadonlyMap<string, string | undefined>;

/** What names of cellscape's own entries begin with: a second run replaces what the first one found. */
const usualPrefix = "cellscape";

/**
 * An entry of the input is replaced if it is cellscape's own, or was computed from one that is: beside new domains and
 * embeddings it would describe those of an earlier run.
 */
export function entryNames(taken: TakenEntries, prefix: string = usualPrefix): EntryNames {
  const isOwn = (name: string) => ["", "X_"].some((x) => name === x + prefix || name.startsWith(`${x + prefix}_`));
  const inUse = (path: string) => taken.has(path) && !isOwn(nameIn(path)) && !isOwn(taken.get(path) ?? "");
  const ownPath = (path: string) => prefixed(path, prefix);
  const together: Renamed[] = [];
  return {
    together(...paths) {
      if (!paths.some(inUse)) return paths.map(nameIn);
      together.push(...paths.map((path) => ({ from: path, to: ownPath(path) })));
      return paths.map((path) => nameIn(ownPath(path)));
    },
    settle({ obs, obsm, obsp, uns }) {
      const renamed: Renamed[] = [];
      const free = <T>(group: string, entries: Readonly<Record<string, T>>): Record<string, T> =>
        Object.fromEntries(
          Object.entries(entries).map(([name, entry]) => {
            const path = `${group}/${name}`;
            const before = together.find(({ to }) => to === path);
            if (before) renamed.push(before);
            if (!inUse(path)) return [name, entry];
            renamed.push({ from: path, to: ownPath(path) });
            return [nameIn(ownPath(path)), entry];
          }),
        );
      const keys = { obs: free("obs", obs), obsm: free("obsm", obsm), obsp: free("obsp", obsp), uns: free("uns", uns) };
      return { keys, renamed };
    },
  };
}

/** Names as they are, for results without an input. */
export const freeNames: EntryNames = entryNames(new Map());

/** A note on entries under other names; undefined when there are none. */
export function renamedNote(renamed: readonly Renamed[]): string | undefined {
  if (renamed.length === 0) return undefined;
  const list = renamed.map(({ from, to }) => `${to} in place of ${nameIn(from)}`).join(", ");
  return `the input has entries of these names, which are kept; those of this run are ${list} (--replace replaces them)`;
}

const nameIn = (path: string) => path.slice(path.indexOf("/") + 1);

/** `obsm/X_umap` -> `obsm/X_cellscape_umap`, `uns/paga` -> `uns/cellscape_paga`; names of cellscape's take another prefix. */
function prefixed(path: string, prefix: string): string {
  const group = path.slice(0, path.indexOf("/") + 1);
  const [, x = "", name = ""] = /^(X_)?(?:cellscape_)?(.*)$/.exec(nameIn(path)) ?? [];
  return `${group}${x}${prefix}_${name}`;
}
