import { CellScapeError } from "../core/errors.ts";
import type { Method } from "./method.ts";

/** Every method by its name. */
const methods = new Map<string, Method>();

/**
 * Add a method of a program's own: it can be run as any other from then on.
 *
 * @throws bad-option for a name that is taken, or that cannot be a flag.
 */
export function registerMethod(method: Method): void {
  const { name } = method;
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    throw new CellScapeError("bad-option", `registerMethod: expected a name of a-z, 0-9 and -, got ${name}`);
  }
  if (methods.has(name)) {
    throw new CellScapeError("bad-option", `registerMethod: expected a name that is free, got ${name}`);
  }
  methods.set(name, method);
}

/** All methods, in the order in which they were registered. */
export function allMethods(): readonly Method[] {
  return [...methods.values()];
}

/** @throws bad-option for a name that no method has. */
export function methodNamed(name: string): Method {
  const method = methods.get(name);
  if (method) return method;
  throw new CellScapeError(
    "bad-option",
    `--method: expected one of ${[...methods.keys()].join(", ")}, got ${JSON.stringify(name)}`,
  );
}
