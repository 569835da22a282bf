/** Whether most genes go by Ensembl's identifiers, which no gene set and few biologists know. */
export function areEnsembl(names: readonly string[]): boolean {
  const found = names.filter((name) => /^ENS[A-Z]*\d{6,}/.test(name)).length;
  return found > names.length / 2;
}
