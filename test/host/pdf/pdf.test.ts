import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { pdfFrom } from "../../../src/host/pdf/pdf.ts";

const arimo = (name: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/arimo/${name}/Arimo_${name}.ttf`));
const fonts = [arimo("400Regular"), arimo("700Bold")];

/** The drawing commands of a figure of 100 x 50 px as a PDF of 75 points. */
async function commands(body: string): Promise<string> {
  const svg = `<svg width="100" height="50" viewBox="0 0 100 50">${body}</svg>`;
  const bytes = Buffer.from(await pdfFrom(svg, { width: 75, fonts }));
  const at = bytes.indexOf("stream\n") + "stream\n".length;
  return inflateSync(bytes.subarray(at, bytes.indexOf("\nendstream"))).toString("latin1");
}

test("a page is as wide as is wanted, and the same figure gives the same bytes", async () => {
  const svg =
    '<svg width="100" height="50" viewBox="0 0 100 50"><rect width="100%" height="100%" fill="#ffffff"/></svg>';
  const [one, other] = await Promise.all([pdfFrom(svg, { width: 75, fonts }), pdfFrom(svg, { width: 75, fonts })]);
  expect(Buffer.from(one).toString("latin1")).toContain("MediaBox [0 0 75 37.5]");
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
});

test("shapes are filled and stroked as their groups say; a line is not filled", async () => {
  const drawn = await commands(
    '<g stroke="#ff0000" fill="none" stroke-linecap="round" stroke-width="3"><path d="M1 2h5"/></g><path d="M3 4v5" stroke="#00ff00"/><rect x="1" y="2" width="50%" height="4" fill="#0000ff"/>',
  );
  expect(drawn).toMatch(/3 w\n1 J\n1 j\n[\s\S]*1 2 m\n6 2 l\n\/DeviceRGB CS\n1 0 0 SCN\nS\n/);
  expect(drawn).toMatch(/3 4 m\n3 9 l\n[\s\S]*0 1 0 SCN\nS\n/);
  expect(drawn).toMatch(/1 2 50 4 re\n[\s\S]*0 0 1 scn\nf\n/);
});

test("a picture that is shown twice is held once, and cut by the document around it", async () => {
  const png =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const drawn = await commands(
    `<svg x="1" y="2" width="9" height="8" overflow="hidden"><image id="a" width="1" height="1" xlink:href="${png}"/><use xlink:href="#a"/></svg>`,
  );
  expect(drawn).toMatch(/0 0 9 8 re\nW n/);
  expect(drawn.match(/\/I\d+ Do/g)).toEqual(["/I1 Do", "/I1 Do"]);
});

test("an element that figures do not have is refused", async () => {
  await expect(commands("<ellipse/>")).rejects.toThrow("a figure holds <ellipse>");
});
