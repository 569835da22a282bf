import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { voiceOf } from "../../cli/progress/voiceOf.ts";
import type { Progress } from "../../src/core/progress.ts";
import type { ProgressMode } from "../../src/session/options/control.ts";

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Everything a mode writes of a step of 10 units that take a second each. */
function shown(mode: ProgressMode, { isTTY, columns }: { isTTY?: boolean; columns?: number } = {}): string {
  const written: string[] = [];
  const screen = {
    write: (text: string) => written.push(text),
    ...(isTTY ? { isTTY } : {}),
    ...(columns ? { columns } : {}),
  };
  const { report } = voiceOf(mode, screen);
  const say = (progress: Progress) => report(progress);
  say({ kind: "begin", step: "trained", does: "Training the network" });
  for (let done = 1; done <= 10; done++) {
    now += 1500;
    say({ kind: "advance", step: "trained", done, total: 10, detail: "reconstruction 0.5" });
  }
  say({ kind: "note", step: "trained", text: "a finding" });
  say({ kind: "warning", step: "trained", text: "a doubt" });
  say({ kind: "end", step: "trained", seconds: 15 });
  return written.join("");
}

describe("plain lines", () => {
  test("one a step, one every ten seconds of it, notes and warnings, and how long it took", () => {
    const memory = "\\d+ MB";
    const [begin, later, note, warning, took, ...rest] = shown("plain").split("\n");
    expect(begin).toBe("Training the network");
    expect(later).toMatch(new RegExp(`^  \\[#+-+\\] 7/10, 4\\.5 s left, ${memory}  reconstruction 0\\.5$`));
    expect([note, warning]).toEqual(["  a finding", "  warning: a doubt"]);
    expect(took).toMatch(new RegExp(`^  took 15 s, ${memory}$`));
    expect(rest).toEqual([""]);
  });

  test("auto is plain without a terminal, and a bar on one", () => {
    expect(shown("auto")).not.toContain("\r");
    expect(shown("auto", { isTTY: true })).toContain("\r");
    expect(shown("plain", { isTTY: true })).not.toContain("\r");
  });
});

test("the bar is drawn again for each advance, is never wider than the terminal and is gone at the end", () => {
  const text = shown("bar", { columns: 60 });
  const bars = text
    .replaceAll("\r\u001b[K", "\n")
    .split("\n")
    .filter((each) => each.startsWith("  ["));
  expect(bars).toHaveLength(10);
  for (const bar of bars) expect(bar.length).toBeLessThan(60);
  expect(bars[4]).toMatch(/\] 5\/10, 7\.5 s left, \d+ MB/);
  expect(text.split("\n").at(-2)).toMatch(/^ {2}took 15 s/);
});

test("json is one object a line, with what a program needs to draw its own bar", () => {
  const lines = shown("json")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ event }) => event)).toEqual(["begin", ...Array(10).fill("advance"), "note", "warning", "end"]);
  expect(lines[0]).toMatchObject({ step: "trained", text: "Training the network" });
  expect(lines[5]).toMatchObject({ step: "trained", done: 5, total: 10, etaSeconds: 7.5, seconds: 7.5 });
  expect(lines[5].rssMb).toBeGreaterThan(1);
  expect(lines[10]).toMatchObject({ done: 10, total: 10, etaSeconds: 0 });
  expect(lines[13]).toMatchObject({ event: "end", seconds: 15 });
});

test("json tells no more than ten advances a second, but always the last", () => {
  const written: string[] = [];
  const { report } = voiceOf("json", { write: (text: string) => written.push(text) });
  for (let done = 1; done <= 1000; done++) {
    now += 1;
    report({ kind: "advance", step: "trained", done, total: 1000 });
  }
  expect(written.length).toBeLessThanOrEqual(12);
  expect(JSON.parse(written.at(-1) ?? "")).toMatchObject({ done: 1000 });
});

test("none shows no progress but what the command itself has to say", () => {
  expect(shown("none")).toBe("");
  const written: string[] = [];
  voiceOf("none", { write: (text: string) => written.push(text) }).say("Stopping soon");
  expect(written.join("")).toContain("Stopping soon");
});
