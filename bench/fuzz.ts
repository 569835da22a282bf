/**
 * Every reader against files with something wrong in them: how many are refused or read, and what crashes, hangs, takes
 * too much memory, breaks the contract of readers or loses data in silence.
 *
 * Build: npx tsc -p tsconfig.json --noEmit false --outDir dist/bench
 * Run, from the root of the repository:
 *   node dist/bench/bench/fuzz.js FORMAT[,FORMAT...]|all [CASES] [SEED]
 * One case again, in words, or its files: node dist/bench/bench/fuzz.js FORMAT --case NUMBER [SEED]
 *
 * Cases run in a process of their own, which is ended and begun anew after the case that hangs or grows: a case has
 * 10 seconds of processor time (wall time would measure the machine) or 120 seconds of standing still, and 1 GiB of memory.
 */
import { spawn } from "node:child_process";
import { readFileSync, writeSync } from "node:fs";
import type { Dataset } from "../src/data/dataset.ts";
import { readDataset } from "../src/io/open.ts";
import { makeCase, soundInput } from "../test/io/fuzz/cases.ts";
import { FAULTS, judge } from "../test/io/fuzz/judge.ts";
import { type Sample, samples } from "../test/io/fuzz/samples.ts";

const LIMIT_CPU_S = 10;
const LIMIT_WALL_S = 120;
const LIMIT_BYTES = 2 ** 30;
/** A process that has grown to this size over many cases makes room for a fresh one: crashes of WebAssembly leave memory. */
const RECYCLE_BYTES = 600 * 2 ** 20;
/** Where a process reports: a line a case. */
const REPORT = 3;
/** Exit code of a process that cannot read the samples as they are. */
const UNSOUND = 3;
/** Inspecting reads much of the file once more. */
const INSPECT_EVERY = 4;
/** Clock ticks a second of /proc, on every Linux. */
const TICKS = 100;
const PAGE = 4096;
const WATCH_MS = 500;

interface Outcome {
  readonly number: number;
  readonly kind: string;
  readonly detail: string;
  readonly cpuMs: number;
}

interface Figures {
  readonly counts: Map<string, number>;
  readonly faults: Outcome[];
  slowest: { number: number; cpuMs: number };
  mostBytes: number;
}

const [format = "all", ...rest] = process.argv.slice(2);
if (format === "--worker") await work(rest[0], ...numbers(rest.slice(1)));
else if (rest[0] === "--case") await show(format, ...numbers(rest.slice(1)));
else await run(format === "all" ? Object.keys(samples) : format.split(","), ...numbers(rest));

function numbers(texts: readonly string[]): number[] {
  return texts.map(Number);
}

async function run(formats: readonly string[], cases = 1000, seed = 1): Promise<void> {
  const columns = ["cases", "refused", "same", "different", "crash", "unnamed", "broken", "silent", "hang", "memory"];
  console.log(["format", ...columns, "slowest ms (case)", "peak MiB"].join("\t"));
  for (const each of formats) {
    if (!(each in samples)) throw new Error(`expected one of ${Object.keys(samples).join(", ")}, got ${each}`);
    const { counts, faults, slowest, mostBytes } = await fuzz(each, cases, seed);
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const row = columns.map((column) => (column === "cases" ? total : (counts.get(column) ?? 0)));
    const slow = `${slowest.cpuMs.toFixed(0)} (${slowest.number})`;
    console.log([each, ...row, slow, (mostBytes / 2 ** 20).toFixed(0)].join("\t"));
    for (const { number, kind, detail } of distinct(faults)) {
      console.log(`  ${each} --case ${number} ${seed}: ${kind}: ${detail.slice(0, 600)}`);
    }
  }
}

/** One fault of each kind and place, with how often it occurred. */
function distinct(faults: readonly Outcome[]): Outcome[] {
  const kinds = new Map<string, Outcome[]>();
  for (const fault of faults) {
    const key = `${fault.kind} ${fault.detail.replaceAll(/\d+/g, "0").split("\n").slice(0, 3).join("\n").slice(0, 120)}`;
    kinds.set(key, [...(kinds.get(key) ?? []), fault]);
  }
  return [...kinds.values()].map((same) => ({ ...same[0], detail: `${same.length} times: ${same[0].detail}` }));
}

async function fuzz(each: string, cases: number, seed: number): Promise<Figures> {
  const figures: Figures = { counts: new Map(), faults: [], slowest: { number: 0, cpuMs: 0 }, mostBytes: 0 };
  const add = (outcome: Outcome) => {
    figures.counts.set(outcome.kind, (figures.counts.get(outcome.kind) ?? 0) + 1);
    if (FAULTS.has(outcome.kind)) figures.faults.push(outcome);
    if (outcome.cpuMs > figures.slowest.cpuMs) figures.slowest = { number: outcome.number, cpuMs: outcome.cpuMs };
  };
  for (let next = 0; next < cases; ) next = await batch([each, `${seed}`, `${next}`, `${cases}`], next, add, figures);
  return figures;
}

