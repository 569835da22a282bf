import { expect, test } from "vitest";
import { allCommands } from "../cli/commands.ts";
import { cliReference } from "../scripts/cliReference.ts";

const page = cliReference(await allCommands());

/** `npm run docs:cli` writes the page anew. */
test("docs/cli.md is what the option tables give", async () => {
  await expect(page).toMatchFileSnapshot("../docs/cli.md");
});

test("an option has its value, description, range and default", () => {
  expect(page).toMatch(/^\| `--seed <N>` \| [^|]+ \| from 0; default: 0 \|$/m);
  expect(page).toContain("| `--domains <K\\|auto>` |");
});
