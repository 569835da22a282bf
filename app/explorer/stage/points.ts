import { groupPalette, pairPalette, valuePalette } from "../../../src/explore/columns/palettes.ts";
import { highestCode, percentile, type ShownColumn, type ShownValues } from "../../../src/explore/columns/shown.ts";
import type { Coloring as Choice, ScaleState } from "../../../src/explore/state/viewState.ts";
import type { Coloring, PointLayer, Rgba } from "../../../src/view/frame.ts";
import type { PlacedLayout } from "../../messages/explorerCalls.ts";
import { dark } from "../state/look.ts";
import { states } from "../state/selection.ts";
import { legendOf, scaleOf, view } from "../state/view.ts";
import { file } from "../state/worker.ts";
import { strengths } from "./strengths.ts";

/** Colours of cells without a value, and of those that stand back, by the ground. */
const missingColor = { light: [0.79, 0.81, 0.83, 1], dark: [0.36, 0.4, 0.44, 1] } as const;
const backdrop = { light: [0.89, 0.9, 0.92, 0.9], dark: [0.2, 0.23, 0.26, 0.9] } as const;

/** Cells of a pane as the card takes them. */
export function pointLayer({ layout }: PlacedLayout, choice: Choice, shown: ShownColumn): PointLayer | undefined {
  const order = "order" in shown ? shown.order : file.value?.order;
  if (!order) return undefined;
  const { opacity, size, fade, selection } = view.value;
  const ground = dark.value ? "dark" : "light";
  return {
    kind: "points",
    places: layout.places,
    codes: shown.codes,
    states: states.value,
    strengths: strengths.value,
    order,
    palette: paletteOf(choice, shown),
    coloring: coloringOf(shown, scaleOf(choice)),
    missing: missingColor[ground] as Rgba,
    unselected: selection.length > 0 && states.value ? backdrop[ground] : undefined,
    fade,
    opacity,
    diameter: layout.diameter * size,
    least: 1.3,
    most: 60,
  };
}

function coloringOf(shown: ShownColumn, scale: ScaleState): Coloring {
  if (shown.kind !== "values") return { kind: "category" };
  const { from, to } = limitsOf(shown, scale);
  const step = (shown.high - shown.low) / highestCode;
  return { kind: "value", low: shown.low, step, from, to, log: scale.log };
}

/** Where colours begin and end: as chosen, else the data's own, without a few extreme cells where those are far off. */
export function limitsOf(
  shown: ShownValues,
  { from, to }: Pick<ScaleState, "from" | "to">,
): { from: number; to: number } {
  const usual = percentile(shown, 0.995);
  const far = usual - shown.low < 0.7 * (shown.high - shown.low) && usual > shown.low;
  return { from: from ?? shown.low, to: to ?? (far ? usual : shown.high) };
}

const palettes = new Map<string, Uint8Array>();

/** The same array as long as nothing changed, so that it goes to the card once. */
function paletteOf(choice: Choice, shown: ShownColumn): Uint8Array {
  const look =
    shown.kind === "groups"
      ? [shown.name, shown.colors, legendOf(shown.name)]
      : [shown.kind === "pair" ? "pair" : scaleOf(choice).map];
  const key = JSON.stringify([look, dark.value]);
  const known = palettes.get(key);
  if (known) return known;
  if (palettes.size > 40) palettes.clear();
  const made = makePalette(choice, shown);
  palettes.set(key, made);
  return made;
}

function makePalette(choice: Choice, shown: ShownColumn): Uint8Array {
  if (shown.kind === "groups") return groupPalette(shown, legendOf(shown.name), { dark: dark.value });
  return shown.kind === "pair" ? pairPalette({ dark: dark.value }) : valuePalette(scaleOf(choice).map);
}
