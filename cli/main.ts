#!/usr/bin/env node

/**
 * The process. No module is loaded outside of the `try`: what it lacks for that, such as memory or file handles, is one line.
 */
async function start(): Promise<void> {
  let code: number;
  try {
    const { saveProcessorTime } = await import("../src/host/node/processorTime.ts");
    saveProcessorTime();
    const { processTerminal } = await import("./terminal.ts");
    const { main } = await import("./program.ts");
    const terminal = processTerminal();
    code = await main(process.argv.slice(2), terminal);
    await new Promise<void>((resume) => {
      process.stdout.write("", () => resume());
    });
    const lost = terminal.unwritten();
    if (lost !== undefined && code === 0) {
      process.stderr.write(
        `cellscape: stdout: cannot write: ${lost.code === "ENOSPC" ? "the disk is full" : lost.message}\n`,
      );
      code = 4;
    }
    // After a request to end, work may still be under way.
    if (code > 128) process.exit(code);
  } catch (error) {
    const text = error instanceof Error ? error.message.split("\n")[0] : String(error);
    // What the error says, without the names of modules that it quotes.
    const memory = /memory|allocation/i.test(text.replace(/'[^']*'/g, ""));
    const way = memory
      ? "give it more memory, also of address space (ulimit -v)"
      : "see the limits of this shell (ulimit -a)";
    process.stderr.write(`cellscape: cannot start: ${text}; ${way}\n`);
    code = memory ? 3 : 1;
  }
  process.exitCode = code;
}

await start();
