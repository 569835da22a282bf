import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";

/** What a process and all that it started use now. */
export interface TreeUsage {
  readonly bytes: number;
  readonly cpuSeconds: number;
}

interface Relation {
  readonly pid: number;
  readonly parent: number;
}

/** The process and its descendants among some. */
function familyOf<Each extends Relation>(root: number, all: readonly Each[]): readonly Each[] {
  const members = new Set([root]);
  // Parents may follow their children in the list.
  for (let before = 0; before < members.size; ) {
    before = members.size;
    for (const { pid, parent } of all) if (members.has(parent)) members.add(pid);
  }
  return all.filter(({ pid }) => members.has(pid));
}

/**
 * Memory and processor time of a process and its descendants.
 *
 * @returns undefined where the system does not report them, or the process has ended.
 */
export async function treeUsage(root: number): Promise<TreeUsage | undefined> {
  const own = await (process.platform === "linux" ? fromProc(root) : fromPs(root)).catch(() => []);
  if (own.length === 0) return undefined;
  const sum = (use: (each: TreeUsage) => number) => own.reduce((total, each) => total + use(each), 0);
  return { bytes: sum(({ bytes }) => bytes), cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds) };
}

// USER_HZ is 100 on every architecture that Node runs on, pages of resident memory are given in kB by `status`.
const ticksPerSecond = 100;

async function fromProc(root: number): Promise<readonly TreeUsage[]> {
  const known = await presentAmong(await membersOf(root), async (pid) => {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [parent, ...ticks] = [fields[1], ...fields.slice(11, 15)].map(Number);
    // Own time, and that of children which have ended.
    return { pid, parent, cpuSeconds: ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond };
  });
  return presentAmong(familyOf(root, known), async ({ pid, cpuSeconds }) => {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return { bytes: 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0), cpuSeconds };
  });
}

/** What is read of those that have not ended. */
async function presentAmong<In, Out>(all: readonly In[], read: (each: In) => Promise<Out>): Promise<readonly Out[]> {
  const found = await Promise.all(all.map((each) => read(each).catch(() => undefined)));
  return found.filter((each) => each !== undefined);
}

/** The process and its descendants, by the lists of children where the kernel has them, else all processes. */
async function membersOf(root: number): Promise<number[]> {
  const members = [root];
  try {
    for (let at = 0; at < members.length; at++) {
      const threads = await readdir(`/proc/${members[at]}/task`).catch(() => []);
      for (const thread of threads) {
        const children = await readFile(`/proc/${members[at]}/task/${thread}/children`, "utf8").catch(
          (error: unknown) => {
            // A thread that has ended has no list; a kernel without lists has none for the first thread either.
            if (thread === String(root)) throw error;
            return "";
          },
        );
        members.push(...children.split(" ").filter(Boolean).map(Number));
      }
    }
    return members;
  } catch {
    return (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  }
}

function fromPs(root: number): Promise<readonly TreeUsage[]> {
  return new Promise((resolve, reject) => {
    execFile("ps", ["-A", "-o", "pid=,ppid=,rss=,time="], (error, text) => {
      if (error) return reject(error);
      const rows = text.split("\n").filter((line) => line.trim() !== "");
      const all = rows.map((line) => {
        const [pid, parent, kilobytes, time] = line.trim().split(/\s+/);
        return {
          ...{ pid: Number(pid), parent: Number(parent) },
          ...{ bytes: 1024 * Number(kilobytes), cpuSeconds: secondsOf(time) },
        };
      });
      resolve(familyOf(root, all));
    });
  });
}

/** Of `[[days-]hours:]minutes:seconds`. */
export function secondsOf(time: string): number {
  const [, days = "0", rest = "0"] = /^(?:(\d+)-)?(.*)$/.exec(time) ?? [];
  return rest.split(":").reduce((sum, part) => 60 * sum + Number(part), 0) + 86_400 * Number(days);
}
