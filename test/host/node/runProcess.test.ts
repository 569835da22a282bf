import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { secondsOf, treeUsage } from "../../../src/host/node/processTree.ts";
import { runProcess } from "../../../src/host/node/runProcess.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-process-"));
afterAll(() => rmSync(folder, { recursive: true }));

const gigabyte = 2 ** 30;
const order = (script: string, name: string, more = {}) => ({
  command: [process.execPath, "-e", script],
  folder: join(folder, name),
  ...{ seconds: 60, bytes: 4 * gigabyte },
  ...more,
});

test("a program starts in its folder, without a shell, and leaves its output there", async () => {
  const script = "console.log(process.cwd(), process.argv[1]); console.error('first\\nlast'); process.exitCode = 3";
  const given = order(script, "own");
  const end = await runProcess({ ...given, command: [...given.command, "$HOME; ls"] });
  expect(end).toMatchObject({ ended: "itself", code: 3, lastErrors: ["first", "last"] });
  const log = readFileSync(join(folder, "own", "log.txt"), "utf8");
  expect(log).toContain(`${join(folder, "own")} $HOME; ls`);
  expect(log).toContain("first\nlast");
});

test("a program that takes too long is ended, with what it started", async () => {
  const beat = join(folder, "slow", "beat");
  const inner = `let n = 0; setInterval(() => require('fs').writeFileSync(${JSON.stringify(beat)}, String(n++)), 20)`;
  const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: 'inherit' }); setInterval(() => 0, 1000)`;
  const end = await runProcess(order(script, "slow", { seconds: 1.5 }));
  expect(end).toMatchObject({ ended: "time", code: "SIGKILL" });
  const last = readFileSync(beat, "utf8");
  await after(200);
  expect(readFileSync(beat, "utf8")).toBe(last);
});

test("a program that takes more memory than it may is ended, and its peak is known", async () => {
  const script = "const kept = []; setInterval(() => kept.push(Buffer.alloc(3e7, 1)), 20)";
  const end = await runProcess(order(script, "large", { bytes: 0.3 * gigabyte }));
  expect(end.ended).toBe("memory");
  expect(end.peakBytes).toBeGreaterThan(0.3 * gigabyte);
});

test("processor time counts the processes that it started", async () => {
  const busy = "while (process.cpuUsage().user < 500_000);";
  const end = await runProcess(
    order(`require('child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(busy)}])`, "busy"),
  );
  expect(end.cpuSeconds).toBeGreaterThan(0.2);
});

test("a program that is not there is said by name, and a signal cancels", async () => {
  await expect(runProcess({ ...order("", "none"), command: ["no-such-program-here"] })).rejects.toThrow(
    "no-such-program-here: expected a program to run, got no such program",
  );
  const stop = AbortSignal.timeout(200);
  const waiting = runProcess(order("setInterval(() => 0, 1000)", "stopped", { signal: stop }));
  await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
});

test("times of ps are read with hours and days", () => {
  expect(["00:01:05", "2-01:00:00", "0:07.50"].map(secondsOf)).toEqual([65, 176_400, 7.5]);
});

test("of a process that has ended nothing is known", async () => {
  expect(await treeUsage(2 ** 22 + 5)).toBeUndefined();
});
