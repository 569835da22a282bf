import { CellScapeError } from "../../core/errors.ts";
import { allMethods } from "../../methods/registry.ts";
import type { RunConfig } from "../options/run.ts";

/** @throws bad-option for a method whose models cannot be applied to other cells, naming those whose can. */
export function expectApplicable({ method, chosen }: RunConfig): void {
  if (chosen.method.transfer) return;
  const able = allMethods().flatMap(({ name, transfer }) => (transfer ? [name] : []));
  throw new CellScapeError(
    "bad-option",
    `--method ${method}: expected a method whose models can be applied, for a cohort is fitted once and applied to each sample; choose ${able.join(" or ")}`,
  );
}
