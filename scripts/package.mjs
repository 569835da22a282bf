/**
 * Does the package that a clean clone packs work? The last commit is cloned, packed with its own `prepack`, installed in an
 * empty folder with install scripts off, with and without optional packages, and the demo is run from there, also by other
 * versions of Node where the registry has them as packages.
 *
 *   node scripts/package.mjs            all
 *   node scripts/package.mjs pack       only pack, and look at what is in the package
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = process.cwd();
const work = mkdtempSync(join(tmpdir(), "cellscape-package-"));
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 26, stdio: ["ignore", "pipe", "pipe"] });

/** Versions that are supported, but for the one that runs this. */
const otherNodes = [20, 22, 24].filter((version) => version !== Number(process.versions.node.split(".")[0]));
const program = "node_modules/cellscape/dist/cli/main.js";

/** Run the demo anew; its score. */
function demo(command, args, place) {
  rmSync(join(place, "demo"), { recursive: true, force: true });
  const said = run(command, [...args, "demo", "--out", "demo"], place);
  const score = /NMI (\d\.\d+)/.exec(said)?.[1];
  if (score === undefined || Number(score) < 0.8)
    throw new Error(`expected the demo to find the domains, got:\n${said}`);
  if (!existsSync(join(place, "demo", "manifest.json"))) throw new Error("expected a manifest of the demo");
  return score;
}

/** The path of another version of Node, which the registry has as a package of binaries; undefined where it cannot be had. */
function nodeOf(version) {
  const place = join(work, `node${version}`);
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), "{}");
  try {
    const name = `node-${process.platform}-${process.arch}`;
    run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`], place);
    return join(place, "node_modules", name, "bin", "node");
  } catch {
    return undefined;
  }
}

try {
  const clone = join(work, "clone");
  run("git", ["clone", "--quiet", "--no-hardlinks", root, clone], work);
  cpSync(join(root, "node_modules"), join(clone, "node_modules"), { recursive: true, verbatimSymlinks: true });
  // As README says: the repository installs without scripts, and a plain `npm pack` would leave out its own `prepack` too.
  const told = run("npm", ["run", "--silent", "package", "--", "--json", "--foreground-scripts=false"], clone);
  // What scripts say may come before.
  const [packed] = JSON.parse(told.slice(Math.max(0, told.search(/^\[$/m))));
  const names = new Set(packed.files.map(({ path }) => path));
  const needed = [
    "dist/cli/main.js",
    "dist/src/entries/main.js",
    "dist/src/entries/main.d.ts",
    "dist/app/index.html",
    ...["CONTRIBUTING.md", "LICENSE", "NOTICE", "docs/formats.md", "docs/public/domains.svg"],
  ];
  const missing = [...needed, "npm-shrinkwrap.json"].filter((name) => !names.has(name));
  if (missing.length > 0)
    throw new Error(`expected ${missing.join(", ")} in the package, got ${names.size} other files`);
  console.log(`${packed.filename}: ${names.size} files, ${(packed.size / 1e6).toFixed(1)} MB`);
  if (process.argv[2] !== "pack") {
    // As a user who has only the packed file: nothing installed, an empty folder.
    const place = join(work, "empty");
    mkdirSync(place);
    cpSync(join(clone, packed.filename), join(place, packed.filename));
    const args = ["--yes", "--prefer-offline", `./${packed.filename}`];
    console.log(`npx ./${packed.filename} demo: NMI ${demo("npx", args, place)}`);
  }
  const ways = process.argv[2] === "pack" ? [] : [["--omit=optional"], []];
  for (const more of ways) {
    const place = join(work, `installed${more.length}`);
    mkdirSync(place);
    writeFileSync(join(place, "package.json"), "{}");
    const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", ...more];
    run("npm", [...args, join(clone, packed.filename)], place);
    const score = demo("npx", ["--no-install", "cellscape"], place);
    const size = run("du", ["-sm", "node_modules"], place).split("\t")[0];
    console.log(`${more.join(" ") || "with optional packages"}: ${size} MB installed, demo NMI ${score}`);
    if (more.length === 0) continue;
    for (const version of otherNodes) {
      const node = nodeOf(version);
      if (node === undefined) console.log(`left out: Node ${version}, which could not be had`);
      else console.log(`Node ${run(node, ["--version"], place).trim()}: demo NMI ${demo(node, [program], place)}`);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
