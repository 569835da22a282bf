/**
 * Before packing: no file of an earlier build, and the lockfile under the name by which those who install the package get
 * the same versions. With `undo`, after packing: the lockfile has one name again.
 */
import { copyFileSync, rmSync } from "node:fs";

if (process.argv[2] === "undo") rmSync("npm-shrinkwrap.json", { force: true });
else {
  rmSync("dist", { recursive: true, force: true });
  copyFileSync("package-lock.json", "npm-shrinkwrap.json");
}
