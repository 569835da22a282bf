import { z } from "zod";
import type { Host } from "../../host/host.ts";
import { readText } from "../read/readText.ts";

/** A run as it is kept in the folder of a benchmark, under the hash of its settings and data. */
const keptSchema = z.strictObject({
  /** What the hash was made of, for readers. */
  of: z.record(z.string(), z.unknown()),
  failure: z.string().optional(),
  /** Limits under which it failed. */
  limits: z.strictObject({ seconds: z.number(), bytes: z.number() }).optional(),
  labels: z.strictObject({ raw: z.array(z.number()), own: z.array(z.number()) }).optional(),
  /** [n, 2] UMAP of the embedding, null for cells that were excluded. */
  umap: z.array(z.number().nullable()).optional(),
  cost: z.strictObject({
    seconds: z.number().optional(),
    fitSeconds: z.number().optional(),
    clusteringSeconds: z.number().optional(),
    cpuSeconds: z.number().optional(),
    fitCpuSeconds: z.number().optional(),
    clusteringCpuSeconds: z.number().optional(),
    peakMb: z.number().optional(),
  }),
  warnings: z.array(z.string()),
});

export type KeptRun = z.output<typeof keptSchema>;

export const keptName = "run.json";

/** @returns undefined where nothing whole is kept. */
export async function loadKept(host: Host, folder: string): Promise<KeptRun | undefined> {
  try {
    return keptSchema.parse(JSON.parse(await readText(host, host.paths.join(folder, keptName), "bench")));
  } catch {
    return undefined;
  }
}

/** Keeps a run whole or not at all. @throws cannot-write */
export async function saveKept(host: Host, folder: string, run: KeptRun): Promise<void> {
  await host.files.save(host.paths.join(folder, keptName), `${JSON.stringify(run)}\n`);
}

/** SHA-256 of a record in JSON, the order of its entries aside. */
export function hashOf({ sha256 }: Pick<Host, "sha256">, record: unknown): string {
  const digest = sha256();
  digest.update(new TextEncoder().encode(canonical(record)));
  return digest.hex();
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .join(",")}}`;
}
