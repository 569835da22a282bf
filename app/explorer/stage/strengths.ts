import { computed } from "@preact/signals";
import { highestCode, missingCode } from "../../../src/explore/columns/shown.ts";
import { shownBy } from "../state/drawn.ts";
import { view } from "../state/view.ts";
import { file } from "../state/worker.ts";

/** Cells never vanish for their confidence alone. */
const least = 12;

/** Whether cells are faded at all, so that a slider that moves makes no new array. */
const fades = computed(() => view.value.fade > 0);

/** [n] confidence as the card takes it; undefined where nothing fades. */
export const strengths = computed<Uint8Array | undefined>(() => {
  const name = file.value?.confidence;
  if (!fades.value || name === undefined) return undefined;
  const shown = shownBy({ kind: "column", name });
  if (shown?.kind !== "values") return undefined;
  const { codes, low, high } = shown;
  const strength = Uint8Array.from({ length: highestCode + 1 }, (_, code) => {
    const share = Math.max(0, Math.min(1, low + ((high - low) * code) / highestCode));
    return Math.round(least + (255 - least) * share * share);
  });
  const found = new Uint8Array(codes.length);
  for (let i = 0; i < codes.length; i++) found[i] = codes[i] === missingCode ? least : strength[codes[i]];
  return found;
});
