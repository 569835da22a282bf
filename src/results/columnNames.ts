/**
 * Names of groups as columns of a table in an .h5ad, where a column is an entry in a folder of the file: a slash becomes
 * an underscore, and a name that this makes equal to another, that is empty or a dot gets a number.
 */
export function columnNames(groups: readonly string[]): string[] {
  const taken = new Set<string>();
  return groups.map((group, at) => {
    const plain = group.replaceAll(/[/\0]/g, "_");
    const name = plain === "" || plain === "." || taken.has(plain) ? `${plain}_${at + 1}` : plain;
    taken.add(name);
    return name;
  });
}

/** The same for fields of records, whose names are ASCII: other characters become question marks. */
export function fieldNames(groups: readonly string[]): string[] {
  return columnNames(groups.map((group) => group.replaceAll(/[^\x20-\x7e]/gu, "?")));
}

/** A note on names that have to change; undefined when none has. */
export function columnNamesNote(groups: readonly string[]): string | undefined {
  const names = columnNames(groups);
  const changed = groups.flatMap((group, at) => (names[at] === group ? [] : [`${group} -> ${names[at]}`]));
  if (changed.length === 0) return undefined;
  return `groups are called differently in the tables of result.h5ad (rank_genes_groups, composition), where a slash begins a folder: ${changed.join(", ")}`;
}
