import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { reportPage } from "../../src/report/html.ts";
import { smallRun } from "./run.ts";

let small: Awaited<ReturnType<typeof smallRun>>;
let page: string;

beforeAll(async () => {
  small = await smallRun();
  page = await reportPage(small.made, small.config, small.record);
});

test("the same run gives the same page", async () => {
  expect(await reportPage(small.made, small.config, small.record)).toBe(page);
});

test("every analysis has its part", () => {
  const ids = [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual(
    expect.arrayContaining([
      "tissue",
      "domains",
      "markers",
      "gene-sets",
      "cell-types",
      "neighborhoods",
      "spatial-genes",
    ]),
  );
  expect(ids.slice(-2)).toEqual(["methods", "settings"]);
});

test("an analysis that did not run has no part", async () => {
  const { domainMarkers: _, enrichment: __, ...rest } = small.made;
  const less = await reportPage(rest, small.config, small.record);
  expect(less).not.toContain('<section id="markers"');
  expect(less).not.toContain('<section id="gene-sets"');
  expect(less).toContain('<section id="domains"');
});

test("the policy allows the page's own script and nothing else", () => {
  const [, script] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
  const hash = createHash("sha256").update(script).digest("base64");
  expect(page).toContain(`script-src 'sha256-${hash}'`);
  expect(page).toContain("default-src 'none'");
  expect(page.match(/<script>/g)).toHaveLength(1);
});

test("nothing in the page is fetched from elsewhere", () => {
  const addresses = [...page.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
  expect(addresses.filter((address) => !/^(#|data:)/.test(address))).toEqual([]);
  expect(page).not.toMatch(/url\(|@import/);
});

test("names from the data cannot become markup", async () => {
  const evil = "</script><img src=x onerror=alert(1)>";
  const cells = small.made.dataset.cells.map((name, i) => (i === 0 ? evil : name));
  const made = { ...small.made, dataset: { ...small.made.dataset, name: evil, cells } };
  const spoilt = await reportPage(made, small.config, { ...small.record, notes: [evil] });
  expect(spoilt).not.toContain("<img");
  expect(spoilt.match(/<\/script>/g)).toHaveLength(page.match(/<\/script>/g)?.length ?? 0);
});

test("names of figures and tables are unique, as files and in the page", () => {
  for (const pattern of [/<figure data-name="([^"]+)"/g, /<script type="application\/json">\{"name":"([^"]+)"/g]) {
    const names = [...page.matchAll(pattern)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(new Set(names).size).toBe(names.length);
  }
});

test("no number that is none reaches the reader", () => {
  expect(page.replace(/<script[\s\S]*?<\/script>/g, "")).not.toMatch(/\bNaN\b|undefined|Infinity/);
});
