import { afterEach, expect, test, vi } from "vitest";
import { chooseEngine } from "../../src/engine/choose.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { wasmEngine } from "../../src/engine/web.ts";

afterEach(() => {
  vi.doUnmock("onnxruntime-node");
  vi.doUnmock("onnxruntime-web/wasm");
  vi.resetModules();
});

function absent(name: string): void {
  vi.doMock(name, () => {
    throw new Error(`Cannot find package '${name}'`);
  });
}

test("a native runtime that does not load is reported with the way out", async () => {
  absent("onnxruntime-node");
  const failure = nativeEngine();
  await expect(failure).rejects.toMatchObject({ name: "CellScapeError", code: "unsupported" });
  await expect(failure).rejects.toThrow("engine native: expected onnxruntime-node to be installed");
});

test("auto falls back to wasm without the native runtime", async () => {
  absent("onnxruntime-node");
  const engine = await chooseEngine("auto", { native: nativeEngine, wasm: wasmEngine });
  expect(engine.name).toBe("wasm");
});

test("with neither runtime, auto says that none loads and keeps both reasons", async () => {
  absent("onnxruntime-node");
  absent("onnxruntime-web/wasm");
  const failure = chooseEngine("auto", { native: nativeEngine, wasm: wasmEngine });
  await expect(failure).rejects.toThrow("engine: expected one that loads, got none");
  await expect(failure).rejects.toMatchObject({ code: "unsupported", cause: { errors: [{}, {}] } });
});
