import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { inspectFile } from "../../src/entries/node.ts";
import { describeCommand } from "../../src/io/inspection/inspection.ts";
import { smallTissue, writeTissue } from "../cli/tissue.ts";

/** Inputs that look right and are easily read wrong. */
const folder = mkdtempSync(join(tmpdir(), "cellscape-odd-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, name);

describe("places", () => {
  test("sections along a third axis are kept apart by the command that inspect prints", async () => {
    const tissue = { ...smallTissue(60), positions: undefined };
    const places = smallTissue(60).positions ?? new Float64Array(0);
    const xyz = Float64Array.from({ length: 180 }, (_, e) => {
      const [i, axis] = [Math.floor(e / 3), e % 3];
      return axis === 2 ? 10 * (i % 2) : places[2 * i + axis];
    });
    const more = (file: Parameters<NonNullable<NonNullable<Parameters<typeof writeTissue>[2]>["more"]>>[0]) => {
      file.create_dataset({ name: "obsm/spatial", data: xyz, shape: [60, 3] });
    };
    await writeTissue(path("sections.h5ad"), tissue, { more });
    const { command, warnings } = await inspectFile(path("sections.h5ad"));
    expect(describeCommand(command)).toMatch(/ --sample-key z$/);
    expect(warnings.join()).toMatch(/names 2 samples that lie over each other/);
  });
});
