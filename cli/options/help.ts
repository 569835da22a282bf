import { boundsOf } from "../../src/core/options/describe.ts";
import { metaOf, type Options } from "../../src/core/options/option.ts";
import { flagOf } from "../../src/core/options/parse.ts";
import type { CommandHelp } from "../spec.ts";

type Level = "basic" | "all";
type Row = readonly [term: string, text: string];

const closing: readonly Row[] = [
  ["--config <file>", "options from a YAML or JSON file, or a manifest.json; the command line takes precedence"],
  ["--help [all]", "this help, or all options with their ranges"],
];

/**
 * Help of a command: its basic options, or all of them under the headings of their owners.
 *
 * @param columns width of the terminal.
 */
export function helpText(spec: CommandHelp, level: Level, columns = 80): string {
  const width = Math.max(60, Math.min(columns, 120));
  const usage = ["cellscape", spec.name, ...spec.arguments.map(([name]) => name), "[options]"].join(" ");
  const parts = [
    `Usage: ${usage}\n\n${wrap(spec.summary, width).join("\n")}`,
    section("Arguments", spec.arguments, width),
    ...(level === "basic" ? [section("Options", [...basic(spec), ...closing], width)] : everything(spec, width)),
    ...(spec.examples.length === 0 ? [] : [`Examples:\n${spec.examples.map((line) => `  ${line}`).join("\n")}`]),
    ...(level === "all" && spec.notes ? [spec.notes] : []),
    ...(level === "basic" && hides(spec) ? [`cellscape ${spec.name} --help all lists all options.`] : []),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const rowsOf = ({ table }: Options) => Object.entries(table);
const hides = ({ options }: CommandHelp) => options.flatMap(rowsOf).some(([, schema]) => !metaOf(schema).basic);

function basic({ options }: CommandHelp): Row[] {
  const shown = options.flatMap(rowsOf).filter(([, schema]) => metaOf(schema).basic);
  return shown.map(([name, schema]) => {
    const { description } = metaOf(schema);
    return [termOf(name, schema), description.split(/; |: /)[0] + defaultText(schema)];
  });
}

function everything({ options }: CommandHelp, width: number): string[] {
  // Short forms of options that have a heading are no options of their own.
  const owned = options.filter(({ heading }) => heading !== "");
  const groups = owned.map((group) => {
    const rows = rowsOf(group).map(([name, schema]): Row => {
      const bounds = boundsOf(schema);
      return [termOf(name, schema), metaOf(schema).description + (bounds === "" ? "" : ` [${bounds}]`)];
    });
    return section(group.heading, rows, width);
  });
  return [...groups, section("Help", closing, width)];
}

function defaultText(schema: Options["table"][string]): string {
  const shown = boundsOf(schema).match(/default: (.*)$/)?.[1];
  return shown === undefined || shown.length > 30 ? "" : ` [${shown}]`;
}

function termOf(name: string, schema: Options["table"][string]): string {
  const { flag } = metaOf(schema);
  return `--${flagOf(name)}${flag === undefined ? "" : ` <${flag}>`}`;
}

/** A heading and two columns; a term that is too long has a line of its own. */
function section(heading: string, rows: readonly Row[], width: number): string {
  if (rows.length === 0) return "";
  const column = 28;
  const lines = rows.flatMap(([term, text]) => {
    const [first = "", ...rest] = wrap(text, width - column);
    const head = `  ${term}`;
    const start = head.length + 2 <= column ? [head.padEnd(column) + first] : [head, " ".repeat(column) + first];
    return [...start, ...rest.map((line) => " ".repeat(column) + line)];
  });
  return [`${heading}:`, ...lines].join("\n");
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
