import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { expect } from "vitest";
import { ask } from "../../host/node/serve/ask.ts";
import { testNeeding } from "../../needing.ts";
import { program } from "./process.ts";

const built = existsSync("dist/app/index.html");

testNeeding(
  "the built page",
  built,
  "view serves the page at the printed address until Ctrl-C, and ends well",
  async () => {
    const [file, ...rest] = [...program, "view", "--no-browser"];
    const child = spawn(file, rest, { stdio: ["ignore", "pipe", "inherit"] });
    const url = await new Promise<URL>((resolve) =>
      child.stdout.once("data", (text) => resolve(new URL(/http:\S+/.exec(String(text))?.[0] ?? ""))),
    );
    const port = Number(url.port);
    const entered = await ask(port, { path: `/${url.search}` });
    const cookie = String(entered.headers["set-cookie"]?.[0]).split(";")[0];
    const page = await ask(port, { headers: { cookie } });
    expect([(await ask(port)).status, page.status]).toEqual([401, 200]);
    expect(page.body).toContain("<title>cellscape</title>");
    const code = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    expect(await code).toBe(0);
  },
);
