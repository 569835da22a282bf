/** Settings as a session takes them, with the files that were picked for them. */
export interface GivenFiles {
  /** Files by the paths that the settings name. */
  readonly files: ReadonlyMap<string, Blob>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Name the files that a form holds among its settings, each by its own name where that is free.
 *
 * @param taken names of other files.
 */
export function givenFiles(form: Readonly<Record<string, unknown>>, taken: readonly string[]): GivenFiles {
  const files = new Map<string, Blob>();
  const nameOf = (option: string, file: File, at: number): string => {
    const isFree = (name: string) => !files.has(name) && !taken.includes(name);
    const name = [file.name, `${option}/${file.name}`].find(isFree) ?? `${option}/${at}/${file.name}`;
    files.set(name, file);
    return name;
  };
  const named = Object.entries(form).map(([option, value]) => {
    if (value instanceof File) return [option, nameOf(option, value, 0)] as const;
    if (!Array.isArray(value)) return [option, value] as const;
    return [option, value.map((each, at) => (each instanceof File ? nameOf(option, each, at) : each))] as const;
  });
  return { settings: Object.fromEntries(named), files };
}
