import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { silentTask } from "../../src/core/task.ts";
import { recordOfEdits } from "../../src/explore/edits/editRecord.ts";
import type { Edit } from "../../src/explore/edits/registry.ts";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { fileTarget } from "../../src/io/node/nodeFile.ts";
import { openEditable } from "../../src/session/edits/openEditable.ts";
import { runEdits } from "../../src/session/edits/runEdits.ts";
import { saveEdits } from "../../src/session/edits/saveEdits.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { runFile } from "../../src/session/runFile.ts";
import { simulateFile } from "../../src/session/simulateFile.ts";

const python = process.env.CELLSCAPE_PYTHON ?? ".venv/bin/python";
const folder = mkdtempSync(join(tmpdir(), "cellscape-edits-"));
afterAll(() => rmSync(folder, { recursive: true }));

const column = "cellscape_domain";

test("anndata finds the edited domains, colours and edits in a saved file, and all else as it was", async () => {
  const tissue = join(folder, "tissue.h5ad");
  await simulateFile(nodeHost, tissue, { cells: 500, genes: 40, domains: 4, seed: 1 });
  const config = parseConfig({ method: "smooth", rounds: 1, domains: 4, want: "markers", noFigures: true });
  const { result } = await runFile(nodeHost, tissue, { config, out: join(folder, "run") });
  const editable = await openEditable(nodeHost, result);
  const { values } = editable.tissue.positions;
  const middle = values.filter((_, i) => i % 2 === 0).sort()[editable.tissue.positions.rows >> 1];
  const ring: [number, number][] = [
    [-1e9, -1e9],
    [middle, -1e9],
    [middle, 1e9],
    [-1e9, 1e9],
  ];
  const edits: Edit[] = [
    { edit: "rename", column, group: "1", to: "White matter (µ)" },
    { edit: "merge", column, groups: ["2", "3"], to: "Cortex" },
    { edit: "assign", column, of: ["Cortex"], to: "Left cortex", choice: { areas: [{ ring, how: "add" }] } },
    { edit: "recolor", column, group: "4", color: "#123456" },
    { edit: "copy-column", column, to: "layer" },
    { edit: "rename", column: "layer", group: "4", to: "L4" },
  ];
  const record = recordOfEdits({ column: "layer", began_with: {}, edits });
  const edited = await runEdits(editable, record, { where: "edits", task: silentTask });
  const saved = join(folder, "edited.h5ad");
  const outdated = await saveEdits(editable, edited, fileTarget(saved));
  expect(outdated).toContain("uns/rank_genes_groups");
  expect(outdated.filter((path) => path.endsWith("_colors"))).toEqual([]);
  const left = editable.labelled.columns.get(column);
  const wanted = edited.labelled.columns.get(column);
  if (wanted?.kind !== "category" || left?.kind !== "category") throw new Error("expected groups");
  const job = {
    input: result,
    output: saved,
    labels: Array.from(wanted.codes, (code) => wanted.categories[code]),
    colors: edited.labelled.colors.get(column),
    edits: edits.map((edit) => edit),
  };
  const output = execFileSync(python, ["test/interop/edits.py"], { input: JSON.stringify(job), encoding: "utf8" });
  expect(JSON.parse(output)).toEqual([]);
});
