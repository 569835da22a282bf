import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const drawing = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

/** A browser for scripts and measurements, with WebGL2 in software; CHROMIUM names another one. */
export function launch() {
  const executablePath = places.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) throw new Error("expected Chromium, got none; set CHROMIUM to its path");
  return chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", ...drawing] });
}
