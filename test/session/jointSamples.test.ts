import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runFile, scoreFile } from "../../src/session/index.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { hostWithoutPictures as host } from "../hostWithoutPictures.ts";
import { describeNeeding } from "../needing.ts";

const files = ["BZ5", "BZ9"].map((name) => `../shared/data/annotated/starmap_mpfc_${name}.h5ad`);
const present = files.every((file) => existsSync(file));

const out = mkdtempSync(join(tmpdir(), "cellscape-joint-"));
afterAll(() => rmSync(out, { recursive: true }));

// By as many models as a run of small samples has, over more seeds, and beside each slice alone: bench/joint.mjs.
describeNeeding("../shared/data/annotated", present, "two annotated slices of mouse cortex in one run", () => {
  test("show the layers that were annotated, together and in each", async () => {
    const config = parseConfig({ domains: 4, variant: "spatial-only", seeds: 2 });
    await runFile(
      host,
      files.map((path) => ({ path })),
      { out, config },
    );
    const { rows } = await scoreFile(host, join(out, "result.h5ad"), { truth: "layer" });
    const nmi = new Map(
      rows.filter(({ column }) => column === "cellscape_domain").map((row) => [row.group ?? "all", row.nmi]),
    );
    expect(nmi.size).toBe(3);
    expect(nmi.get("all")).toBeGreaterThan(0.81);
    expect(Math.min(...nmi.values())).toBeGreaterThan(0.775);
  });
});
