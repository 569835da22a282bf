import { z } from "zod";
import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";

const schema = z.object({
  /** Manifests of earlier versions lack it. */
  job: z.literal("run").default("run"),
  version: z.string(),
  engine: z.string(),
  options: z.record(z.string(), z.unknown()),
  inputs: z
    .array(
      z.object({
        path: z.string(),
        sample: z.string().optional(),
        attributes: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .min(1),
  input: z.object({ sha256: z.string(), files: z.array(z.string()).optional() }),
  files: z.array(z.string()),
});

/** The entries of a manifest.json that are needed to run again and compare. */
export type RecordedRun = z.output<typeof schema>;

/** @throws bad-file for what is no manifest of a run. */
export async function readRecordedRun(host: Host, path: string): Promise<RecordedRun> {
  const source = await host.files.openFile(path);
  const text = new TextDecoder().decode(await source.read(0, source.size));
  const fail = (got: string, cause?: unknown) =>
    new CellScapeError("bad-file", `${path}: expected the manifest.json of a run, got ${got}`, { cause });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw fail("no JSON", cause);
  }
  const { data, error } = schema.safeParse(content);
  if (data) return data;
  throw fail(
    `nothing that can be used in ${error.issues.map((issue) => issue.path.join("/") || "the file").join(", ")}`,
  );
}
