import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CellScapeError } from "../../../core/errors.ts";

/** Of the built program, and of its sources, which hold the page's sources under the first name. */
const places = ["../../../../app/", "../../../../dist/app/"];

/**
 * The folder of the page that is part of the program.
 *
 * @throws unsupported where it was not built.
 */
export function builtPage(): string {
  const found = places
    .map((place) => new URL(place, import.meta.url))
    .find((place) => existsSync(new URL("assets", place)));
  if (found) return fileURLToPath(found);
  throw new CellScapeError("unsupported", "view: expected the built page, got none; build it with npm run build");
}