/** Run cases in a process until all are done or one ends it. Returns the case to go on with. */
function batch(
  args: readonly string[],
  first: number,
  add: (outcome: Outcome) => void,
  figures: Figures,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--max-old-space-size=700", process.argv[1], "--worker", ...args], {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    let next = first;
    let said = "";
    let complaint = "";
    let killed: string | undefined;
    let suspect: number | undefined;
    let current = { next: -1, cpu: 0, wall: 0 };
    child.stderr?.on("data", (bytes: Buffer) => {
      complaint = (complaint + bytes.toString()).slice(-2000);
    });
    child.stdio[REPORT]?.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      const lines = said.split("\n");
      said = lines.pop() ?? "";
      for (const line of lines) {
        const outcome: Outcome = JSON.parse(line);
        add(outcome);
        next = outcome.number + 1;
      }
    });
    const watch = setInterval(() => {
      const found = usage(child.pid);
      if (found === undefined) return;
      figures.mostBytes = Math.max(figures.mostBytes, found.bytes);
      const wall = performance.now() / 1000;
      if (current.next !== next) current = { next, cpu: found.cpu, wall };
      // Reading the samples counts as the first case.
      const still = wall - current.wall > LIMIT_WALL_S && found.cpu - current.cpu < 1;
      const hangs = found.cpu - current.cpu > LIMIT_CPU_S || still;
      // Reports may wait to be read after the machine stood still: a second look decides.
      if (hangs && suspect === next) killed = "hang";
      suspect = hangs ? next : undefined;
      if (found.bytes > LIMIT_BYTES) killed = "memory";
      if (killed !== undefined) child.kill("SIGKILL");
    }, WATCH_MS);
    child.on("close", (code) => {
      clearInterval(watch);
      const last = Number(args[3]);
      if (code === UNSOUND) return reject(new Error(complaint));
      // A process that ends by itself has done its share; one whose promises never settle ends with code 13.
      if (killed === undefined && code === 0) return resolve(next);
      const kind = killed ?? (code === 13 ? "hang" : /heap out of memory/.test(complaint) ? "memory" : "crash");
      const detail = killed ? "ended by the limit" : `the process ended with code ${code}: ${complaint.slice(-1200)}`;
      add({ number: next, kind, detail, cpuMs: 0 });
      resolve(Math.min(next + 1, last));
    });
  });
}

/** Processor seconds and resident bytes of a process. */
function usage(pid: number | undefined): { cpu: number; bytes: number } | undefined {
  try {
    // The name of the program, in brackets, may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS, bytes: Number(fields[21]) * PAGE };
  } catch {
    return undefined;
  }
}

async function work(each: string, seed = 1, from = 0, to = 0): Promise<void> {
  let number = from;
  let cpu = process.cpuUsage();
  const report = (kind: string, detail: string) => {
    const { user, system } = process.cpuUsage(cpu);
    writeSync(REPORT, `${JSON.stringify({ number, kind, detail, cpuMs: (user + system) / 1000 })}\n`);
  };
  // What goes wrong beside the promise that is waited for is a crash all the same.
  process.on("uncaughtException", (error) => {
    report("crash", `not awaited: ${error.stack}`);
    process.exit(0);
  });
  const all = await samples[each]();
  const sound = await readSound(all).catch((error: Error) => {
    console.error(error.stack);
    process.exit(UNSOUND);
  });
  for (; number < to; number++) {
    cpu = process.cpuUsage();
    const one = makeCase(all, seed, number);
    const { kind, detail } = await judge(one, sound.get(one.sample) as Dataset, {
      inspect: number % INSPECT_EVERY === 0,
    });
    report(kind, FAULTS.has(kind) ? `${one.sample.name}: ${one.how.join("; ")}: ${detail}` : "");
    if (process.memoryUsage.rss() > RECYCLE_BYTES) process.exit(0);
  }
}

async function readSound(all: readonly Sample[]): Promise<Map<Sample, Dataset>> {
  const sound = new Map<Sample, Dataset>();
  for (const sample of all) sound.set(sample, await readDataset(soundInput(sample), sample.options));
  return sound;
}

async function show(each: string, number = 0, seed = 1): Promise<void> {
  const all = await samples[each]();
  const one = makeCase(all, seed, number);
  console.log(`${one.sample.name}\n${one.how.join("\n")}`);
  const sound = await readDataset(soundInput(one.sample), one.sample.options);
  const start = process.cpuUsage();
  const { kind, detail } = await judge(one, sound);
  const { user, system } = process.cpuUsage(start);
  console.log(`${kind}: ${detail}\n${((user + system) / 1000).toFixed(0)} ms`);
}
