import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { findInputs } from "../../../src/session/reproduce/findInputs.ts";
import type { RecordedRun } from "../../../src/session/reproduce/recordedRun.ts";
import { memoryHost } from "../memoryHost.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const manifest = "/out/run/manifest.json";

function recorded(inputs: RecordedRun["inputs"], input: RecordedRun["input"]): RecordedRun {
  return { job: "run", version: "1", engine: "none", options: {}, files: [], inputs, input };
}
const one = recorded([{ path: "data/tissue.h5ad" }], { sha256: sha256("tissue") });

const find = (files: Record<string, string>, run = one, given: readonly string[] = []) =>
  findInputs(memoryHost(files), run, { manifest, given });

describe("an input is taken", () => {
  test("where the run found it, before any other place", async () => {
    const files = { "/data/tissue.h5ad": "tissue", "/out/run/tissue.h5ad": "another" };
    expect(await find(files)).toEqual([{ path: "data/tissue.h5ad" }]);
  });

  test("from the folder of the manifest, by its path or by its name", async () => {
    expect(await find({ "/out/run/data/tissue.h5ad": "tissue" })).toEqual([{ path: "/out/run/data/tissue.h5ad" }]);
    expect(await find({ "/out/run/tissue.h5ad": "tissue" })).toEqual([{ path: "/out/run/tissue.h5ad" }]);
  });

  test("as given, with the name and attributes of its sample", async () => {
    const two = recorded([{ path: "a.h5ad", sample: "A", attributes: { age: 3 } }, { path: "b.h5ad" }], {
      sha256: `${sha256("first")}, ${sha256("second")}`,
    });
    const files = { "/x/1.h5ad": "first", "/x/2.h5ad": "second" };
    expect(await find(files, two, ["/x/1.h5ad", "/x/2.h5ad"])).toEqual([
      { path: "/x/1.h5ad", sample: "A", attributes: { age: 3 } },
      { path: "/x/2.h5ad" },
    ]);
    await expect(find(files, two, ["/x/2.h5ad", "/x/1.h5ad"])).rejects.toThrow(
      "/x/2.h5ad: expected the input of the run",
    );
    await expect(find(files, two, ["/x/1.h5ad"])).rejects.toThrow("--input: expected 2 inputs (a.h5ad, b.h5ad), got 1");
  });
});

test("a file of other bytes is refused with both digests", async () => {
  await expect(find({ "/data/tissue.h5ad": "changed" })).rejects.toThrow(
    `data/tissue.h5ad: expected the input of the run (sha256 ${sha256("tissue")}), got ${sha256("changed")}; give the file`,
  );
});

test("an input that is nowhere is refused with the way to name it", async () => {
  await expect(find({ "/other.h5ad": "tissue" })).rejects.toMatchObject({
    code: "bad-file",
    message: "data/tissue.h5ad: expected the input of the run, got no such file; name it with --input",
  });
});

test("the digest of a list of files is not compared with that of one file", async () => {
  const folder = recorded([{ path: "data" }], { sha256: sha256("a list"), files: ["..."] });
  expect(await find({ "/data": "one file" }, folder)).toEqual([{ path: "data" }]);
});
