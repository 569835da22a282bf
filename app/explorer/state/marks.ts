import { signal } from "@preact/signals";

/** A cell that is marked on the map. */
export interface Mark {
  readonly cell: number;
  /** Of the ring around it. */
  readonly color: string;
  /** `dot`: a cell that was labelled; `ring`: one to look at. */
  readonly look: "dot" | "ring";
  readonly title: string;
}

/** Cells that panels mark, in every pane. */
export const marks = signal<readonly Mark[]>([]);

/** Takes cells that the pointer goes over; undefined where the pointer does what the tools say. */
export const brush = signal<((cell: number) => void) | undefined>(undefined);
