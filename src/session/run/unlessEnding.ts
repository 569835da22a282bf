import { ended } from "../../core/task.ts";

/**
 * The outcome of work, unless the process is to end before: then the work is not waited for.
 *
 * @param keep keeps what is under way.
 * @throws cancelled when the signal fires first, once `keep` is done; whatever the work throws.
 */
export async function unlessEnding<T>(
  work: Promise<T>,
  ending: AbortSignal | undefined,
  keep: () => Promise<void> = async () => undefined,
): Promise<T> {
  if (ending === undefined) return work;
  let stop: (() => void) | undefined;
  const atEnd = new Promise<never>((_, reject) => {
    stop = () => void keep().then(() => reject(ended()), reject);
    if (ending.aborted) stop();
    else ending.addEventListener("abort", stop, { once: true });
  });
  // Work that is not waited for may fail when it likes.
  work.catch(() => undefined);
  atEnd.catch(() => undefined);
  try {
    return await Promise.race([
      work.catch((error: unknown) => (ending.aborted ? atEnd : Promise.reject(error))),
      atEnd,
    ]);
  } finally {
    if (stop) ending.removeEventListener("abort", stop);
  }
}
