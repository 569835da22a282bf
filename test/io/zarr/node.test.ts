import { expect, test } from "vitest";
import { blobFolder } from "../../../src/io/browser/blobSource.ts";
import { readZarrNode, zarrRoot } from "../../../src/io/zarr/node.ts";

const folderOf = (files: Readonly<Record<string, string>>) =>
  blobFolder("s.zarr", new Map(Object.entries(files).map(([path, text]) => [path, new Blob([text])])));

test("a group or an array is described by zarr.json, or by .zgroup, .zarray and .zattrs", async () => {
  const folder = folderOf({
    "new/zarr.json": '{"node_type":"array","shape":[2],"attributes":{"a":1}}',
    "old/.zarray": '{"shape":[3]}',
    "old/.zattrs": '{"b":2}',
    "bare/.zgroup": "{}",
    "other/0": "",
  });
  expect(await readZarrNode(folder, "new")).toMatchObject({ kind: "array", version: 3, attributes: { a: 1 } });
  expect(await readZarrNode(folder, "old")).toEqual({
    kind: "array",
    version: 2,
    attributes: { b: 2 },
    description: { shape: [3] },
  });
  expect(await readZarrNode(folder, "bare")).toMatchObject({ kind: "group", version: 2, attributes: {} });
  expect(await readZarrNode(folder, "other")).toBeUndefined();
});

test.each(["[1]", "3", "{", '{"node_type":"table"}', "null"])(
  "zarr.json with %s is refused with its path",
  async (text) => {
    await expect(readZarrNode(folderOf({ "a/zarr.json": text }), "a")).rejects.toThrow(
      /^s\.zarr: a\/zarr\.json: expected /,
    );
  },
);

test("the root is the folder itself or the only folder in it", async () => {
  expect(await zarrRoot(folderOf({ "zarr.json": "{}", "a/zarr.json": "{}" }))).toBe("");
  expect(await zarrRoot(folderOf({ "in/.zgroup": "{}" }))).toBe("in");
  expect(await zarrRoot(folderOf({ "in/.zgroup": "{}", "b/c": "" }))).toBeUndefined();
  expect(await zarrRoot(folderOf({ "in/a": "" }))).toBeUndefined();
});
