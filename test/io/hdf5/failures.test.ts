import { expect, test } from "vitest";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { type Hdf5File, withHdf5 } from "../../../src/io/hdf5/hdf5.ts";
import type { Source } from "../../../src/io/source.ts";
import { memoryFolder } from "../fuzz/memoryFiles.ts";
import { h5Bytes, smallTenx } from "../tenxFiles.ts";

const tenx = smallTenx();
const name = "counts.h5";

async function onDisk(): Promise<Source> {
  const source = await memoryFolder("folder", new Map([[name, await h5Bytes(tenx)]])).open(name);
  return source ?? expect.fail();
}

test.each<[way: string, open: () => Promise<Source>]>([
  ["on disk", onDisk],
  ["in the page", async () => blobSource(new Blob([Uint8Array.from(await h5Bytes(tenx))]), name)],
])("files are read after thousands of calls that failed, %s", async (_, open) => {
  const source = await open();
  const keys = (file: Hdf5File) => file.keys("matrix");
  const expected = withHdf5(await source.mount(), keys);
  const access = await source.mount();
  withHdf5(access, (file) => {
    for (let call = 0; call < 4000; call++) expect(() => file.attributeNames("nowhere")).toThrow(/nowhere/);
    expect(keys(file)).toEqual(expected);
  });
  // The same library, which no crash made load anew.
  expect((await source.mount()).library).toBe(access.library);
});
