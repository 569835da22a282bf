import { effect, signal } from "@preact/signals";
import type { Followed } from "../../messages/editCalls.ts";
import { brush, type Mark, marks } from "../state/marks.ts";
import { trouble, wordsOf, worker } from "../state/worker.ts";
import { editing, edits, groups, take } from "./edits.ts";

/** Cells that were labelled by hand, each with its label. */
export const painted = signal<ReadonlyMap<number, string>>(new Map());
/** What the labels made of the domains, once it is known. */
export const followed = signal<(Followed & { readonly seconds: number; readonly edits: number }) | undefined>(
  undefined,
);
/** The label of the brush. */
export const label = signal("");

/** Cells that are suggested at once. */
const suggested = 10;

/** Column that is painted, and how many edits there were when it was painted last. */
let last: { readonly column: string; readonly edits: number } | undefined;
let waiting = false;

// Other edits end the painting, and so does an undo of it.
effect(() => {
  const count = edits.value?.edits.length;
  if (editing.value === undefined && followed.value && count !== followed.value.edits) keepPainting();
});

/** Label cells; the domains follow. */
export function paint(cells: Iterable<number>, name: string): void {
  const column = groups.value?.column;
  if (name === "" || column === undefined) return;
  const next = new Map(painted.value);
  for (const cell of cells) next.set(cell, name);
  painted.value = next;
  showMarks();
  void follow(column);
}

/** Take labels back, and with them what they made of the domains. */
export function clearPainting(): void {
  const column = groups.value?.column;
  const had = painted.value.size > 0;
  painted.value = new Map();
  if (had && column !== undefined && isOurs(column)) void follow(column);
  else followed.value = undefined;
  showMarks();
}

/** The labels stay as an edit; the next ones are another. */
export function keepPainting(): void {
  painted.value = new Map();
  followed.value = undefined;
  last = undefined;
  showMarks();
}

/** Show which cells to label first. */
export async function suggest(): Promise<void> {
  const column = groups.value?.column;
  if (column === undefined || editing.value !== undefined) return;
  await busy(async (report) => {
    const next = await worker().call("labelNext", { column, next: suggested }, { report });
    followed.value = { kept: true, changed: 0, next, seconds: 0, edits: edits.value?.edits.length ?? 0 };
    showMarks();
  });
}

/** Switch the brush on, or off. */
export function turnBrush(on: boolean): void {
  brush.value = on ? (cell) => painted.value.get(cell) !== label.value && paint([cell], label.value.trim()) : undefined;
}

/** One call at a time; what was painted meanwhile goes with the next. */
async function follow(column: string): Promise<void> {
  if (editing.value !== undefined) {
    waiting = true;
    return;
  }
  await busy(async (report) => {
    do {
      waiting = false;
      const began = performance.now();
      const order = { labels: { column, labels: byLabel() }, again: isOurs(column), next: suggested };
      const { state, followed: found } = await worker().call("paint", order, { report });
      last = painted.value.size > 0 ? { column, edits: state.edits.length } : undefined;
      await take(state);
      followed.value = { ...found, seconds: (performance.now() - began) / 1000, edits: state.edits.length };
      showMarks();
    } while (waiting);
  });
}

/** Whether the last edit is that of these labels: an undo may have taken it back. */
function isOurs(column: string): boolean {
  return last?.column === column && last.edits === edits.value?.edits.length;
}

function byLabel(): { readonly label: string; readonly cells: number[] }[] {
  const cells = new Map<string, number[]>();
  for (const [cell, name] of painted.value) cells.set(name, [...(cells.get(name) ?? []), cell]);
  return [...cells].map(([name, own]) => ({ label: name, cells: own }));
}

function showMarks(): void {
  const colorOf = (name: string) => groups.value?.colors[groups.value.categories.indexOf(name)] ?? "#000000";
  const dots = [...painted.value].map(
    ([cell, name]): Mark => ({ cell, color: colorOf(name), look: "dot", title: name }),
  );
  const rings = (followed.value?.next ?? []).map(({ cell, between }): Mark => {
    return { cell, color: colorOf(between[0] ?? ""), look: "ring", title: between.join(" or ") };
  });
  marks.value = [...rings, ...dots];
}

async function busy(work: (report: (share: number) => void) => Promise<void>): Promise<void> {
  editing.value = 0;
  try {
    await work((share) => {
      editing.value = share;
    });
    trouble.value = undefined;
  } catch (error) {
    trouble.value = wordsOf(error);
  } finally {
    editing.value = undefined;
    waiting = false;
  }
}
