/** Whether most genes go by Ensembl's identifiers, which no gene set and few biologists know. */
export function areEnsembl(names: readonly string[]): boolean {
  return names.filter(isEnsembl).length > names.length / 2;
}

/** Whether a gene goes by an identifier of Ensembl, of any species. */
export function isEnsembl(name: string): boolean {
  return /^ENS[A-Z]*\d{6,}/.test(name);
}
