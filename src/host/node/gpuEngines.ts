import { spawn } from "node:child_process";
import { CellScapeError } from "../../core/errors.ts";
import type { EngineOptions } from "../../engine/choose.ts";
import type { Engine } from "../../engine/engine.ts";
import { type CardKind, cardEngine, cardProbe } from "../../engine/node.ts";

/** A card that has not answered by then will not. Compiling for the first time takes some seconds. */
const patienceMs = 60_000;

const wanted: Readonly<Record<CardKind, string>> = {
  webgpu: "a graphics card with a Vulkan, Metal or Direct3D 12 driver",
  cuda: "an NVIDIA card, CUDA and the runtime's CUDA libraries (npm rebuild onnxruntime-node fetches these)",
};

/**
 * Makes the engine of a kind of card, once a process of its own has shown that the card computes: a broken driver then
 * ends that process and not this one.
 *
 * @returns a function that throws `unsupported` where the card or what it needs is not there.
 */
export function checkedGpuEngine(kind: CardKind): (options?: EngineOptions) => Promise<Engine> {
  return async (options = {}) => {
    const answer = await ask(cardProbe(kind));
    if (answer === "ok") return cardEngine(kind, options);
    throw new CellScapeError("unsupported", `engine ${kind}: expected ${wanted[kind]}, got none that computes`, {
      cause: new Error(answer),
    });
  };
}

/** Last line that a script prints, or how it ended. */
function ask(script: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "ignore"],
      timeout: patienceMs,
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => {
      resolve(output.trim().split("\n").at(-1) || `the driver ended the process (${signal ?? `exit code ${code}`})`);
    });
  });
}
