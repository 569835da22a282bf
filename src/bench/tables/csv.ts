/** Rows as CSV with a header; empty where a value is missing. */
export function csvOf(
  columns: readonly string[],
  rows: readonly (readonly (string | number | boolean | undefined)[])[],
): string {
  return `${[columns, ...rows].map((row) => row.map(field).join(",")).join("\n")}\n`;
}

/** Whole numbers as they are, others to six digits; quoted as in RFC 4180. */
function field(value: string | number | boolean | undefined): string {
  if (value === undefined || (typeof value === "number" && Number.isNaN(value))) return "";
  if (typeof value === "number") return `${Number.isInteger(value) ? value : Number(value.toPrecision(6))}`;
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
