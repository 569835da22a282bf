import type { CommandSpec } from "../cli/spec.ts";
import { boundsOf } from "../src/core/options/describe.ts";
import { metaOf, type Options } from "../src/core/options/option.ts";
import { flagOf } from "../src/core/options/parse.ts";

const lead = `# Command line reference

Every option of every command, made from the tables that the program checks them by: \`npm run docs:cli\` writes this page.
Options can also be given in a file, \`--config settings.yaml\`, with the command line taking precedence; \`--help all\` prints the
options of a command, and \`--help\` the main ones. Short forms of method options (\`--epochs\` for \`--cellscape.epochs\`) work for the chosen method.
`;

/** The page of all commands with their options, ranges and defaults, as Markdown. */
export function cliReference(commands: readonly CommandSpec[]): string {
  const list = commands.map(({ name, summary }) => `- [\`${name}\`](#${name}): ${cell(summary)}`).join("\n");
  return `${[lead.trimEnd(), list, ...commands.map(commandText)].join("\n\n")}\n`;
}

function commandText(spec: CommandSpec): string {
  const usage = ["cellscape", spec.name, ...spec.arguments.map(([name]) => name), "[options]"].join(" ");
  const terms = spec.arguments.map(([name, text]) => `- \`${name}\`: ${text}`);
  const groups = spec.options.filter(({ heading }) => heading !== "");
  return [
    `## ${spec.name}`,
    spec.summary,
    `\`\`\`text\n${usage}\n\`\`\``,
    ...(terms.length === 0 ? [] : [terms.join("\n")]),
    ...(spec.examples.length === 0 ? [] : [`\`\`\`sh\n${spec.examples.join("\n")}\n\`\`\``]),
    ...groups.map(groupText),
  ].join("\n\n");
}

function groupText({ heading, table }: Options): string {
  const rows = Object.entries(table).map(([name, schema]) => {
    const { flag, description, repeats } = metaOf(schema);
    const value = flag === undefined ? "" : ` <${flag}>`;
    const bounds = [boundsOf(schema), ...(repeats ? ["may be repeated"] : [])].filter((part) => part !== "").join("; ");
    return `| \`--${flagOf(name)}${cell(value)}\` | ${cell(description)} | ${cell(bounds)} |`;
  });
  return [`**${heading}**`, "", "| option | what | range, default |", "|---|---|---|", ...rows].join("\n");
}

/** A bar would end the cell of a table. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
