import { CellScapeError } from "../core/errors.ts";
import { flagOf } from "../core/options/parse.ts";
import { cellcharter } from "./cellcharter/method.ts";
import { cellscape } from "./cellscape/method.ts";
import { graphst } from "./graphst/method.ts";
import type { Method } from "./method.ts";
import { pca } from "./pca/method.ts";
import { prost } from "./prost/method.ts";
import { sedr } from "./sedr/method.ts";
import { smooth } from "./smooth/method.ts";
import { spaceflow } from "./spaceflow/method.ts";
import { spagcn } from "./spagcn/method.ts";
import { stagate } from "./stagate/method.ts";

/** The methods that come with the program. */
const builtIn: readonly Method[] = [
  cellscape,
  smooth,
  pca,
  graphst,
  stagate,
  spaceflow,
  sedr,
  spagcn,
  prost,
  cellcharter,
];

/** Every method by its name. */
const methods = new Map<string, Method>(builtIn.map((method) => [method.name, method]));

/** Names of the options that are read beside those of a method. */
let reservedOptions: () => readonly string[] = () => [];

/**
 * Reserve the option names of a run, which share the command line with those of a method.
 *
 * @param names those in use whenever a method is registered or chosen.
 */
export function reserveOptions(names: () => readonly string[]): void {
  reservedOptions = names;
}

/**
 * Register a user-defined method, so that runs, settings and help accept it as they do the built-in ones.
 *
 * @returns removes it again.
 * @throws bad-option for a name that is taken, or that cannot be a flag, and for options that have the name of an option of
 * the run or of an analysis.
 */
export function registerMethod(method: Method): () => void {
  const { name } = method;
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    throw new CellScapeError("bad-option", `registerMethod: expected a name of a-z, 0-9 and -, got ${name}`);
  }
  if (methods.has(name)) {
    throw new CellScapeError("bad-option", `registerMethod: expected a name that is free, got ${name}`);
  }
  expectOwnOptions(method);
  methods.set(name, method);
  return () => {
    methods.delete(name);
  };
}

/** All methods, in the order in which they were registered. */
export function allMethods(): readonly Method[] {
  return [...methods.values()];
}

/** True for methods that other processes can load, too. */
export function isBuiltIn({ name }: Pick<Method, "name">): boolean {
  return builtIn.some((method) => method.name === name);
}

/** @throws bad-option for a name that no method has, and for a method whose options have reserved names. */
export function methodNamed(name: string): Method {
  const method = methods.get(name);
  if (method) {
    // A method may be registered before the modules that read options are loaded.
    expectOwnOptions(method);
    return method;
  }
  const names = [...methods.keys()].join(", ");
  throw new CellScapeError("bad-option", `--method: expected one of ${names}, got ${JSON.stringify(name)}`);
}

/** Without its prefix, an option of the method would be that of the run. */
function expectOwnOptions({ name, options }: Method): void {
  const reserved = new Set(reservedOptions());
  const taken = Object.keys(options.table).filter((option) => reserved.has(option));
  if (taken.length === 0) return;
  const got = taken.map((option) => `--${flagOf(option)}`).join(", ");
  const expected = `options of method ${name} with names that no option of the run or of an analysis has`;
  throw new CellScapeError("bad-option", `registerMethod: expected ${expected}, got ${got}; rename them`);
}
