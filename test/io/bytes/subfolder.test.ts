import { expect, test } from "vitest";
import { blobFolder } from "../../../src/io/browser/blobSource.ts";
import { subfolder } from "../../../src/io/bytes/subfolder.ts";

test("a folder inside a folder lists and opens by paths of its own, under the name of both", async () => {
  const files = ["a.txt", "in/b.txt", "in/deep/c.txt"].map((path) => [path, new Blob([path])] as const);
  const inner = subfolder(blobFolder("top", new Map(files)), "in");
  expect(inner.name).toBe("top/in");
  expect(await inner.list()).toEqual(["b.txt", "deep/"]);
  expect(await inner.list("deep")).toEqual(["c.txt"]);
  expect(await inner.open("a.txt")).toBeUndefined();
  const file = await inner.open("deep/c.txt");
  expect(new TextDecoder().decode(await file?.read(0, 99))).toBe("in/deep/c.txt");
});
