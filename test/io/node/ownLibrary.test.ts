import { expect, test, vi } from "vitest";

test("each copy of the module has an HDF5 library of its own, which the crash of another does not reach", async () => {
  const mounted = async () => {
    vi.resetModules();
    const { fileSource } = await import("../../../src/io/node/nodeFile.ts");
    return (await fileSource("fixtures/h5ad/plain.h5ad")).mount();
  };
  const [first, second] = [await mounted(), await mounted()];
  expect(first.library).not.toBe(second.library);
  first.release();
  second.release();
});
