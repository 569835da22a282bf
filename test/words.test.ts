import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/** Programs compute: verbs of persons, private words and "a" for "per" that have a term in the field. */
const forbidden: readonly (readonly [habit: RegExp, instead: string])[] = [
  [/\b(is|are|was|were|be|been) (told|said|asked)\b/, "reported, stated, requested"],
  [/\b(as|if) asked\b|\basked for\b/, "requested"],
  [/\b(tells?|told) (\w+ )?(apart|from)\b/, "distinguishes, confounded with"],
  [
    /\b(model|program|run|step|method|command|service|library|page|explorer|worker) (knows|tells|says|asks|wants)\b/,
    "a verb of programs",
  ],
  [/\blearns? from\b|\bdone learning\b|\btake part\b|\btook no part\b/, "used, converged, excluded"],
  [/\bway out\b|\bfault of ours\b|\bwhoever\b|\bin a hurry\b/, "suggested fix, internal error"],
  [/\bchance (has it|explains)\b|\bBy chance\b/, "expected by chance, expected"],
  [/\bdissolves?\b|\bclustered again\b|\bis uncertain\b/, "unstable (Jaccard)"],
  [
    /\bhow (sure|well repeated)\b|\bhonou?r(s|ed)?\b|\bsurer\b|\bbefore you trust\b/i,
    "confidence, exact, quality notes",
  ],
  [
    /\bConnect neighbouring cells\b|\bTrain the model\b|\bPlace co-expressed\b|\bFind batch effects\b/,
    "the term of the step",
  ],
  [/\bone mean and variance a\b|\bthe name of their sample behind\b/, "ComBat batch correction, appended"],
  [
    /\bfault of (ours|cellscape)\b|\btold you\b|\bforetells?\b|\bis met\b|\bBeginnings\b/,
    "internal error, reported, predicts, is frequent",
  ],
  [/\bwho (votes?|asks?|wants?)\b|\basks? (for|whether|nothing)\b|\bwants (them|it|to)\b/i, "used, requests, needs"],
  [/\bknows (no|of|what|whether|nothing)\b|\b(told|said) (by|of)\b/, "has, states, is determined by"],
  [
    /\b(one|two|\d+|neighbours|values?|bytes|rows?|columns?|genes|counts|line|folder|file|seconds|numbers?) an? (cell|gene|sample|row|spot|line|seed|step|second|column|group|transcript|epoch|category|feature)\b/,
    "per",
  ],
];

/** In what users read only: fine in a comment. */
const inTexts: typeof forbidden = [
  [/\blike those that\b|\bare there\b(?! no)|\bcount as average\b/, "resembles the training data, found"],
  [
    /\b1 (cells|genes|domains|samples|spots|steps|training steps|neighbours|edges|partitions|figures)\b/,
    "the singular",
  ],
];

/** Words in a passage that the field has others for. */
function foundIn(passage: string, habits: typeof forbidden = [...forbidden, ...inTexts]): string[] {
  return habits.flatMap(([habit, instead]) => {
    const found = habit.exec(passage);
    return found ? [`"${found[0]}" -> ${instead}`] : [];
  });
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

/** Texts of a program of several words, with a word in place of what is filled in; comments are no texts. */
function textsOf(program: string): string[] {
  const tokens =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|`(?:\\.|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}|[^`\\])*`/g;
  return Array.from(program.matchAll(tokens), ([token]) => token)
    .filter((token) => !token.startsWith("/") && token.includes(" "))
    .map((token) => token.replaceAll(/\$\{[^{}]*\}/g, "N"));
}

/** Comments of a program, without stars and line ends. */
function commentsOf(program: string): string[] {
  return Array.from(program.matchAll(/\/\*[\s\S]*?\*\/|(?:^|\s)\/\/[^\n]*(?:\n\s*\/\/[^\n]*)*/g), ([comment]) =>
    comment.replaceAll(/\n\s*(\*|\/\/) ?/g, " ").replaceAll(/\s+/g, " "),
  );
}

/** Names of persons' verbs and private words that a program uses outside of its texts and comments. */
function namesIn(program: string): string[] {
  const code = program.replaceAll(/\/\*[\s\S]*?\*\/|(?:^|\s)\/\/[^\n]*/g, "").replaceAll(/"(?:\\.|[^"\\\n])*"/g, '""');
  return [...new Set(code.match(/\b(said|tell|told|asked|asks|luck|everyone|whoever|wayOut|ownsIt)\b/g) ?? [])];
}

const programs = ["src", "cli", "app"].flatMap((folder) => [
  ...filesBelow(folder, ".ts"),
  ...filesBelow(folder, ".tsx"),
]);
const prose = [
  "README.md",
  "CHANGELOG.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CODE_OF_CONDUCT.md",
  ...filesBelow("python", ".md"),
  ...filesBelow(".github", ".md"),
  ...filesBelow(".github", ".yml"),
  ...filesBelow("docs", ".md").filter((file) => !/node_modules|docs.api/.test(file)),
  ...filesBelow("src", ".md"),
];

describe("in the field's terms are", () => {
  test("the help, steps, notes, warnings, errors and captions of the program", () => {
    const faults = programs.flatMap((file) =>
      textsOf(readFileSync(file, "utf8")).flatMap((text) => foundIn(text).map((fault) => `${file}: ${fault}: ${text}`)),
    );
    expect(faults).toEqual([]);
  });

  test("the comments and docstrings", () => {
    const faults = programs.flatMap((file) =>
      commentsOf(readFileSync(file, "utf8")).flatMap((text) =>
        foundIn(text, forbidden).map((fault) => `${file}: ${fault}: ${text.slice(0, 200)}`),
      ),
    );
    expect(faults).toEqual([]);
  });

  test("the names that programs use", () => {
    const faults = programs.flatMap((file) => namesIn(readFileSync(file, "utf8")).map((name) => `${file}: ${name}`));
    expect(faults).toEqual([]);
  });

  test("the documents", () => {
    const faults = prose.flatMap((file) =>
      readFileSync(file, "utf8")
        .split(/\n(?=[-|#\n])/)
        .flatMap((passage) => foundIn(passage.replaceAll(/\s+/g, " ")).map((fault) => `${file}: ${fault}`)),
    );
    expect(faults).toEqual([]);
  });
});

test("a habit is found in a text, and not in a comment beside it", () => {
  const program =
    'const a = "6.0 neighbours a cell"; // the mode that was asked for\n/* one line a sample */ const b = `5 rows a gene`;';
  expect(textsOf(program).map((text) => foundIn(text))).toEqual([
    ['"neighbours a cell" -> per'],
    ['"rows a gene" -> per'],
  ]);
});

test("habits are found in comments and names", () => {
  const program =
    'const told = "asked"; // the mode\n// that was asked for\n/** one line\n * a sample */ let asks = 1; // "said"';
  expect(commentsOf(program).flatMap((text) => foundIn(text))).toEqual([
    '"was asked" -> reported, stated, requested',
    '"asked for" -> requested',
    '"line a sample" -> per',
  ]);
  expect(namesIn(program)).toEqual(["told", "asks"]);
});
