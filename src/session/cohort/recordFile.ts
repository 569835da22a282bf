import type {
  CohortPlan,
  GenePlan,
  SampleCounts,
  SampleRanks,
  SampleSketch,
  SampleStats,
} from "../../cohort/records.ts";
import { CellScapeError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import type { Host } from "../../host/host.ts";
import { type CheckpointBytes, checkpointParts, parseCheckpoint } from "../../io/bytes/checkpointFormat.ts";
import { pack, unpack } from "../../io/bytes/packed.ts";
import type { Source } from "../../io/source.ts";
import { fileDigest } from "../read/digest.ts";

/** What jobs of a cohort hand to each other, one kind of file each. */
export interface CohortRecords {
  readonly stats: SampleStats;
  readonly genes: GenePlan;
  readonly ranks: SampleRanks;
  readonly plan: CohortPlan;
  readonly sketch: SampleSketch;
  readonly counts: SampleCounts;
}

export type RecordKind = keyof CohortRecords;

/** What each file is, and the job that writes it, for messages. */
const writers: Readonly<Record<RecordKind, string>> = {
  stats: "prepare",
  genes: "merge",
  ranks: "rank",
  plan: "plan",
  sketch: "sketch",
  counts: "apply",
};

/** Who may read a file: the same kind of the same version. */
const keyOf = (kind: RecordKind) => `cellscape ${version} cohort ${kind} 1`;

/**
 * Write a record, whole or not at all. Same record, same bytes.
 *
 * @throws cannot-write
 */
export async function saveRecord<Kind extends RecordKind>(
  { files, sha256 }: Pick<Host, "files" | "sha256">,
  path: string,
  kind: Kind,
  record: CohortRecords[Kind],
): Promise<void> {
  const parts = [...checkpointParts(pack(record), keyOf(kind), sha256())];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  await files.save(path, bytes);
}

/** A record that was read, and the SHA-256 of its file. */
export interface ReadRecord<Kind extends RecordKind> {
  readonly record: CohortRecords[Kind];
  readonly digest: string;
}

/**
 * Read what `saveRecord` wrote.
 *
 * @throws as `readPart`.
 */
export async function readRecord<Kind extends RecordKind>(
  host: Pick<Host, "files" | "sha256">,
  path: string,
  kind: Kind,
): Promise<ReadRecord<Kind>> {
  const record = await readPart(host, path, kind);
  return { record, digest: await fileDigest(host, await host.files.openFile(path)) };
}

/**
 * The same without the digest of the file.
 *
 * @throws bad-file when it is another file, damaged, or of another version.
 */
export async function readPart<Kind extends RecordKind>(
  host: Pick<Host, "files" | "sha256">,
  path: string,
  kind: Kind,
): Promise<CohortRecords[Kind]> {
  const source = await host.files.openFile(path);
  try {
    const packed = await parseCheckpoint(bytesFrom(source), keyOf(kind), host.sha256());
    // Only `saveRecord` writes files with this key, and the digest in the file shows that nothing changed.
    return unpack(packed) as CohortRecords[Kind];
  } catch (cause) {
    if (!(cause instanceof CellScapeError)) throw cause;
    const job = writers[kind];
    throw new CellScapeError(
      "bad-file",
      `${path}: expected a file that cellscape ${version} wrote (cohort ${job}), got another or a damaged one; run cohort ${job} again`,
      { cause },
    );
  }
}

/** Many records, in the order of their paths. */
export async function readRecords<Kind extends RecordKind>(
  host: Pick<Host, "files" | "sha256">,
  paths: readonly string[],
  kind: Kind,
): Promise<CohortRecords[Kind][]> {
  if (paths.length === 0) {
    throw new CellScapeError("bad-option", `cohort: expected files of cohort ${writers[kind]}, got none`);
  }
  const records: CohortRecords[Kind][] = [];
  for (const path of paths) records.push(await readPart(host, path, kind));
  return records;
}

function bytesFrom(source: Source): CheckpointBytes {
  let at = 0;
  return {
    path: source.name,
    size: source.size,
    async take(into) {
      const bytes = await source.read(at, into.length);
      into.set(bytes);
      at += bytes.length;
      return bytes.length;
    },
  };
}
