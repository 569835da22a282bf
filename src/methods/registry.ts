import { CellScapeError } from "../core/errors.ts";
import { cellscape } from "./cellscape/method.ts";
import type { Method } from "./method.ts";
import { pca } from "./pca/method.ts";
import { smooth } from "./smooth/method.ts";

/** The methods that come with the program. */
const builtIn: readonly Method[] = [cellscape, smooth, pca];

/** Every method by its name. */
const methods = new Map<string, Method>(builtIn.map((method) => [method.name, method]));

/**
 * Add a method of a program's own: it can be run as any other from then on.
 *
 * @returns removes it again.
 * @throws bad-option for a name that is taken, or that cannot be a flag.
 */
export function registerMethod(method: Method): () => void {
  const { name } = method;
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    throw new CellScapeError("bad-option", `registerMethod: expected a name of a-z, 0-9 and -, got ${name}`);
  }
  if (methods.has(name)) {
    throw new CellScapeError("bad-option", `registerMethod: expected a name that is free, got ${name}`);
  }
  methods.set(name, method);
  return () => {
    methods.delete(name);
  };
}

/** All methods, in the order in which they were registered. */
export function allMethods(): readonly Method[] {
  return [...methods.values()];
}

/** True for methods that other processes know, too. */
export function isBuiltIn({ name }: Pick<Method, "name">): boolean {
  return builtIn.some((method) => method.name === name);
}

/** @throws bad-option for a name that no method has. */
export function methodNamed(name: string): Method {
  const method = methods.get(name);
  if (method) return method;
  const names = [...methods.keys()].join(", ");
  throw new CellScapeError("bad-option", `--method: expected one of ${names}, got ${JSON.stringify(name)}`);
}
