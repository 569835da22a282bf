import type { EngineFactories } from "../engine/choose.ts";
import type { Packed } from "../io/bytes/packed.ts";
import type { Folder, Input, Source, Target } from "../io/source.ts";
import type { SeedWorkers } from "../run/embedSeed.ts";
import type { Program } from "../run/plan/stages.ts";

/**
 * What a session needs of the platform that it runs on: Node, or a worker of a page. Everything else of a run is the same
 * code on both.
 */
export interface Host {
  /** The platform, in words. Work kept by a run on one platform is not continued on another. */
  readonly platform: string;
  readonly paths: Paths;
  readonly files: HostFiles;
  /** Compute engines of this platform, by choice. */
  readonly engines: EngineFactories;
  /**
   * Workers that train several models at once.
   *
   * @param engine name of the engine that computes.
   * @returns undefined where models are trained one after the other.
   */
  workers(engine: string, share: WorkerShare): HostWorkers | undefined;
  /** Unfinished work of the run that writes to a folder. */
  checkpoints(folder: string): CheckpointStore;
  /** Memory that a run may take unless the user sets it. */
  memory(): MemoryBudget;
  /** What its memory plans start from; Node by default. */
  readonly program?: Program;
  /** What the program has used so far. */
  usage(): Usage;
  /** Monotonic seconds. */
  clock(): number;
  /** A new SHA-256 computation. */
  sha256(): Digest;
  /**
   * An SVG figure as the bytes of a PNG.
   *
   * @param width in pixels; two pixels per px of the figure by default.
   */
  png(svg: string, width?: number): Promise<Uint8Array>;
  /**
   * An SVG figure as the bytes of a PDF, where the platform can.
   *
   * @param width in points (1/72 inch).
   * @throws unsupported where the packages that make it are not installed.
   */
  pdf?(svg: string, width: number): Promise<Uint8Array>;
  /**
   * Run a program in a process of its own, without a shell, and watch what it takes; undefined where there are none.
   *
   * @throws bad-option where it cannot be started; cancelled where the signal ends it.
   */
  runProcess?(order: ProcessOrder): Promise<ProcessEnd>;
}

/** A program to run, and what it may take. */
export interface ProcessOrder {
  /** Program and arguments. */
  readonly command: readonly string[];
  /** Where it starts; its output goes to `log.txt` there. */
  readonly folder: string;
  readonly seconds: number;
  /** Resident memory of the process and those that it starts. */
  readonly bytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ProcessEnd {
  /** What ended it: itself, or a limit. */
  readonly ended: "itself" | "time" | "memory";
  /** Exit code, or the name of the signal that ended it. */
  readonly code: number | string;
  /** Wall and processor seconds; processor time of all threads and of processes that it started. */
  readonly seconds: number;
  readonly cpuSeconds: number | undefined;
  /** Largest resident memory that was seen, in bytes; undefined where it cannot be watched. */
  readonly peakBytes: number | undefined;
  /** The last lines of what it wrote to stderr. */
  readonly lastErrors: readonly string[];
}

/** Names of files and folders as the platform writes them. */
export interface Paths {
  join(...parts: string[]): string;
  /** The absolute path without `.` and `..`: equal for two names of one place, links aside. */
  resolve(path: string): string;
  dirname(path: string): string;
  basename(path: string): string;
  isAbsolute(path: string): boolean;
}

/** What a small file is written from: text may come in pieces. */
export type Content = string | Uint8Array | Iterable<string> | AsyncIterable<string>;

/** Files that users name by paths. */
export interface HostFiles {
  /**
   * The file or folder at a path.
   *
   * @throws bad-file when there is nothing or it cannot be read.
   */
  open(path: string): Promise<Input>;
  /**
   * The file at a path.
   *
   * @throws bad-file as `open`; unsupported for a folder.
   */
  openFile(path: string): Promise<Source>;
  /** The folder at a path, whether it is there or not. */
  folder(path: string): Folder;
  /**
   * A place to write one large file to, see `Target`; its folder is made.
   *
   * @throws cannot-write when the folder cannot be made.
   */
  target(path: string): Promise<Target>;
  /**
   * Write a small file whole or not at all; its folder is made.
   *
   * @throws cannot-write naming the path and the reason.
   */
  save(path: string, content: Content): Promise<void>;
  /** Remove a file, or a folder that is empty. Never throws. */
  remove(path: string): Promise<void>;
  /**
   * Make the folder that results go to, so that one that cannot be written is known before the work and not after it, and
   * keep it for one run.
   *
   * @param inputs paths of the inputs, none of which a result may replace.
   * @param result name of the file that could replace one; result.h5ad by default.
   * @returns a function to call when the work has ended: it gives the folder back, and removes what was made here and is
   * still empty.
   * @throws bad-option when a result would replace an input or lie among its files, or another run writes to the folder;
   * cannot-write.
   */
  lockOutputFolder(folder: string, inputs: readonly string[], result?: string): Promise<() => void>;
}

export interface WorkerShare {
  /** Models trained at once. */
  readonly count: number;
  /** Threads of all workers together. */
  readonly threads: number;
}

/** Workers, and the memory that they took. */
export interface HostWorkers extends SeedWorkers {
  /** The most that all workers together can have held at once, in megabytes of 2^20 bytes. */
  peakMb(): number;
}

/** Named values that outlive an interrupted run. Reading and writing may fail: the run goes on without. */
export interface CheckpointStore {
  /** What the run that left something wrote about itself; undefined when none did. */
  readRecord(): Promise<unknown>;
  /** Make the store, and write about the run. */
  begin(record: Readonly<Record<string, string>>): Promise<void>;
  /** Names of the values that are kept. */
  names(): Promise<readonly string[]>;
  /**
   * @param key that the value was written with.
   * @throws bad-file when it is damaged or was written with another key.
   */
  read(name: string, key: string): Promise<Packed>;
  /** Keep a value in place of what had its name: after a crash either the old or the new one is there. */
  write(name: string, value: Packed, key: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Remove everything. */
  clear(): Promise<void>;
}

export interface MemoryBudget {
  readonly bytes: number;
  /** Where the number comes from, in words. */
  readonly why: string;
}

/** Undefined where the platform does not report it. */
export interface Usage {
  /** Seconds of processor time of all threads. */
  readonly cpuSeconds: number | undefined;
  /** Largest resident memory so far, in megabytes of 2^20 bytes. */
  readonly peakMb: number | undefined;
}

/** A hash in the making. */
export interface Digest {
  update(bytes: Uint8Array): void;
  /** @returns the digest in hexadecimal; nothing may be added after. */
  hex(): string;
}
