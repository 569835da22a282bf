/** Options that choose analyses. */
export interface WantOptions {
  /** All analyses, and the report. */
  readonly report: boolean;
  /** Names of analyses, or `all`. */
  readonly want?: readonly string[] | undefined;
}

/** Whether an analysis is wanted: by its name, or among all; a report has all unless some are named. */
export function isWanted(name: string, { report, want }: WantOptions): boolean {
  return want === undefined ? report : want.includes("all") || want.includes(name);
}
