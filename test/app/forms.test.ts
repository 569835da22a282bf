import { afterAll, expect, test, vi } from "vitest";
import { runFields } from "../../app/worker/fields.ts";
import { givenFiles } from "../../app/worker/givenFiles.ts";
import { metaOf } from "../../src/core/options/option.ts";
import { allOptions } from "../../src/session/options/run.ts";

// A page has one; what it says of the browser decides the engines that are offered.
vi.stubGlobal("navigator", {});
afterAll(() => void vi.unstubAllGlobals());

const fields = new Map(runFields().flatMap((group) => group.fields.map((field) => [field.name, field])));

test("options that name files are picked as files, and those that a page decides itself are left out", () => {
  expect(fields.get("geneSets")?.control).toEqual({ kind: "file", several: true, orText: false });
  expect(fields.get("hints")?.control).toEqual({ kind: "file", several: false, orText: false });
  expect(fields.get("background")?.control).toEqual({ kind: "file", several: false, orText: true });
  for (const name of ["threads", "enrichr", "enrichrUrl"]) expect(fields.has(name), name).toBe(false);
  expect(fields.get("domains")?.control).toEqual({ kind: "text" });
});

test("every option whose value is a file says so", () => {
  const silent = Object.entries(allOptions()).filter(([, schema]) => {
    const { flag = "", file } = metaOf(schema);
    return /\b(file|png)\b/.test(flag) && file === undefined;
  });
  expect(silent.map(([name]) => name)).toEqual([]);
});

test("files among settings become names, each once", () => {
  const [a, b] = [new File(["1"], "sets.gmt"), new File(["2"], "sets.gmt")];
  const { settings, files } = givenFiles({ geneSets: [a, b], hints: new File(["3"], "t.h5ad"), want: ["gsea"] }, [
    "t.h5ad",
  ]);
  expect(settings).toEqual({
    geneSets: ["sets.gmt", "geneSets/sets.gmt"],
    hints: "hints/t.h5ad",
    want: ["gsea"],
  });
  expect([files.get("sets.gmt"), files.get("geneSets/sets.gmt")]).toEqual([a, b]);
});
