import { describe, expect, test } from "vitest";
import { CellScapeError } from "../../src/core/errors.ts";
import { chooseEngine, type EngineFactories } from "../../src/engine/choose.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { referenceEngine } from "../../src/engine/reference.ts";

const named = (name: string) => async (): Promise<Engine> => ({ ...referenceEngine, name });
const absent = async (): Promise<Engine> => {
  throw new CellScapeError("unsupported", "engine native: expected a runtime, got none");
};
const chosen = async (choice: Parameters<typeof chooseEngine>[0], factories: EngineFactories) =>
  (await chooseEngine(choice, factories)).name;

describe("chooseEngine", () => {
  test("auto is native where it loads", async () => {
    expect(await chosen("auto", { native: named("native"), wasm: named("wasm") })).toBe("native");
  });

  test("auto is wasm where native does not load, or is not there", async () => {
    expect(await chosen("auto", { native: absent, wasm: named("wasm") })).toBe("wasm");
    expect(await chosen("auto", { wasm: named("wasm") })).toBe("wasm");
  });

  test("auto hides no other failure", async () => {
    const broken = async (): Promise<Engine> => {
      throw new Error("out of memory");
    };
    await expect(chosen("auto", { native: broken, wasm: named("wasm") })).rejects.toThrow("out of memory");
  });

  test("an engine that was asked for by name is not replaced", async () => {
    await expect(chosen("native", { native: absent, wasm: named("wasm") })).rejects.toThrow("engine native");
    await expect(chosen("native", { wasm: named("wasm") })).rejects.toThrow(
      "engine: expected one of auto, wasm, got native",
    );
  });

  test("a graphics card that cannot be had gives way to native, and that is said", async () => {
    const said: string[] = [];
    const options = { onFallback: (text: string) => said.push(text) };
    const noCard = async (): Promise<Engine> => {
      throw new CellScapeError("unsupported", "engine webgpu: expected a card, got none");
    };
    const engine = await chooseEngine("webgpu", { webgpu: noCard, native: named("native") }, options);
    expect(engine.name).toBe("native");
    expect(said).toEqual(["engine webgpu: expected a card, got none; using the engine native instead"]);
    const broken = async (): Promise<Engine> => {
      throw new Error("out of memory");
    };
    await expect(chooseEngine("cuda", { cuda: broken, native: named("native") })).rejects.toThrow("out of memory");
  });

  test("auto takes no graphics card", async () => {
    expect(await chosen("auto", { webgpu: named("webgpu"), cuda: named("cuda"), wasm: named("wasm") })).toBe("wasm");
  });

  test("threads are handed on", async () => {
    let threads: number | undefined;
    const wasm = async (options: { threads?: number }) => {
      threads = options.threads;
      return referenceEngine;
    };
    await chooseEngine("auto", { wasm }, { threads: 3 });
    expect(threads).toBe(3);
  });
});
