import type { PageTable } from "../../results/page.ts";
import type { BenchRecord } from "../record.ts";

/** What was compared, with which settings, on what. */
export function settingTables(record: BenchRecord): PageTable[] {
  const { data, methods, limits } = record;
  const facts: (readonly [string, string])[] = [
    ["version", `cellscape ${record.version}`],
    ["platform", record.platform],
    ["date", record.date],
    ["command", `cellscape ${record.command.join(" ")}`],
    ["settings hash", record.hash],
    // Labels that exist already had inputs and limits of their own.
    ...(limits.seconds > 0
      ? ([
          ["inputs", record.inputs === "own" ? "as each method was published" : "the same for every method"],
          ["limits per run", `${limits.seconds} s, ${limits.memoryMb} MB`],
        ] as const)
      : []),
    ["reference", record.reference],
  ];
  return [
    {
      ...{ name: "facts", title: "Versions and limits" },
      columns: [
        { name: "Entry", kind: "text" },
        { name: "Value", kind: "text" },
      ],
      rows: facts,
    },
    {
      ...{ name: "methods", title: "Methods" },
      columns: ["Method", "Kind", "Settings", "Publication"].map((name) => ({ name, kind: "text" as const })),
      rows: methods.map(({ name, kind, settings, cites }) => [name, kinds[kind], settingsText(settings), cites]),
    },
    {
      ...{ name: "data", title: "Data sets" },
      columns: [
        { name: "Data", kind: "text" },
        { name: "File", kind: "text" },
        { name: "Labels", kind: "text" },
        ...["Cells", "Genes", "Labelled", "K"].map((name) => ({ name, kind: "count" as const })),
        { name: "SHA-256", kind: "text" },
      ],
      rows: data.map(({ name, file, truth, cells, genes, labelled, domains, sha256 }) => [
        ...[name, file, truth === undefined ? "none" : `obs/${truth}`, cells, genes, labelled, domains, sha256],
      ]),
    },
  ];
}

const kinds = { method: "of cellscape", plugin: "other program", labels: "labels given" } as const;

function settingsText(settings: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(settings).filter(([, value]) => value !== undefined);
  return shown.map(([name, value]) => `${name} ${valueText(value)}`).join("; ");
}

/** A value of a setting; those with parts, such as the clusterer of a plug-in, in brackets. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.join(" ");
  if (typeof value !== "object" || value === null) return String(value);
  return `(${Object.entries(value)
    .map(([name, part]) => `${name} ${valueText(part)}`)
    .join(", ")})`;
}
