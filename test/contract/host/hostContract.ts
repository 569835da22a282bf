import type { Host } from "../../../src/host/host.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error));
const failure = (work: Promise<unknown>) => work.then(() => "none", codeOf);

/** What every host must answer to `probeHost`. */
export const hostContract = {
  saved: "second",
  beside: "beside",
  listed: ["a.txt", "deep/"],
  folderOpens: "folder",
  missing: "bad-file",
  folderAsFile: "unsupported",
  removed: "bad-file",
  fullFolderStays: "beside",
  draftHidden: "bad-file",
  committed: "01X3",
  committedSize: 4,
  discarded: "01X3",
  overInput: "bad-option",
  intoInput: "bad-option",
  elsewhere: "none",
  inUse: "bad-option",
  freed: "none",
  digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  kept: [0.5, -0, 3],
  names: ["part"],
  record: { run: "one" },
  otherKey: "bad-file",
  cleared: [],
  noRecord: undefined,
  engines: ["wasm", "reference"],
  clockRuns: true,
  memory: true,
  png: [0x89, 0x50, 0x4e, 0x47],
  paths: ["out/figures/map.svg", "map.svg", "out/figures", true, false],
  sameness: true,
};

/**
 * Use all of a host below `folder`, which is empty or not there.
 *
 * @returns what it did, to be held against `hostContract`.
 */
export async function probeHost({ files, paths, ...host }: Host, folder: string): Promise<typeof hostContract> {
  const at = (name: string) => paths.join(folder, name);
  const textOf = async (name: string) => {
    const source = await files.openFile(at(name));
    return new TextDecoder().decode(await source.read(0, source.size));
  };
  await files.save(at("a.txt"), "first");
  await files.save(at("a.txt"), ["sec", "ond"]);
  await files.save(at("deep/b.txt"), bytes("beside"));
  const opened = await files.open(at("a.txt"));
  const beside = opened.kind === "file" ? await opened.beside("deep/b.txt") : undefined;
  const listed = await files.folder(folder).list();
  await files.save(at("gone.txt"), "");
  await files.remove(at("gone.txt"));
  await files.remove(at("deep"));

  const target = await files.target(at("made/large.bin"));
  const draft = await target.draft();
  await draft.write(0, bytes("0123"));
  await draft.write(2, bytes("X"));
  const draftHidden = await failure(files.openFile(at("made/large.bin")));
  const committedSize = await draft.size();
  await draft.commit();
  const committed = await textOf("made/large.bin");
  const other = await target.draft();
  await other.write(0, bytes("nothing"));
  await other.discard();

  const lock = async (out: string, input: string) => (await files.lockOutputFolder(at(out), [at(input)]))();
  const free = await files.lockOutputFolder(at("deep"), []);
  const inUse = await failure(lock("deep", "a.txt"));
  free();
  const freed = await failure(lock("deep", "a.txt"));
  const hash = host.sha256();
  for (const letter of "abc") hash.update(bytes(letter));

  const store = host.checkpoints(at("run"));
  await store.begin({ run: "one" });
  await store.write("part", { tree: 0, arrays: [Float64Array.of(0.5, -0, 3)] }, "key");
  const kept = [...(await store.read("part", "key")).arrays[0]];
  const names = [...(await host.checkpoints(at("run")).names())];
  const record = await store.readRecord();
  const otherKey = await failure(store.read("part", "another"));
  await store.remove("part");
  const cleared = [...(await store.names())] as never[];
  await store.clear();

  const clock = host.clock();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>';
  return {
    ...{ saved: await textOf("a.txt"), listed: [...listed], committed, committedSize, draftHidden },
    beside: beside ? new TextDecoder().decode(await beside.read(0, 99)) : "",
    folderOpens: (await files.open(folder)).kind,
    missing: await failure(files.open(at("nothing"))),
    folderAsFile: await failure(files.openFile(at("deep"))),
    removed: await failure(files.openFile(at("gone.txt"))),
    fullFolderStays: await textOf("deep/b.txt"),
    discarded: await textOf("made/large.bin"),
    overInput: await failure(lock("deep", "deep")),
    intoInput: await failure(lock(".", "result.h5ad")),
    elsewhere: await failure(lock("deep", "a.txt")),
    ...{ inUse, freed },
    digest: hash.hex(),
    ...{
      kept,
      names,
      record: record as { run: string },
      otherKey,
      cleared,
      noRecord: (await store.readRecord()) as undefined,
    },
    engines: Object.keys(host.engines).filter((name) => ["wasm", "reference"].includes(name)),
    clockRuns: host.clock() >= clock,
    memory: host.memory().bytes > 2 ** 20,
    png: [...(await host.png(svg)).subarray(0, 4)],
    paths: [
      paths.join("out", "figures", "map.svg"),
      paths.basename("out/figures/map.svg"),
      paths.dirname("out/figures/map.svg"),
      paths.isAbsolute("/out"),
      paths.isAbsolute("out"),
    ],
    sameness: paths.resolve("a/../b") === paths.resolve("./b"),
  };
}
