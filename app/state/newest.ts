import type { Signal } from "@preact/signals";

/** How many answers of a signal were requested, and the number of the one it holds. */
const counts = new WeakMap<object, { requested: number; shown: number }>();

/** Show an answer, unless one that was requested later is shown already: answers may overtake each other. */
export async function showNewest<T>(target: Signal<T>, answer: () => Promise<T>): Promise<void> {
  const count = counts.get(target) ?? { requested: 0, shown: 0 };
  counts.set(target, count);
  const request = ++count.requested;
  const found = await answer();
  if (request < count.shown) return;
  count.shown = request;
  target.value = found;
}
