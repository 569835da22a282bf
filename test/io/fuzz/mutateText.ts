import type { Random } from "../../../src/core/random.ts";
import type { Mutated } from "./mutateBytes.ts";

/** What no program expects in a field. */
const FIELDS = [
  "",
  " ",
  "0",
  "-0",
  "-1",
  "1.5",
  "1,5",
  "NaN",
  "nan",
  "NA",
  "inf",
  "-Infinity",
  "1e308",
  "1e999",
  "1e-999",
  "4294967296",
  "9007199254740993",
  "99999999999999999999999",
  "0x10",
  "1_000",
  "+1",
  "1e",
  ".",
  "true",
  "null",
  "undefined",
  "__proto__",
  "constructor",
  "toString",
  "../../x",
  '"',
  '"a,b"',
  '"a""b"',
  "'",
  "#",
  "%",
  "\\",
  "\u0000",
  "\ufeff",
  "é",
  "\u2028",
  "x".repeat(5000),
  "9".repeat(400),
];

/** Lines and fields of a table left out, repeated, exchanged or replaced; ends of lines and encodings changed. */
export function mutateText(bytes: Uint8Array, rng: Random): Mutated {
  const text = Buffer.from(bytes).toString("latin1");
  const ways = [field, field, field, field, field, line, line, line, ends, encoded, repeated];
  return ways[rng.integer(ways.length)](text, rng);
}

const latin1 = (text: string, how: string): Mutated => ({ bytes: new Uint8Array(Buffer.from(text, "latin1")), how });

function line(text: string, rng: Random): Mutated {
  const lines = text.split("\n");
  const [at, to] = [rng.integer(lines.length), rng.integer(lines.length)];
  const way = rng.integer(5);
  if (way === 0) return latin1(lines.toSpliced(at, 1).join("\n"), `line ${at + 1} left out`);
  if (way === 1) return latin1(lines.toSpliced(to, 0, lines[at]).join("\n"), `line ${at + 1} again before ${to + 1}`);
  if (way === 2) return latin1(lines.toSpliced(at, 0, "").join("\n"), `an empty line before ${at + 1}`);
  if (way === 3) return latin1(lines.slice(0, at).join("\n"), `only ${at} lines`);
  return latin1(lines.with(at, lines[to]).with(to, lines[at]).join("\n"), `lines ${at + 1} and ${to + 1} exchanged`);
}

function field(text: string, rng: Random): Mutated {
  const lines = text.split("\n");
  // The header as often as any line below it.
  const at = rng.integer(4) === 0 ? 0 : rng.integer(lines.length);
  const separator = [",", "\t", ";", " "].find((each) => lines[at].includes(each)) ?? ",";
  const fields = lines[at].split(separator);
  const [j, k] = [rng.integer(fields.length), rng.integer(fields.length)];
  const odd = FIELDS[rng.integer(FIELDS.length)];
  const ways: [fields: string[], how: string][] = [
    [fields.with(j, odd), `= ${JSON.stringify(odd.slice(0, 40))}`],
    [fields.with(j, odd), `= ${JSON.stringify(odd.slice(0, 40))}`],
    [fields.toSpliced(j, 1), "left out"],
    [fields.toSpliced(j, 0, fields[k]), `= a second ${k + 1}`],
    [fields.with(j, fields[k]).with(k, fields[j]), `exchanged with ${k + 1}`],
    [fields.with(j, `"${fields[j]}`), "with a quote"],
  ];
  const [next, how] = ways[rng.integer(ways.length)];
  const all = lines.with(at, next.join(separator)).join("\n");
  // What is beyond Latin 1 is written as UTF-8, the encoding of all these files.
  const bytes = [...all].some((letter) => letter > "\u00ff") ? Buffer.from(all) : Buffer.from(all, "latin1");
  return { bytes: new Uint8Array(bytes), how: `line ${at + 1}, field ${j + 1} ${how}` };
}

function ends(text: string, rng: Random): Mutated {
  const end = ["\r\n", "\r", "\n\n", "\u0085"][rng.integer(4)];
  if (rng.integer(2) === 0) return latin1(text.replaceAll("\n", end), `lines end in ${JSON.stringify(end)}`);
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  const at = ends[rng.integer(ends.length)] ?? 0;
  return latin1(`${text.slice(0, at)}${end}${text.slice(at + 1)}`, `the line at ${at} ends in ${JSON.stringify(end)}`);
}

function encoded(text: string, rng: Random): Mutated {
  const at = rng.integer(text.length + 1);
  const way = rng.integer(5);
  if (way === 0) return latin1(`\u00ef\u00bb\u00bf${text}`, "a byte order mark");
  if (way === 1) return { bytes: new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le")), how: "UTF-16" };
  if (way === 2) return latin1(text.replaceAll(",", "\t").replaceAll(" ", "\t"), "tabs between fields");
  const odd = ["\u00ff\u00fe", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u0000", "\r", '"', "\u00e9"][rng.integer(7)];
  return latin1(text.slice(0, at) + odd + text.slice(at), `${JSON.stringify(odd)} before byte ${at}`);
}

function repeated(text: string, rng: Random): Mutated {
  const times = 2 + rng.integer(20);
  if (rng.integer(2) === 0) return latin1(text.repeat(times), `all of it ${times} times`);
  const lines = text.split("\n");
  const at = rng.integer(lines.length);
  return latin1(lines.with(at, lines[at].repeat(times)).join("\n"), `line ${at + 1} is ${times} times as long`);
}
