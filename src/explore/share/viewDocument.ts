import { z } from "zod";
import { CellScapeError } from "../../core/errors.ts";
import { fingerprintOf } from "../../core/fingerprint.ts";
import { selectionSchema } from "../selection/stepsSchema.ts";
import type { ViewState } from "../state/viewState.ts";
import type { ExploredTissue } from "../tissue.ts";

const text = z.string().max(1000);
const camera = z.object({ x: z.number(), y: z.number(), scale: z.number().positive() });
const coloring = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("column"), name: text }),
  z.object({ kind: z.literal("gene"), name: text }),
  z.object({ kind: z.literal("pair"), first: text, second: text }),
  z.object({ kind: z.literal("score"), name: text, genes: z.array(text).readonly() }),
  z.object({ kind: z.literal("second"), name: text }),
]);
const legend = z.object({
  hidden: z.array(text).readonly().default([]),
  dimmed: z.array(text).readonly().default([]),
  sort: z.enum(["file", "name", "count"]).default("file"),
});
const scale = z.object({
  from: z.number().optional(),
  to: z.number().optional(),
  log: z.boolean().default(false),
  map: z.enum(["viridis", "light", "diverging"]),
});
const share = z.number().min(0).max(1);

/** The view of a document; what a document does not say is as a file opens. */
const viewSchema = z.object({
  panes: z
    .array(z.object({ layout: text, coloring, camera: camera.optional() }))
    .min(1)
    .max(12),
  active: z.int().min(0).default(0),
  linked: z.boolean().default(true),
  legends: z.record(text, legend).default({}),
  scales: z.record(text, scale).default({}),
  selection: selectionSchema.default([]),
  against: selectionSchema.optional(),
  picture: share.default(0.6),
  opacity: share.default(1),
  size: z.number().positive().max(100).default(1),
  fade: share.default(0),
  sample: text.optional(),
});

const format = "cellscape-view/1";
const documentSchema = z.object({
  format: z.literal(format),
  /** Differs where other cells or other positions are shown. */
  cells: z.string(),
  /** Shapes of the selection have fewer corners than were drawn. */
  simplified: z.boolean().default(false),
  view: viewSchema,
});

/** A view of a file as a document: what is shown and how, and of which cells. */
export interface ViewDocument {
  readonly cells: string;
  readonly simplified: boolean;
  readonly view: ViewState;
}

/** The text of a document; what is as a file opens is left out. */
export function viewToJson({ cells, simplified, view }: ViewDocument): string {
  const { panes, active, linked, legends, scales, selection, against, picture, opacity, size, fade, sample } = view;
  return JSON.stringify({
    ...{ format, cells },
    ...(simplified ? { simplified } : {}),
    view: {
      panes,
      ...(active === 0 ? {} : { active }),
      ...(linked ? {} : { linked }),
      ...(Object.keys(legends).length === 0 ? {} : { legends }),
      ...(Object.keys(scales).length === 0 ? {} : { scales }),
      ...(selection.length === 0 ? {} : { selection }),
      ...{ against, ...(picture === 0.6 ? {} : { picture }), ...(opacity === 1 ? {} : { opacity }) },
      ...{ ...(size === 1 ? {} : { size }), ...(fade === 0 ? {} : { fade }), sample },
    },
  });
}

/**
 * The view of a document.
 *
 * @param where the file or link, for messages.
 * @throws bad-file for what is no such document, naming the entry.
 */
export function viewFromJson(json: string, where: string): ViewDocument {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (cause) {
    throw new CellScapeError("bad-file", `${where}: expected a view that the page saved, got other text`, { cause });
  }
  const { data, error } = documentSchema.safeParse(parsed);
  if (!data) {
    const [{ path, message }] = error.issues;
    throw new CellScapeError(
      "bad-file",
      `${where}: expected a view that the page saved, got ${path.join("/")}: ${message}`,
    );
  }
  const { view, cells, simplified } = data;
  const { against, sample, panes, scales, ...rest } = view;
  const states = Object.entries(scales).map(([key, { from, to, ...own }]) => [key, { from, to, ...own }] as const);
  return {
    ...{ cells, simplified },
    view: {
      ...{ ...rest, against, sample, scales: Object.fromEntries(states) },
      active: Math.min(rest.active, panes.length - 1),
      panes: panes.map(({ camera: seen, ...pane }) => ({ ...pane, camera: seen })),
    },
  };
}

/** Differs where cells have other names or places. */
export function cellsFingerprint({ cells, positions }: Pick<ExploredTissue, "cells" | "positions">): string {
  return fingerprintOf(cells.join("\0"), Float64Array.from(positions.values));
}
