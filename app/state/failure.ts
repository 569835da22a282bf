import { signal } from "@preact/signals";

/** What went wrong last, in words. */
export const failure = signal<string | undefined>(undefined);

/** @param before what stays shown where nothing else goes wrong. */
export async function trying(action: () => Promise<void>, before?: string): Promise<void> {
  failure.value = before;
  try {
    await action();
  } catch (error) {
    failure.value = error instanceof Error ? error.message : String(error);
  }
}
