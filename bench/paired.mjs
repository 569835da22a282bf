// Means, spreads and paired differences of benches.

export function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

export function deviation(values) {
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - m) ** 2, 0) / Math.max(1, values.length - 1));
}

/** A row of a table: values of the sets, and their mean. */
export function row(name, values, digits = 3) {
  return `| ${name} | ${[...values, mean(values)].map((value) => value.toFixed(digits)).join(" | ")} |`;
}

/** Mean difference of two lists of means over sets, with its standard error, least and most. */
export function pairedRow(name, a, b) {
  const differences = a.map((value, at) => value - b[at]);
  const error = deviation(differences) / Math.sqrt(differences.length);
  const cells = [mean(differences), error, Math.min(...differences), Math.max(...differences)];
  return `| ${name} | ${cells.map((value) => value.toFixed(3)).join(" | ")} |`;
}

export const pairedHeader = "| paired over sets | difference | standard error | least | most |\n|---|---|---|---|---|";
