/** Finished work that outlives the process, so that a run that was cut off can go on. */
export interface Checkpoints {
  /** Seconds of work that may be lost: what is under way is kept about as often. */
  readonly everySeconds: number;
  /** What an earlier process of the same run kept under a name; undefined when it kept nothing that is whole. */
  load(name: string): Promise<unknown>;
  /**
   * Keep a value of plain records, lists and typed arrays, in place of what had that name.
   *
   * @param seconds what it took to make. What is made again sooner than it is written and read is not kept.
   * @returns whether it was kept.
   */
  save(name: string, value: unknown, seconds: number): Promise<boolean>;
  /**
   * Hold the latest state of work under way, to be kept if the process is about to end.
   *
   * @param value as of `save`, not changed afterwards; undefined once there is nothing to hold under that name.
   */
  hold?(name: string, value: unknown): void;
  /** Forget what is kept under a name. */
  remove(name: string): Promise<void>;
}
