/**
 * Makes the pictures of the documentation: runs the commands of the tutorials on simulated data and keeps the figures that
 * their pages show in `docs/public/pictures`.
 *
 *   node scripts/docsPictures.mjs
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";

const folder = "docs/public/pictures";
rmSync(folder, { recursive: true, force: true });
const env = { ...process.env, CELLSCAPE_PICTURES: folder };
const { status } = spawnSync("npx", ["vitest", "run", "test/tutorials.test.ts"], {
  ...{ env, stdio: "inherit" },
  shell: process.platform === "win32",
});
process.exitCode = status ?? 1;
