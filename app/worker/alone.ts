import { isLasting } from "./store.ts";

/**
 * Work on a folder that no other page of this browser works on at the same time. Where nothing outlives the page, no other can.
 *
 * @throws what `otherwise` makes where another does.
 */
export async function alone<T>(folder: string, work: () => Promise<T>, otherwise: () => Error): Promise<T> {
  if (!(await isLasting())) return work();
  return navigator.locks.request(`cellscape ${folder}`, { ifAvailable: true }, (lock) => {
    if (!lock) throw otherwise();
    return work();
  });
}
