import { z } from "zod";
import { name, whole } from "../../src/core/options/kinds.ts";
import { defineOptions, option } from "../../src/core/options/option.ts";
import { parseOptions } from "../../src/core/options/parse.ts";
import { builtPage } from "../../src/host/node/serve/builtPage.ts";
import { isRemote, openBrowser } from "../../src/host/node/serve/openBrowser.ts";
import { openPageServer } from "../../src/host/node/serve/pageServer.ts";
import { overviews } from "../overviews.ts";
import type { CommandSpec } from "../spec.ts";
import { exportPage } from "./exportPage.ts";

/** A page that is loaded anew is away for a moment, one of a sleeping machine for longer. */
const secondsAfterLast = 300;

/** No program registers it: https://www.iana.org/assignments/service-names-port-numbers */
const usualPort = 7413;

const options = defineOptions("Options", {
  port: option(whole(0, 65_535).optional(), {
    flag: "N",
    basic: true,
    description: "port to listen on, 0 for any free one; results that the page keeps belong to its port",
    otherwise: `${usualPort}, or any free one where that is taken`,
  }),
  noBrowser: option(z.boolean().default(false), { basic: true, description: "print the address without opening it" }),
  edit: option(z.boolean().default(false), {
    basic: true,
    description: "let the page save edits into these files; each is replaced whole, and not where it changed meanwhile",
  }),
  exportHtml: option(name().optional(), {
    flag: "FILE.html",
    basic: true,
    description: "write the explorer with one .h5ad inside as one file that opens without a program, and end",
  }),
  once: option(z.boolean().default(false), {
    basic: true,
    description: "end when the page has been closed for five minutes",
  }),
});

/** `cellscape view [FILE...]` */
export const viewCommand: CommandSpec = {
  ...overviews.view,
  options: [options],
  examples: [
    "cellscape view tissue.h5ad",
    "cellscape view results/result.h5ad --edit",
    "cellscape view results/result.h5ad --export-html map.html",
  ],
  async run([given = []], typed, invocation) {
    const { port, noBrowser, once, edit, exportHtml } = parseOptions(options.table, typed);
    const files = typeof given === "string" ? [given] : given;
    if (exportHtml !== undefined) return exportPage(files, exportHtml, typed, invocation);
    const server = await openPageServer({
      ...{ page: builtPage(), files, edit, ...(port === undefined ? { usualPort } : { port }) },
      ...(once ? { endsAfter: secondsAfterLast } : {}),
    });
    const { terminal, print } = invocation;
    const heedless = [
      terminal.onInterrupt(() => server.close()),
      terminal.onEnd((code) => {
        invocation.endingCode = code;
        server.close();
      }),
    ];
    print(`The page is at ${server.url}`);
    print("The address is for you alone. Ctrl-C ends the program.");
    if (isRemote()) {
      print(`On your own machine: ssh -L ${server.port}:127.0.0.1:${server.port} HOST, then open the address there.`);
    } else if (!noBrowser) openBrowser(server.url);
    await server.ended;
    for (const forget of heedless) forget();
  },
};
