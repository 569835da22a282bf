/** A line of comma-separated values without its end; empty where a number or text is missing. */
export function csvLine(fields: readonly (string | number | undefined)[]): string {
  return fields.map(fieldOf).join(",");
}

/** Whole numbers as they are, others to six digits. */
function fieldOf(field: string | number | undefined): string {
  if (field === undefined || Number.isNaN(field)) return "";
  if (typeof field === "number") return `${Number.isInteger(field) ? field : Number(field.toPrecision(6))}`;
  // As in RFC 4180.
  return /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
