import { describe, expect, test } from "vitest";
import type { Source } from "../../../src/io/source.ts";
import { watchInput } from "../../../src/session/read/watchInput.ts";
import { memoryHost } from "../memoryHost.ts";

const files = { "/in/a.h5ad": "first", "/in/deep/b.csv": "second", "/in/c.csv": "third" };

describe("of a folder", () => {
  test("only the files whose bytes were asked for were read", async () => {
    const host = memoryHost(files);
    const { input, read } = await watchInput(host, await host.files.open("/in"));
    if (input.kind !== "folder") throw new Error("expected the folder");
    await input.open("c.csv");
    const opened = await input.open("deep/b.csv");
    expect([...read.keys()]).toEqual([]);
    await opened?.read(0, 1);
    expect([...read.keys()]).toEqual(["deep/b.csv"]);
    expect(await input.open("absent")).toBeUndefined();
  });

  test("files beside others have names from the folder", async () => {
    const host = memoryHost(files);
    const { input, read } = await watchInput(host, await host.files.open("/in"));
    if (input.kind !== "folder") throw new Error("expected the folder");
    const near = await (await input.open("a.h5ad"))?.beside("deep/b.csv");
    await near?.read(0, 1);
    expect([...read.keys()]).toEqual(["deep/b.csv"]);
  });
});

describe("of a file", () => {
  /** A file whose version the test changes. */
  const versioned = async () => {
    const host = memoryHost(files);
    const plain = await host.files.openFile("/in/a.h5ad");
    const state = { version: "1" };
    const file: Source = { ...plain, version: async () => state.version };
    return { state, ...(await watchInput(host, file)) };
  };

  test("it is among those read, whether its bytes were asked for or not", async () => {
    const { read } = await versioned();
    expect([...read.keys()]).toEqual(["a.h5ad"]);
  });

  test("one that stays as it was is accepted, and one that changed is refused by its path", async () => {
    const { state, expectUnchanged } = await versioned();
    await expectUnchanged();
    state.version = "2";
    await expect(expectUnchanged()).rejects.toMatchObject({
      code: "bad-file",
      message: "/in/a.h5ad: expected a file that stays as it is while it is read, got one that changed; start again",
    });
  });
});
