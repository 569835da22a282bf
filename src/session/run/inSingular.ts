import type { Report } from "../../core/progress.ts";
import { withSingulars } from "../../core/singular.ts";

/** Progress whose texts have counts of 1 in the singular. */
export function inSingular(next: Report): Report {
  return (progress) => {
    if (progress.kind === "note" || progress.kind === "warning") {
      next({ ...progress, text: withSingulars(progress.text) });
    } else if (progress.kind === "begin") next({ ...progress, does: withSingulars(progress.does) });
    else next(progress);
  };
}
