import { signal } from "@preact/signals";
import type { Analysed, AnalysisForm, AnalysisOrder } from "../../messages/analysisCalls.ts";
import type { Picked } from "../../messages/files.ts";
import { exploring } from "../../state/explored.ts";
import { followProgress, nothingYet, type ProgressShown } from "../../state/runProgress.ts";
import { lookingInto, newWorker } from "../../state/workers.ts";
import { edits, unsaved } from "../edit/edits.ts";
import { wordsOf, worker } from "../state/worker.ts";

/** Analyses that were computed of the open file. */
export interface DoneAnalysis extends Analysed {
  readonly title: string;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  /** Edits that the analysed file holds, in words. */
  readonly edits: string;
}

const editsNow = () => JSON.stringify(edits.value?.edits ?? []);

/** Whether the analysed file lacks edits that were made since. */
export const lacksEdits = (analysis: DoneAnalysis) => analysis.edits !== editsNow();

/** The analyses of the open file, or why there are none; undefined until a panel needs them. */
export const form = signal<AnalysisForm | { readonly refused: string } | undefined>(undefined);
/** What the user gave, by option. */
export const settings = signal<Readonly<Record<string, unknown>>>({});
/** Column of the domains; that of the form by default. */
export const column = signal<string | undefined>(undefined);
/** How far the analyses are that are computed now. */
export const computing = signal<ProgressShown | undefined>(undefined);
/** Why the last analyses failed. */
export const refusal = signal<string | undefined>(undefined);
export const done = signal<readonly DoneAnalysis[]>([]);
/** The one that is read. */
export const shownAnalysis = signal<DoneAnalysis | undefined>(undefined);

let stop = new AbortController();

/** Find out which analyses the open file admits. */
export async function loadAnalyses(): Promise<void> {
  const picked = exploring.value;
  if (form.value || !picked) return;
  const found = await lookingInto((looking) => looking.call("analysisForm", picked)).catch((error: unknown) => ({
    refused: wordsOf(error),
  }));
  if (exploring.value === picked) form.value = found;
}

/** Compute the chosen analyses of the open file with its edits, in a worker that ends with them. */
export async function computeAnalyses(): Promise<void> {
  const picked = exploring.value;
  const known = form.value;
  if (!picked || !known || "refused" in known || computing.value) return;
  const mine = new AbortController();
  stop = mine;
  refusal.value = undefined;
  computing.value = nothingYet;
  const follow = followProgress(() => performance.now() / 1000);
  const calculator = newWorker();
  try {
    const chosen = column.value ?? known.column;
    const editsThen = editsNow();
    const order = {
      ...(await withEdits(picked, chosen)),
      title: titleOf(settings.value),
      column: chosen,
      // Figures are saved as PNG from where they are shown.
      settings: { png: "none", ...settings.value },
    };
    const found = await calculator.call("analyze", order, {
      signal: mine.signal,
      report(event) {
        if (stop === mine) computing.value = follow(event);
      },
    });
    if (stop !== mine) return;
    const { warnings, notes } = computing.value ?? nothingYet;
    const one = { title: order.title, warnings, notes, edits: editsThen, ...found };
    done.value = [...done.value, one];
    shownAnalysis.value = one;
  } catch (error) {
    if (stop === mine && !mine.signal.aborted) refusal.value = wordsOf(error);
  } finally {
    calculator.end();
    if (stop === mine) computing.value = undefined;
  }
}

export function stopAnalyses(): void {
  stop.abort();
}

/** Forget the analyses of a file that is closed; those under way are stopped. */
export function closeAnalyses(): void {
  stop.abort();
  stop = new AbortController();
  computing.value = undefined;
  form.value = undefined;
  settings.value = {};
  column.value = undefined;
  refusal.value = undefined;
  done.value = [];
  shownAnalysis.value = undefined;
}

/** The open file as it is with its edits. */
async function withEdits(picked: Picked, domains: string): Promise<Pick<AnalysisOrder, "input" | "copy">> {
  if (!unsaved.value) return { input: picked, copy: undefined };
  const { file, place } = await worker().call("save", { column: domains, use: "analyses" });
  return { input: { name: picked.name, isFolder: false, files: [{ path: picked.name, file }] }, copy: place };
}

/** Names of the analyses; with a number where there are results of the same, which stay. */
function titleOf({ want }: Readonly<Record<string, unknown>>): string {
  const names = Array.isArray(want) && want.length > 0 ? want.join(", ") : "other analyses";
  const same = done.value.filter(({ title }) => title.replace(/ \(\d+\)$/, "") === names).length;
  return same === 0 ? names : `${names} (${same + 1})`;
}
