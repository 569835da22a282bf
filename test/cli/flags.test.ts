import { expect, test } from "vitest";
import { allCommands } from "../../cli/commands.ts";
import { expectationOf } from "../../src/core/options/describe.ts";
import { metaOf } from "../../src/core/options/option.ts";
import { flagOf } from "../../src/core/options/parse.ts";

interface Flag {
  readonly command: string;
  readonly flag: string;
  readonly description: string;
  /** Switch, number, list, or text; `auto` and the like aside. */
  readonly type: string;
}

const commands = await allCommands();
const flags = commands.flatMap(({ name: command, options }) =>
  options.flatMap(({ table }) =>
    Object.entries(table).map(([name, schema]): Flag => {
      const { flag, description } = metaOf(schema);
      const expected = expectationOf(schema);
      const type = flag === undefined ? "switch" : (/number|list/.exec(expected)?.[0] ?? "text");
      return { command, flag: flagOf(name), description, type };
    }),
  ),
);

test("a flag has one meaning and one type in all commands", () => {
  const meanings = new Map<string, Set<string>>();
  for (const { command, flag, description, type } of flags) {
    // Elsewhere it is the number of genes; a figure names those that it shows.
    if (command === "figure" && flag === "genes") continue;
    // A benchmark compares its seeds; a run combines them. Both take K, of which a benchmark has a default of its own.
    if (command === "bench" && flag === "seeds") continue;
    // A benchmark tests against a row; labels are carried from sections.
    if ((command === "bench" || command === "compare") && flag === "reference") continue;
    meanings.set(flag, (meanings.get(flag) ?? new Set()).add(`${description} (${type})`));
  }
  expect([...meanings].filter(([, found]) => found.size > 1)).toEqual([]);
});

test("no command has a flag twice, or one that is retired", () => {
  for (const { name, options, renamed = {} } of commands) {
    const names = options.flatMap(({ table }) => Object.keys(table).map(flagOf));
    expect(new Set(names).size, name).toBe(names.length);
    expect(names.filter((flag) => flag in renamed, name)).toEqual([]);
  }
});

test("no description types a default or a range in brackets", () => {
  expect(flags.filter(({ description }) => /\[|default:|defaults to/.test(description))).toEqual([]);
});

test.each(commands.flatMap(({ name, renamed = {} }) => Object.entries(renamed).map(([old, now]) => [name, old, now])))(
  "%s --%s ends with the name of --%s",
  async (name, old, now) => {
    const { options } = commands.find((command) => command.name === name) ?? { options: [] };
    expect(options.flatMap(({ table }) => Object.keys(table).map(flagOf))).toContain(now);
    const { cellscape } = await import("./command.ts");
    const { code, stderr } = await cellscape([name, "x", `--${old}`, "y"]);
    expect(stderr).toBe(`cellscape: ${name}: expected --${now}, got --${old}, its name in earlier versions\n`);
    expect(code).toBe(2);
  },
);
