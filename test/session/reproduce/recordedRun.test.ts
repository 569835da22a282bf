import { expect, test } from "vitest";
import { readRecordedRun } from "../../../src/session/reproduce/recordedRun.ts";
import { memoryHost } from "../memoryHost.ts";

const content = {
  ...{ version: "1.0", engine: "native", options: { domains: 3 }, input: { sha256: "ab" }, files: ["result.h5ad"] },
  inputs: [{ path: "a.h5ad", sample: "A", attributes: { age: 3, state: "WT" } }],
};
const read = (text: string) => readRecordedRun(memoryHost({ "/manifest.json": text }), "/manifest.json");

test("what is not needed to run again is left out, and manifests without a job are of a run", async () => {
  expect(await read(JSON.stringify({ ...content, cells: 12, losses: {} }))).toEqual({ job: "run", ...content });
});

test.each([
  ["no JSON", "{", "got no JSON"],
  ["a record of another job", JSON.stringify({ ...content, job: "apply" }), "nothing that can be used in job"],
  ["no inputs", JSON.stringify({ ...content, inputs: [] }), "nothing that can be used in inputs"],
  ["an input without a path", JSON.stringify({ ...content, inputs: [{}] }), "in inputs/0/path"],
  ["no engine and no version", JSON.stringify({ ...content, engine: 1, version: undefined }), "in version, engine"],
  ["a list", "[]", "nothing that can be used in the file"],
])("%s is refused, naming what is wrong", async (_, text, message) => {
  await expect(read(text)).rejects.toMatchObject({
    code: "bad-file",
    message: expect.stringMatching(/^\/manifest\.json: expected the manifest\.json of a run, got /),
  });
  await expect(read(text)).rejects.toThrow(message);
});
