import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { digestFiles, fileDigest, recordInput } from "../../../src/session/read/digest.ts";
import { recordedTask } from "../../recordedTask.ts";
import { memoryHost } from "../memoryHost.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

async function filesOf(contents: Readonly<Record<string, string>>) {
  const { files } = memoryHost(Object.fromEntries(Object.entries(contents).map(([name, text]) => [`/${name}`, text])));
  return new Map(
    await Promise.all(Object.keys(contents).map(async (name) => [name, await files.openFile(`/${name}`)] as const)),
  );
}

test("each file has its digest, in the order of their names, and the task ends at 1", async () => {
  const read = await filesOf({ "b.csv": "second", "a.csv": "first one" });
  const { task, shares } = recordedTask();
  expect([...(await digestFiles(nodeHost, read, task))]).toEqual([
    ["a.csv", sha256("first one")],
    ["b.csv", sha256("second")],
  ]);
  expect(shares().at(-1)).toBe(1);
});

test("one file is recorded by its own digest", async () => {
  const read = await filesOf({ "a.csv": "first one" });
  const digests = await digestFiles(nodeHost, read);
  expect(recordInput(nodeHost, "called", { read, digests })).toEqual({
    ...{ name: "called", bytes: 9, sha256: sha256("first one") },
  });
  expect(await fileDigest(nodeHost, [...read.values()][0])).toBe(sha256("first one"));
});

test("several files are recorded by the digest of the list that sha256sum writes", async () => {
  const read = await filesOf({ "b.csv": "second", "a.csv": "first one" });
  const digests = await digestFiles(nodeHost, read);
  const list = [`${sha256("first one")}  a.csv`, `${sha256("second")}  b.csv`];
  expect(recordInput(nodeHost, "folder", { read, digests })).toEqual({
    ...{ name: "folder", bytes: 15, sha256: sha256(`${list.join("\n")}\n`), files: list },
  });
});

test("more than a hundred files are hashed and not listed", () => {
  const digests = (count: number) => new Map(Array.from({ length: count }, (_, f) => [`f${f}`, "ab"]));
  const recorded = (count: number) => recordInput(nodeHost, "folder", { read: new Map(), digests: digests(count) });
  expect(recorded(100).files).toHaveLength(100);
  expect(recorded(101)).not.toHaveProperty("files");
});
