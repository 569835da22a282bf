import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { readDataset } from "../../../src/io/open.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { chromiumPath } from "../../app/chromium.ts";
import { contentOf } from "./contentOf.ts";
import { hostContract, probeHost } from "./hostContract.ts";
import { type HostPage, openHostPage } from "./page.ts";
import { demoOn, type Ran, runOn } from "./runOn.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-host-"));
const shared = process.env.CELLSCAPE_SHARED ?? "../shared/data";
afterAll(() => rmSync(folder, { recursive: true }));

test("Node keeps the contract of a host", async () => {
  expect(await probeHost(nodeHost, join(folder, "probe"))).toEqual(hostContract);
});

describe("a page in Chromium", () => {
  let page: HostPage | undefined;
  const open = () => {
    if (!page) throw new Error("internal: no page");
    return page;
  };
  beforeAll(async () => {
    if (chromiumPath !== undefined) page = await openHostPage();
  });
  afterAll(() => page?.close());
  beforeEach((context) => {
    if (chromiumPath === undefined) context.skip("no Chromium here; set CHROMIUM to its path");
  });

  test("keeps the contract of a host", async () => {
    expect(await open().run({ kind: "probe" })).toEqual(hostContract);
  });

  test("keeps the contract of a host with files that outlive the page", async () => {
    expect(await open().run({ kind: "probe", store: "opfs" })).toEqual(hostContract);
  });

  test("goes on with a run whose worker was ended, and finds the same", async () => {
    expect(await open().run({ kind: "until", step: "domains" })).toBe("begun");
    const resumed = (await open().run({ kind: "resume" })) as { ran: Ran; said: string[]; left: string[] };
    expect(resumed.said.filter((does) => does.endsWith("loaded from checkpoints"))).not.toEqual([]);
    expect(resumed.ran).toEqual(await demoOn(nodeHost, join(folder, "kept")));
    expect(resumed.left).toEqual([]);
  });

  test("finds the domains that Node finds with the same engine, in a tissue that each simulates", async () => {
    const [inPage, ran] = await Promise.all([open().run({ kind: "demo" }), demoOn(nodeHost, folder)]);
    expect(inPage).toEqual(ran);
    expect(new Set(ran.refined).size).toBe(4);
    expect(ran.files).toEqual(expect.arrayContaining(["result.h5ad", "domains.csv", "figures/domains.png"]));
  });

  test("finds the domains that Node finds in a file that the user picks", async (context) => {
    const name = "starmap_mpfc_BZ9.h5ad";
    const file = join(shared, "annotated", name);
    if (!existsSync(file)) context.skip(`${name} is not here`);
    open().serve("/picked.h5ad", file);
    const here = join(folder, "picked.h5ad");
    copyFileSync(file, here);
    // The recipe of a whole run is that of the simulated tissue above; a real file of real genes needs some steps of it.
    const config = { domains: 4, epochs: 4 };
    const inPage = open().run({ kind: "file", address: "/picked.h5ad", config });
    const [found, ran] = await Promise.all([inPage, runOn(nodeHost, here, config)]);
    expect(found).toEqual(ran);
  });

  test("reads a file of a server by ranges, every number, and fetches little more than the file has", async () => {
    const file = join(folder, "served.h5ad");
    await simulateFile(nodeHost, file, { cells: 20_000, genes: 200, domains: 4, seed: 0 });
    open().serve("/served.h5ad", file);
    const { size } = statSync(file);
    const found = await open().run({ kind: "range", address: "/served.h5ad", size });
    expect(found).toEqual(contentOf(await readDataset(await fileSource(file))));
    expect(open().sent("/served.h5ad")).toBeLessThan(1.1 * size);
  });

  test("requests nothing from anywhere else, and complains of nothing", () => {
    expect(open().complaints).toEqual([]);
  });
});
