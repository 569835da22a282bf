import { z } from "zod";
import type { IntegrationScores } from "../../analyses/integration/made.ts";
import type { CohortPlan } from "../../cohort/records.ts";
import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import type { FoundDomains } from "../../run/artifacts.ts";
import { recordedOptions } from "../../run/options/config.ts";
import type { TransferModel } from "../../run/transferModel.ts";
import type { RunConfig } from "../options/run.ts";
import { readText } from "../read/readText.ts";

/** Name of the record of a fit, beside its model. */
export const fitName = "fit.json";

const stage = z.object({
  stage: z.string(),
  ilisi: z.number().nullable(),
  attainable: z.number().nullable(),
  kbet: z.number().nullable(),
  batchSilhouette: z.number().nullable(),
  clisi: z.number().nullable(),
});

const schema = z.object({
  version: z.string(),
  engine: z.string(),
  /** Digests of the plan of the cohort and of the model. */
  plan: z.string(),
  model: z.string(),
  stopped: z.boolean(),
  domains: z.number().int().min(1),
  samples: z.number().int(),
  cells: z.number().int(),
  sketchCells: z.number().int(),
  genes: z.number().int(),
  correct: z.enum(["combat", "none"]),
  batches: z.number().int(),
  unstable: z.array(z.object({ domain: z.string(), stability: z.number() })),
  /** How well samples mix, in the cells of the sketch. */
  integration: z.array(stage),
  cramersV: z.number().nullable(),
  options: z.record(z.string(), z.unknown()),
  notes: z.array(z.string()),
  warnings: z.array(z.string()),
});

/** What `cohort gather` needs of the model. */
export type FitRecord = z.infer<typeof schema>;

interface Fitted {
  readonly version: string;
  readonly engine: string;
  readonly plan: string;
  readonly model: string;
  readonly stopped: boolean;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  readonly config: RunConfig;
  readonly cohort: CohortPlan;
  readonly domains: FoundDomains;
  readonly transfer: TransferModel;
  readonly integration: IntegrationScores | undefined;
}

/** The record of a fit: settings, samples and scores, without anything of the machine. */
export function fitRecord({
  config,
  cohort,
  domains,
  transfer,
  integration,
  notes,
  warnings,
  ...known
}: Fitted): FitRecord {
  const { threads: _, memory: __, ...options } = recordedOptions(config);
  return {
    ...known,
    domains: transfer.domains.names.length,
    samples: cohort.samples.length,
    cells: transfer.training.cells,
    sketchCells: domains.refined.length,
    genes: cohort.genes.length,
    correct: cohort.correct,
    batches: cohort.maps.batches.length,
    unstable: domains.domains.flatMap(({ weak, stability }, k) =>
      weak ? [{ domain: transfer.domains.names[k], stability }] : [],
    ),
    integration: (integration?.stages ?? []).map(({ stage: name, scores }) => ({
      stage: name,
      ilisi: finite(scores.ilisi.mean),
      attainable: finite(scores.ilisi.attainable),
      kbet: finite(scores.kbet),
      batchSilhouette: finite(scores.batchSilhouette),
      clisi: finite(scores.labels?.clisi.mean),
    })),
    cramersV: finite(integration?.dependence.cramersV),
    options,
    notes: [...notes],
    warnings: [...warnings],
  };
}

export const fitText = (record: FitRecord) => `${JSON.stringify(record, undefined, 2)}\n`;

/** @throws bad-file when it is not the record of a fit. */
export async function readFit(host: Host, path: string): Promise<FitRecord> {
  const text = await readText(host, path, "--fit");
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new CellScapeError("bad-file", `--fit ${path}: expected fit.json of cohort fit, got something else`);
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
