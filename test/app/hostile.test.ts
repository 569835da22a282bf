import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { built, openAt, pageTests, pickFile } from "./chromium.ts";
import { type StaticServer, serveStatic } from "./staticServer.ts";

const hostile = join(process.env.CELLSCAPE_SHARED ?? "../shared/data", "hostile");
let server: StaticServer;
const tests = pageTests(async ({ closing }) => {
  server = closing(await serveStatic(built));
});
beforeEach((context) => {
  if (!existsSync(hostile)) context.skip("the hostile files are not here");
});

const open = async () => openAt(await tests.browser.newContext(), server.address, tests.complaints);

test("names that are scripts are shown as text and run nothing", async () => {
  const page = await open();
  await pickFile(page, join(hostile, "scripts_in_names/evil.h5ad"));
  expect(await page.locator("main").textContent()).toContain("<");
  expect(await page.evaluate(() => "PWNED" in window)).toBe(false);
  expect(await page.locator("main script, main img[src=x], main iframe").count()).toBe(0);
  await page.context().close();
});

test.each([
  ...["huge_dense", "huge_obs", "huge_sparse"].map((name) => `huge_shapes/${name}.h5ad`),
  ...["external_link/x.h5ad", "virtual_dataset/vds.h5ad", "virtual_dataset/external_storage.h5ad"],
  ...["zip_slip/slip.zarr.zip", "zip_slip/bomb.zarr.zip"],
])("%s is refused or left out in words, and the page goes on", async (name) => {
  const page = await open();
  const path = join(hostile, name);
  await pickFile(page, path);
  if ((await page.locator("#failure").count()) === 0) {
    await page.fill("#field-domains", "2");
    await page.click("#run");
    await page.waitForSelector("#failure, #found");
  }
  // Refused in words, or what is wrong in it was left out with a warning.
  const said = await page.locator("#failure, .warnings").allTextContents();
  expect(said.join("\n")).toMatch(/: .*(expected|could not|too)/);
  expect(said.join("\n")).not.toMatch(/internal|root:/);
  await pickFile(page, join(hostile, "prototype_names/plain.h5ad"));
  expect(await page.locator("#input-title").textContent()).toBe("plain.h5ad");
  await page.context().close();
});
