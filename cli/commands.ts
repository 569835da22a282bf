import type { overviews } from "./overviews.ts";
import type { CommandSpec } from "./spec.ts";

/** Loads the modules of each command: those that a call does not need may lack what they need themselves. */
const loaders: Readonly<Record<keyof typeof overviews, () => Promise<CommandSpec>>> = {
  run: async () => (await import("./run.ts")).runCommand,
  reproduce: async () => (await import("./reproduce.ts")).reproduceCommand,
  analyze: async () => (await import("./analyze.ts")).analyzeCommand,
  choose: async () => (await import("./choose.ts")).chooseCommand,
  "apply-edits": async () => (await import("./applyEdits.ts")).applyEditsCommand,
  view: async () => (await import("./page/view.ts")).viewCommand,
  figure: async () => (await import("./figure.ts")).figureCommand,
  apply: async () => (await import("./apply.ts")).applyCommand,
  cohort: async () => (await import("./cohort/cohort.ts")).cohortCommand,
  annotate: async () => (await import("./annotate.ts")).annotateCommand,
  bench: async () => (await import("./bench/bench.ts")).benchCommand,
  compare: async () => (await import("./bench/compare.ts")).compareCommand,
  score: async () => (await import("./score.ts")).scoreCommand,
  export: async () => (await import("./export.ts")).exportCommand,
  colocalize: async () => (await import("./colocalize.ts")).colocalizeCommand,
  inspect: async () => (await import("./about/inspect.ts")).inspectCommand,
  simulate: async () => (await import("./simulate.ts")).simulateCommand,
  demo: async () => (await import("./demo.ts")).demoCommand,
  versions: async () => (await import("./about/versions.ts")).versionsCommand,
};

/**
 * The command of a name.
 *
 * @returns undefined where there is none.
 */
export async function commandNamed(name: string): Promise<CommandSpec | undefined> {
  return isCommand(name) ? loaders[name]() : undefined;
}

/** All commands, in the order of the help. */
export function allCommands(): Promise<CommandSpec[]> {
  return Promise.all(Object.values(loaders).map((load) => load()));
}

function isCommand(name: string): name is keyof typeof loaders {
  return Object.hasOwn(loaders, name);
}
