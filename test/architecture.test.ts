import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** What each folder may import from the others. A row lists only rows above it, so there are no cycles. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  figure: ["core"],
  view: ["core"],
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
  methods: ["core", "data", "math", "spatial", "cluster", "tensor", "engine", "nn"],
  run: [
    ...["core", "data", "math", "preprocess", "spatial", "genemap", "engine", "methods"],
    ...["cluster", "domains"],
  ],
  results: ["data", "figure", "domains", "methods", "run"],
  analyses: ["core", "data", "math", "io", "preprocess", "cluster", "domains", "figure", "methods", "run", "results"],
  report: ["core", "data", "figure", "domains", "methods", "run", "results", "analyses"],
  cohort: [
    ...["core", "data", "math", "preprocess", "spatial", "nn", "run", "results", "figure", "analyses", "report"],
  ],
  bench: ["core", "data", "math", "spatial", "domains", "figure", "methods", "results", "report"],
  export: ["core", "data", "io", "spatial", "figure", "results"],
  explore: ["core", "data", "math", "io", "preprocess", "cluster", "domains", "figure", "run", "results", "analyses"],
  host: ["core", "data", "io", "engine", "figure", "methods", "run"],
  session: [
    ...["core", "data", "math", "io", "preprocess", "engine", "methods", "simulate", "run", "results"],
    ...["analyses", "report", "cohort", "bench", "export", "explore", "host"],
  ],
  // The public modules, one for each subpath of the package.
  entries: [
    ...["core", "data", "math", "io", "preprocess", "spatial", "tensor", "engine", "nn", "methods", "simulate"],
    ...["cluster", "domains", "figure", "run", "results", "analyses", "export", "host", "session"],
  ],
};

/** The same within a room, for its folders and for the files beside them. */
const within: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  figure: { color: [], drawing: ["color"], ".": ["color", "drawing"] },
  math: { kernels: [], statistics: [], linearAlgebra: ["kernels"], plane: [], neighbors: ["kernels", "linearAlgebra"] },
  // Containers know no format, formats know no dispatch, and nothing but dispatch knows all readers.
  io: {
    hdf5Access: [],
    source: ["hdf5Access"],
    stored: [],
    bytes: ["source"],
    text: ["source", "stored", "bytes"],
    parquet: ["source", "stored", "bytes"],
    hdf5: ["hdf5Access", "source", "stored", "bytes"],
    zarr: ["source", "stored", "bytes"],
    node: ["hdf5Access", "source", "bytes", "hdf5"],
    browser: ["hdf5Access", "source", "bytes", "hdf5"],
    tiff: ["source", "bytes"],
    inspection: [],
    reader: ["source", "inspection"],
    inZip: ["bytes", "reader"],
    assembly: ["source", "stored", "bytes", "text", "parquet"],
    anndata: ["source", "stored", "hdf5", "zarr", "inspection", "reader", "inZip", "assembly"],
    mudata: ["source", "stored", "hdf5", "zarr", "inspection", "reader", "inZip", "assembly", "anndata"],
    loom: ["source", "hdf5", "inspection", "reader", "assembly", "anndata"],
    spatialdata: ["source", "bytes", "parquet", "zarr", "inspection", "reader", "inZip", "assembly", "anndata"],
    tenx: ["source", "stored", "bytes", "text", "hdf5", "tiff", "inspection", "reader", "assembly"],
    stereoseq: ["source", "stored", "hdf5", "inspection", "reader", "assembly"],
    tables: ["source", "bytes", "text", "inspection", "reader", "assembly"],
    transcripts: ["source", "bytes", "text", "parquet", "inspection", "reader", "assembly", "tables"],
    readers: ["reader", "anndata", "mudata", "loom", "spatialdata", "tenx", "stereoseq", "tables", "transcripts"],
    registry: ["reader", "readers"],
    match: ["source", "reader", "registry"],
    samplesIn: ["source", "bytes", "match"],
    foreign: ["source", "bytes", "hdf5"],
    open: ["source", "inspection", "reader", "registry", "match", "samplesIn", "foreign"],
  },
};

/** The only files that may name a Node module or an ONNX runtime. */
const isNodeDoor = (file: string) =>
  ["host/node/", "io/node/"].some((start) => file.startsWith(start)) || file === "engine/node.ts";
const runtimes: Readonly<Record<string, string>> = {
  "onnxruntime-node": "engine/node.ts",
  "onnxruntime-web": "engine/web.ts",
};

