import { withSingulars } from "./singular.ts";

/**
 * Every error that this library throws on purpose. `code` is stable; the wording may improve.
 *
 * Messages read `where: expected ..., got ...` and name the file, the thing and a suggested fix.
 */
export class CellScapeError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(withSingulars(message), options);
    this.name = "CellScapeError";
    this.code = code;
  }
}

/** Kinds of failure; exit codes of the program follow from them. */
export type ErrorCode =
  | "bad-shape" // arrays whose lengths do not fit together
  | "bad-option" // an option outside its range
  | "bad-file" // a file that is not what its format promises
  | "bad-data" // a well-formed file whose content cannot be analysed
  | "no-memory" // work that needs more memory than there is
  | "cannot-write" // an output that cannot be written
  | "cancelled" // stopped by the user
  | "unsupported"; // a valid request that this build cannot serve

/**
 * Check a shape where data enters a public function.
 *
 * @throws bad-shape, naming every size: `embedding: expected [cells=10, dims=32], got [10, 3]`.
 */
export function expectShape(name: string, got: readonly number[], expected: Readonly<Record<string, number>>): void {
  const sizes = Object.values(expected);
  if (sizes.length === got.length && sizes.every((size, axis) => size === got[axis])) return;
  const wanted = Object.entries(expected).map(([axis, size]) => `${axis}=${size}`);
  throw new CellScapeError("bad-shape", `${name}: expected [${wanted.join(", ")}], got [${got.join(", ")}]`);
}
