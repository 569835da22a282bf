import type { Reporter, TestModule } from "vitest/node";

/** Says at the end of a run which tests were left out, and why: by the note of `context.skip`, or by their titles (needing.ts). */
export default class LeftOut implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests("skipped")) {
        const result = test.result();
        const note = result.state === "skipped" ? result.note : undefined;
        const why = note ?? /\(left out: (.*?)\)(?: > |$)/.exec(test.fullName)?.[1];
        // Tests that a pattern of the command line excludes were not asked for.
        if (why === undefined) continue;
        const line = `${module.relativeModuleId}: ${why}`;
        counts.set(line, (counts.get(line) ?? 0) + 1);
      }
    }
    if (counts.size === 0) return;
    console.log("Tests left out here:");
    for (const [line, count] of counts) console.log(`  ${count} of ${line}`);
    console.log("");
  }
}