interface Import {
  readonly file: string;
  readonly path: string;
}

/** Imports of types count: who needs the other's types cannot be read, moved or replaced without it. */
function importsOf(root: string): Import[] {
  return filesOf(root).flatMap((file) => {
    const found = readFileSync(`${root}/${file}`, "utf8").matchAll(
      /(?:^(?:import|export)\b[^;]*?from\s+|^import\s+)"([^"]+)"|import\("([^"]+)"\)/gm,
    );
    return Array.from(found, ([, a, b]) => ({ file, path: a ?? b }));
  });
}

function filesOf(root: string): string[] {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
  return files.filter((file) => /\.tsx?$/.test(file));
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

test("every folder of src has a row in the table", () => {
  const present = new Set(importsOf("src").map(({ file }) => folderOf(file)));
  expect([...present].filter((folder) => !(folder in arrows))).toEqual([]);
});

test("every row is of a folder of src and every arrow is used", () => {
  const used = new Set(importsOf("src").map(({ file, path }) => `${folderOf(file)} ${folderOf(resolve(file, path))}`));
  const unused = Object.entries(arrows).flatMap(([from, to]) =>
    to.filter((each) => !used.has(`${from} ${each}`)).map((each) => `${from} -> ${each}`),
  );
  expect(Object.keys(arrows).filter((folder) => !readdirSync("src").includes(folder))).toEqual([]);
  expect(unused).toEqual([]);
});

test("ARCHITECTURE.md states the same arrows", () => {
  const plan = readFileSync("ARCHITECTURE.md", "utf8");
  const rows = [...plan.matchAll(/^\| `([a-z]+)` \| (.*) \|$/gm)].map(([, from, to]) => [
    from,
    [...to.matchAll(/[a-z]+/g)].map(([name]) => name).filter((name) => name !== "nothing"),
  ]);
  expect(Object.fromEntries(rows)).toEqual(arrows);
});

test("the tables themselves have no circle", () => {
  const later = [arrows, ...Object.values(within)].flatMap((table) => {
    const rows = Object.keys(table);
    return rows.flatMap((row, at) =>
      table[row].filter((to) => rows.indexOf(to) >= at || !rows.includes(to)).map((to) => `${row} -> ${to}`),
    );
  });
  expect(later).toEqual([]);
});

describe.each(Object.entries(within))("within %s", (room, table) => {
  const own = Object.hasOwn(table, ".");
  /** A folder, or a file beside the folders: by its name, or as `.` where the table has one row for all of them. */
  const partOf = (path: string) => (path.includes("/") || !own ? folderOf(path) : ".");
  const imports = importsOf(`src/${room}`);

  test("every import follows the table", () => {
    const strays = imports.filter(({ file, path }) => {
      const to = resolve(file, path);
      if (!path.startsWith(".") || path.startsWith("../".repeat(file.split("/").length))) return false;
      return partOf(file) !== partOf(to) && !table[partOf(file)]?.includes(partOf(to));
    });
    expect(strays).toEqual([]);
  });

  test("every row is of a folder or a file that exists and every arrow is used", () => {
    const used = (from: string, to: string) =>
      imports.some(({ file, path }) => partOf(file) === from && partOf(resolve(file, path)) === to);
    const parts = new Set(filesOf(`src/${room}`).map(partOf));
    expect(Object.keys(table).filter((part) => !parts.has(part))).toEqual([]);
    expect(Object.entries(table).flatMap(([from, to]) => to.filter((each) => !used(from, each)))).toEqual([]);
  });
});

test.each(["src", "cli", "app"])("no files of %s need each other in a circle, not even for types", (root) => {
  const edges = new Map<string, string[]>();
  for (const { file, path } of importsOf(root)) {
    if (path.startsWith(".")) edges.set(file, [...(edges.get(file) ?? []), resolve(file, path)]);
  }
  expect(circleIn(edges)).toBeUndefined();
});

test("no folders of one room, and no files beside them, need each other in a circle", () => {
  const rooms = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const circles = rooms.map(({ name }) => {
    const edges = new Map<string, string[]>();
    const part = (path: string) => path.split("/")[0];
    for (const { file, path } of importsOf(`src/${name}`)) {
      const to = resolve(file, path);
      const inside = path.startsWith(".") && !path.startsWith("../".repeat(file.split("/").length));
      if (inside && part(file) !== part(to)) edges.set(part(file), [...(edges.get(part(file)) ?? []), part(to)]);
    }
    return { name, circle: circleIn(edges) };
  });
  const found = circles.filter(({ circle }) => circle !== undefined);
  expect(found).toEqual([]);
});

/** The first circle that is found, in words. */
function circleIn(edges: ReadonlyMap<string, readonly string[]>): string | undefined {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string | undefined => {
    const place = trail.indexOf(node);
    if (place >= 0) return [...trail.slice(place), node].join(" -> ");
    if (done.has(node)) return undefined;
    for (const next of edges.get(node) ?? []) {
      const circle = visit(next, [...trail, node]);
      if (circle !== undefined) return circle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of edges.keys()) {
    const circle = visit(node, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** Lines of code of every file of the program. */
const lengths = ["src", "cli", "app"].flatMap((root) =>
  filesOf(root).map((file) => ({
    file: `${root}/${file}`,
    lines: readFileSync(`${root}/${file}`, "utf8").split("\n").length - 1,
  })),
);

/** Scripts that build the page run in Node. */
const isOfTheBuild = (file: string) => /^(vite\.config\.ts$|build\/)/.test(file);

test("the page reaches sessions over their host, options, progress and what is shown, and no Node", () => {
  const strays = importsOf("app").filter(
    ({ file, path }) =>
      !isOfTheBuild(file) &&
      (path.startsWith("node:") ||
        (resolve(`app/${file}`, path).startsWith("src/") &&
          !/^src\/(core|session|host\/(host|servedSession|browser)|methods\/registry|run\/eta|io\/(inspection|browser|source)|data\/dataset|report\/(style|contentHtml|script)|explore|view|figure\/color)\b/.test(
            resolve(`app/${file}`, path),
          ))),
  );
  expect(strays).toEqual([]);
});

test("what draws the page loads no options, sessions or readers: those are its worker's", () => {
  const heavy = importsOf("app").filter(
    ({ file, path }) =>
      !isOfTheBuild(file) &&
      !/^(worker|explorerWorker|offline)\//.test(file) &&
      /^src\/(session|methods|host\/browser|core\/options|io\/browser|explore\/open)\b/.test(
        resolve(`app/${file}`, path),
      ),
  );
  expect(heavy).toEqual([]);
});

test("no file has more than 400 lines, and half of them fewer than 100", () => {
  expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
});

test("no folder has more than 25 files side by side", () => {
  const counts = new Map<string, number>();
  for (const file of [...lengths.map(({ file }) => file), ...filesOf("test").map((file) => `test/${file}`)]) {
    const folder = file.slice(0, file.lastIndexOf("/"));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > 25)).toEqual([]);
});

test("what only Node provides without an import is named only where the outside world begins", () => {
  const strays = filesOf("src").filter((file) => {
    const code = codeOf(readFileSync(`src/${file}`, "utf8"));
    return (
      !isNodeDoor(file) && /(?<![\w$.])(process|Buffer|global|__dirname|__filename|setImmediate)\b(?!\s*:)/.test(code)
    );
  });
  expect(strays).toEqual([]);
});

/** The code without comments and texts. */
function codeOf(text: string): string {
  return text.replaceAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");
}

test("Node modules and ONNX runtimes are named only where the outside world begins", () => {
  const strays = importsOf("src").filter(({ file, path }) => {
    if (path.startsWith("node:")) return !isNodeDoor(file);
    const runtime = Object.keys(runtimes).find((name) => path === name || path.startsWith(`${name}/`));
    return runtime !== undefined && runtimes[runtime] !== file;
  });
  expect(strays).toEqual([]);
});

test("a session knows the contract of its host, and no host", () => {
  const strays = importsOf("src/session").filter(({ file, path }) =>
    /^src\/host\/(?!host\.ts$)/.test(resolve(`src/session/${file}`, path)),
  );
  expect(strays).toEqual([]);
});

test("the command line reaches sessions, their host, options, progress and errors, and no computing", () => {
  const strays = importsOf("cli").filter(
    ({ file, path }) =>
      path.startsWith("../") &&
      resolve(`cli/${file}`, path).startsWith("src/") &&
      !/^src\/(core|session|host\/(host|node)|run\/options|run\/eta|simulate\/options|io\/inspection)\b/.test(
        resolve(`cli/${file}`, path),
      ),
  );
  expect(strays).toEqual([]);
});
