import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What each folder or door may import from the others. A row lists only rows above it, so there are no cycles. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  figure: ["core"],
  data: ["core"],
  tensor: ["core"],
  math: ["core", "data"],
  io: ["core", "data"],
  preprocess: ["core", "data", "math"],
  spatial: ["core", "data", "math"],
  genemap: ["core", "data", "math"],
  simulate: ["core", "data", "math"],
  cluster: ["core", "data", "math"],
  domains: ["core", "data", "math", "spatial", "cluster"],
  engine: ["core", "tensor"],
  nn: ["core", "data", "tensor", "engine"],
  methods: ["core", "data", "tensor", "engine", "nn"],
  analyses: ["core", "data", "math", "cluster"],
  run: [
    ...["core", "data", "math", "preprocess", "spatial", "genemap", "tensor", "engine", "nn", "methods"],
    ...["cluster", "domains", "analyses"],
  ],
  results: ["core", "data", "figure", "run"],
  report: ["core", "data", "figure", "run", "results"],
  export: ["core", "data", "io", "spatial", "figure", "results"],
  index: [
    ...["core", "data", "math", "io", "preprocess", "spatial", "engine", "methods", "simulate", "cluster", "domains"],
    ...["analyses", "figure", "run", "results", "report", "export"],
  ],
  host: ["core", "io", "engine", "figure", "run"],
  session: [
    ...["core", "data", "math", "io", "preprocess", "simulate", "analyses", "figure", "run", "results", "report"],
    ...["export", "host"],
  ],
  node: ["index", "io", "engine", "host", "session"],
};

/** The only files that may name a Node module or an ONNX runtime. */
const isNodeDoor = (file: string) =>
  ["host/node/", "io/node/", "session/"].some((start) => file.startsWith(start)) ||
  ["node.ts", "engine/node.ts"].includes(file);
const runtimes: Readonly<Record<string, string>> = {
  "onnxruntime-node": "engine/node.ts",
  "onnxruntime-web": "engine/web.ts",
};

interface Import {
  readonly file: string;
  readonly path: string;
  /** Gone when the program runs. */
  readonly typeOnly: boolean;
}

function importsOf(root: string): Import[] {
  const found: Import[] = [];
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const text = readFileSync(`${root}/${file}`, "utf8");
    for (const [statement, a, b] of text.matchAll(
      /(?:^(?:import|export)\b[^;]*?from\s+|^import\s+)"([^"]+)"|import\("([^"]+)"\)/gm,
    )) {
      found.push({
        file: file.replaceAll("\\", "/"),
        path: a ?? b,
        typeOnly: /^(?:import|export) type\b/.test(statement),
      });
    }
  }
  return found;
}

const folderOf = (path: string) => path.split("/")[0].replace(/\.ts$/, "");
const resolve = (file: string, path: string) => new URL(path, `file:///${file}`).pathname.slice(1);

test("every import within src follows the table", () => {
  const strays = importsOf("src").filter(({ file, path }) => {
    if (!path.startsWith(".")) return false;
    const from = folderOf(file);
    const to = folderOf(resolve(file, path));
    return from !== to && !arrows[from]?.includes(to);
  });
  expect(strays).toEqual([]);
});

test("every folder and door of src has a row in the table", () => {
  const present = new Set(importsOf("src").map(({ file }) => folderOf(file)));
  expect([...present].filter((folder) => !(folder in arrows))).toEqual([]);
});

test("the table itself has no cycle", () => {
  const rows = Object.keys(arrows);
  const later = rows.flatMap((row, place) =>
    arrows[row].filter((to) => rows.indexOf(to) >= place).map((to) => `${row} -> ${to}`),
  );
  expect(later).toEqual([]);
});

test.each(["src", "cli"])("no files of %s import each other in a circle when the program runs", (root) => {
  const edges = new Map<string, string[]>();
  for (const { file, path, typeOnly } of importsOf(root)) {
    if (path.startsWith(".") && !typeOnly) edges.set(file, [...(edges.get(file) ?? []), resolve(file, path)]);
  }
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const place = trail.indexOf(file);
    if (place >= 0) throw new Error(`import cycle: ${[...trail.slice(place), file].join(" -> ")}`);
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of edges.keys()) expect(() => visit(file, [])).not.toThrow();
});

test("Node modules and ONNX runtimes are named only where the outside world begins", () => {
  const strays = importsOf("src").filter(({ file, path }) => {
    if (path.startsWith("node:")) return !isNodeDoor(file);
    const runtime = Object.keys(runtimes).find((name) => path === name || path.startsWith(`${name}/`));
    return runtime !== undefined && runtimes[runtime] !== file;
  });
  expect(strays).toEqual([]);
});

test("the command line reaches the library only through its doors", () => {
  const strays = importsOf("cli").filter(
    ({ file, path }) =>
      path.startsWith("../") &&
      resolve(`cli/${file}`, path).startsWith("src/") &&
      !/^src\/(node|index)\.ts$/.test(resolve(`cli/${file}`, path)),
  );
  expect(strays).toEqual([]);
});
