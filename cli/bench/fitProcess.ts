import { readFile } from "node:fs/promises";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { fitOne, fitRequest } from "../../src/session/bench/fitOne.ts";
import { messageOf } from "../errorMessage.ts";
import { exitCodeOf } from "../exit.ts";

/** The process of one run of a benchmark: `node fitProcess.js request.json`. It ends with the benchmark that started it. */
async function start(): Promise<void> {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.exit(1), 1000).unref();
  try {
    await fitOne(nodeHost, fitRequest.parse(JSON.parse(await readFile(process.argv[2], "utf8"))));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

await start();
