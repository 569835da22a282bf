import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { inspectFile } from "../../src/entries/node.ts";
import { describeCommand } from "../../src/io/inspection/inspection.ts";
import { describeNeeding } from "../needing.ts";

/** Inputs with traits that users have met, and what `inspect` says of them. */
const reported = "../shared/data/reported";

describeNeeding(reported, existsSync(reported), "inspecting what users reported", () => {
  test("samples that lie over each other get --sample-key in the command", async () => {
    const { command, warnings } = await inspectFile(`${reported}/two_sections_one_file/tissue.h5ad`);
    expect(describeCommand(command)).toMatch(/ --sample-key sample$/);
    expect(warnings).toEqual([
      "obs/sample names 2 samples that lie over each other in the same coordinates; --sample-key sample keeps them apart",
    ]);
  });

  test("scaled values get --normalize no in the command", async () => {
    const { command } = await inspectFile(`${reported}/scaled_values_only/tissue.h5ad`);
    expect(describeCommand(command)).toMatch(/ --normalize no$/);
  });

  test("what a run leaves out is told", async () => {
    const { warnings: controls } = await inspectFile(`${reported}/controls_among_genes/tissue.h5ad`);
    expect(controls.join()).toMatch(/5 Negative Control Probe, 5 Unassigned Codeword/);
    const { warnings: unplaced } = await inspectFile(`${reported}/some_cells_without_position/tissue.h5ad`);
    expect(unplaced.join()).toMatch(/20 of 200 cells have no position/);
  });

  test("a count that is none is told with its place, as the run would refuse it", async () => {
    await expect(inspectFile(`${reported}/missing_count/counts.csv`)).rejects.toThrow(/line 7, column Gene3/);
  });

  test("a folder of samples is refused with the command that runs them together", async () => {
    const folder = `${reported}/gene_versions`;
    await expect(inspectFile(folder)).rejects.toThrow(
      `cellscape run ${folder}/plain.h5ad ${folder}/versions.h5ad --out gene_versions-cellscape`,
    );
  });
});
