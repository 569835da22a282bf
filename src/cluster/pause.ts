import { CellScapeError } from "../errors.ts";

/**
 * Let waiting events run, an abort among them.
 *
 * @throws cancelled when the signal has fired.
 */
export async function pause(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resume) => {
    setTimeout(resume, 0);
  });
  if (signal?.aborted) throw new CellScapeError("cancelled", "domains: stopped by the user");
}
