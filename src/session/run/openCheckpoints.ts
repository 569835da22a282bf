import type { Host } from "../../host/host.ts";
import { pack, unpack } from "../../io/bytes/packed.ts";
import type { Checkpoints } from "../../run/checkpoints.ts";
import { differences, type Fingerprint, keyOf } from "./fingerprint.ts";
import { fingerprintOfRecord, otherRun } from "./keptRun.ts";

/** Bytes that are written and read back in a second, at least: what takes less long to make is not kept. */
const bytesPerSecond = 1e8;

export interface CheckpointOptions {
  /** Go on from what is there; else start anew. */
  readonly resume: boolean;
  /** See `Checkpoints`. */
  readonly everySeconds: number;
  /** Told what happens with checkpoints, in a sentence; none of it belongs to the results. */
  readonly say: (text: string) => void;
}

/** Checkpoints of one run. */
export interface RunCheckpoints extends Checkpoints {
  /** True when something was kept before. */
  readonly resumed: boolean;
  /** Keep what is held: the process is about to end. */
  flush(): Promise<void>;
  /** Remove everything: the run is done. */
  clear(): Promise<void>;
  /** Say how to go on, if there is something to go on from. */
  reportKept(): void;
}

/**
 * Open the checkpoints in a folder, most often that of the results. Nothing is written before there is something to keep.
 *
 * @throws bad-option when what is there is of a run with other settings or input, and it should go on.
 */
export async function openCheckpoints(
  host: Host,
  out: string,
  fingerprint: Fingerprint,
  { resume, everySeconds, say }: CheckpointOptions,
): Promise<RunCheckpoints> {
  const store = host.checkpoints(out);
  const key = keyOf(fingerprint, host);
  const before = await fingerprintOfRecord(store);
  const kept = new Set(before === undefined ? [] : await store.names());
  const same = before !== undefined && keyOf(before, host) === key;
  if (resume && before && !same) throw otherRun(out, differences(before, fingerprint));
  if (resume && !same) say(`${out} holds no checkpoints: starting from the beginning`);
  if (!resume && kept.size > 0) {
    say(
      `${out} holds an unfinished run${same ? " of these settings" : ""}: its checkpoints are discarded, as --resume is not given`,
    );
  }
  if (!resume || !same) {
    kept.clear();
    await store.clear();
  }
  if (kept.size > 0) say(`resuming the interrupted run from ${kept.size} checkpoints`);
  let failed = false;
  let begun = same && resume ? Promise.resolve() : undefined;
  const held = new Map<string, unknown>();

  const checkpoints: RunCheckpoints = {
    everySeconds,
    resumed: kept.size > 0,
    async load(name) {
      if (!kept.has(name)) return undefined;
      try {
        return unpack(await store.read(name, key));
      } catch (error) {
        kept.delete(name);
        say(`${error instanceof Error ? error.message : String(error)}; it is computed again`);
        return undefined;
      }
    },
    async save(name, value, seconds) {
      if (failed || seconds < everySeconds / 10) return false;
      const packed = pack(value);
      const bytes = packed.arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
      if (everySeconds > 0 && bytes > seconds * bytesPerSecond) return false;
      try {
        begun ??= store.begin(fingerprint);
        await begun;
        await store.write(name, packed, key);
        kept.add(name);
        return true;
      } catch (error) {
        // A run is worth more than the safety net below it.
        failed = true;
        say(
          `checkpoints cannot be written, so an interrupted run would start again: ${error instanceof Error ? error.message : String(error)}`,
        );
        return false;
      }
    },
    async remove(name) {
      kept.delete(name);
      await store.remove(name);
    },
    hold(name, value) {
      if (value === undefined) held.delete(name);
      else held.set(name, value);
    },
    async flush() {
      // However little was done: there is no other chance.
      for (const [name, value] of held) await checkpoints.save(name, value, Number.POSITIVE_INFINITY);
    },
    clear: () => store.clear(),
    reportKept() {
      if (kept.size > 0) say("checkpoints are kept: the same command with --resume continues from there");
    },
  };
  return checkpoints;
}
