import type { Report } from "../../core/progress.ts";
import type { Host } from "../../host/host.ts";
import { inSingular } from "./inSingular.ts";

/** Collects notes and warnings for the record of a run, and passes them on. */
export interface CollectedNotes {
  readonly report: Report;
  /** Decisions and findings, in the order of reporting. */
  readonly notes: readonly string[];
  /** Warnings, for readers of the result. */
  readonly warnings: readonly string[];
  /** Largest memory of the process until the end of each step, in megabytes. */
  readonly peaksMb: Readonly<Record<string, number>>;
}

/** Keep the notes and warnings of a run, and hand everything on to `next`. */
export function collectNotes({ usage }: Pick<Host, "usage">, next: Report | undefined): CollectedNotes {
  const notes: string[] = [];
  const warnings: string[] = [];
  const peaksMb: Record<string, number> = {};
  const report: Report = inSingular((progress) => {
    if (progress.kind === "note") notes.push(progress.text);
    if (progress.kind === "warning") warnings.push(progress.text);
    const { peakMb } = progress.kind === "end" ? usage() : {};
    if (progress.kind === "end" && peakMb !== undefined) peaksMb[progress.step] = peakMb;
    next?.(progress);
  });
  return { report, notes, warnings, peaksMb };
}
