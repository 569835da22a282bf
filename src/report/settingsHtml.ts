import { escapeXml } from "../figure/drawing/svg.ts";
import { type Config, recordedFlags } from "../run/options/config.ts";
import { textHtml } from "./textHtml.ts";

/** Every setting of a run and its notes and warnings, so that it can be repeated. */
export function settingsHtml(config: Config, record: Readonly<Record<string, unknown>>): string {
  const options = recordedFlags(config).map(([name, value]) => ({
    name,
    value: shownValue(value),
  }));
  const model = isRecord(record.model)
    ? Object.entries(record.model).map(([name, value]) => ({ name, value: shownValue(value) }))
    : [];
  const facts = ["version", "engine", "command", "input", "seeds", "counts_from", "positions_from"]
    .filter((name) => record[name] !== undefined)
    .map((name) => ({ name: name.replaceAll("_", " "), value: shownValue(record[name]) }));
  return [
    block("Versions and data", facts),
    block("Options", options),
    ...(model.length > 0 ? [block("Model and training", model)] : []),
    ...list("Notes", record.notes),
    ...list("What the run warned of", record.warnings),
  ].join("\n");
}

function list(title: string, remarks: unknown): string[] {
  if (!Array.isArray(remarks) || remarks.length === 0) return [];
  const items = remarks.map((each) => `<li>${textHtml(String(each))}</li>`).join("");
  return [`<div class="prose"><h3>${title}</h3><ul>${items}</ul></div>`];
}

function block(title: string, rows: readonly { readonly name: string; readonly value: string }[]): string {
  const lines = rows.map(({ name, value }) => `<tr><td>${escapeXml(name)}</td><td>${escapeXml(value)}</td></tr>`);
  return `<div class="prose"><h3>${title}</h3><table class="settings"><tbody>${lines.join("")}</tbody></table></div>`;
}

function shownValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(shownValue).join(" ");
  if (isRecord(value))
    return Object.entries(value)
      .map(([name, each]) => `${name}: ${shownValue(each)}`)
      .join("; ");
  return String(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
