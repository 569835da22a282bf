import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withHdf5 } from "../../../src/io/hdf5/hdf5.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-fence-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  const library = await import("h5wasm/node");
  await library.ready;
  const other = new library.File(join(folder, "other.h5"), "w");
  other.create_dataset({ name: "x", data: [1, 2, 3] });
  other.close();
  const file = new library.File(join(folder, "main.h5"), "w");
  file.create_dataset({ name: "own", data: [4, 5] });
  library.Module.create_external_link(file.file_id, join(folder, "other.h5"), "/x", "/linked");
  file.close();
});

test("an array of another file is refused with the path of that file, one of the file itself is read", async () => {
  const source = await fileSource(join(folder, "main.h5"));
  const read = async (path: string) => {
    const access = await source.mount();
    return withHdf5(access, (file) => [...file.numbers(path)]);
  };
  expect(await read("own")).toEqual([4, 5]);
  const message = `main.h5: expected linked inside the file, got a link to ${join(folder, "other.h5")}`;
  await expect(read("linked")).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringContaining(message),
  });
  // What was refused once says nothing of what is read next.
  expect(await read("own")).toEqual([4, 5]);
});

test("the other file is read where it is given itself, at the same time too", async () => {
  const [main, other] = await Promise.all(["main.h5", "other.h5"].map((name) => fileSource(join(folder, name))));
  const [first, second] = [await main.mount(), await other.mount()];
  expect(withHdf5(second, (file) => [...file.numbers("x")])).toEqual([1, 2, 3]);
  expect(withHdf5(first, (file) => [...file.numbers("own")])).toEqual([4, 5]);
});
