/**
 * Work on a folder that no other page of this browser works on at the same time.
 *
 * @throws what `otherwise` makes where another does.
 */
export function alone<T>(folder: string, work: () => Promise<T>, otherwise: () => Error): Promise<T> {
  return navigator.locks.request(`cellscape ${folder}`, { ifAvailable: true }, (lock) => {
    if (!lock) throw otherwise();
    return work();
  });
}
