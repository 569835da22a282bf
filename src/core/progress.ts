/** Progress of a run, for a terminal, a page or a log. */
export type Progress =
  | { readonly kind: "begin"; readonly step: string; readonly does: string }
  | {
      readonly kind: "advance";
      readonly step: string;
      readonly done: number;
      readonly total: number;
      /** Of `done`, what an earlier process did: it is not part of the pace of this one. */
      readonly before?: number;
      readonly detail?: string;
    }
  /** Something decided or found of interest to the user, one sentence. */
  | { readonly kind: "note"; readonly step: string; readonly text: string }
  | { readonly kind: "warning"; readonly step: string; readonly text: string }
  | {
      readonly kind: "end";
      readonly step: string;
      /** Wall time of the step, in seconds. */
      readonly seconds: number;
    };

/** Receives progress, notes and warnings. */
export type Report = (progress: Progress) => void;
