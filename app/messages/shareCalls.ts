import type { ViewState } from "../../src/explore/state/viewState.ts";

/** A view that was shared. */
export interface SharedView {
  readonly view: ViewState;
  /** Whether it was made of the cells that are open. */
  readonly same: boolean;
  /** Shapes of the selection have fewer corners than were drawn. */
  readonly simplified: boolean;
}

export type FigureFormat = "svg" | "png" | "pdf" | "csv";

export interface FigureOrder {
  readonly format: FigureFormat;
  readonly view: ViewState;
  readonly pane: number;
  readonly title: string;
  /** Ends of the colours of values. */
  readonly limits: { readonly from: number; readonly to: number } | undefined;
  /** The part of the plane that is seen. */
  readonly box:
    | { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
    | undefined;
}

/** Calls for sharing to the worker of the explorer. */
export interface ShareCalls {
  /** A view as the letters of an address. */
  readonly link: {
    readonly args: ViewState;
    readonly result: { readonly link: string; readonly simplified: boolean };
    readonly progress: never;
  };
  readonly openLink: { readonly args: string; readonly result: SharedView; readonly progress: never };
  readonly viewFile: { readonly args: ViewState; readonly result: string; readonly progress: never };
  readonly openView: { readonly args: Blob; readonly result: SharedView; readonly progress: never };
  /** A pane as a file. */
  readonly figure: { readonly args: FigureOrder; readonly result: Blob; readonly progress: never };
}

/** Names of these calls. */
export const shareNames: Readonly<Record<keyof ShareCalls, true>> = {
  link: true,
  openLink: true,
  viewFile: true,
  openView: true,
  figure: true,
};
