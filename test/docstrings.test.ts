import { describe, expect, test } from "vitest";
import { type Exported, exportedNames } from "../scripts/docs/exported.ts";
import { signatureOf } from "../scripts/docs/signature.ts";
import { createThrowing } from "../scripts/docs/throwing.ts";

const all = exportedNames();
/** Each declaration once, as modules share some. */
const declared = [...new Map(all.map((each) => [`${each.file}: ${each.name}`, each])).entries()];
const functions = declared.filter(([, { kind }]) => kind === "function");
const records = declared.filter(([, { kind }]) => kind === "interface" || kind === "type");

const arrays =
  /^(Matrix|Sparse|Points|Tensor|CategoryColumn|(Float32|Float64|Int32|Uint32)Array|ArrayLike<number>)( \| undefined)?$/;
/** A shape in brackets: `[n, 2]`, `[]` for one number. */
const shape = /\[[^\]\n]*\]/;

/** What a docstring says at a tag. */
const said = ({ doc = "" }: Exported, tag: string) => new RegExp(`@${tag}\\b([^@]*)`).exec(doc)?.[1] ?? "";

test("every export of the public modules has a docstring", () => {
  expect(all.length).toBeGreaterThan(400);
  expect(declared.filter(([, { doc }]) => doc === undefined).map(([name]) => name)).toEqual([]);
});

describe("the shape stands at every", () => {
  test("parameter that is an array of numbers", () => {
    const missing = functions.flatMap(([name, each]) =>
      signatureOf(each)
        .parts.filter(({ type }) => arrays.test(type))
        .filter((part) => !shape.test(part.name === undefined ? (each.doc ?? "") : said(each, `param ${part.name}`)))
        .map((part) => `${name}: ${part.name}`),
    );
    expect(missing).toEqual([]);
  });

  test("array of numbers that is returned", () => {
    const returned = functions.filter(([, each]) => arrays.test(signatureOf(each).returns));
    expect(returned.length).toBeGreaterThan(20);
    expect(returned.filter(([, each]) => !shape.test(said(each, "returns"))).map(([name]) => name)).toEqual([]);
  });

  test("field that is an array of numbers", () => {
    const fields = records.flatMap(([name, each]) =>
      signatureOf(each)
        .parts.filter(({ type }) => arrays.test(type))
        .map((part) => ({ name: `${name}: ${part.name}`, doc: part.doc })),
    );
    expect(fields.length).toBeGreaterThan(100);
    expect(fields.filter(({ doc }) => !shape.test(doc)).map(({ name }) => name)).toEqual([]);
  });
});

test("lengths, times and sizes have a unit", () => {
  const measures = /distance|radius|^lengths?$|intervals|spacing|heights?$|width|seconds|memory|positions|^size$/i;
  const numbers = /^(number|Matrix|Points|Intervals|ArrayLike<number>|(Float32|Float64)Array|\{|Readonly<Record)/;
  const unit =
    /\bunits?\b|micromet|pixels?\b|seconds?\b|bytes?\b|cells?\b|edges\b|genes\b|pairs\b|groups?\b|elements\b|without a unit/i;
  const parts = declared.flatMap(([name, each]) =>
    signatureOf(each)
      .parts.filter((part) => measures.test(part.name ?? "") && numbers.test(part.type))
      .map((part) => {
        const doc = each.kind === "function" ? said(each, `param ${part.name}`) : part.doc + part.type;
        return { name: `${name}: ${part.name}`, doc };
      }),
  );
  expect(parts.length).toBeGreaterThan(40);
  expect(parts.filter(({ doc }) => !unit.test(doc)).map(({ name }) => name)).toEqual([]);
});

describe("functions that throw", () => {
  /** They call what throws, with what it accepts. */
  const safe = ["trainingCurves", "answerSeeds"];
  const throwing = createThrowing();

  test("say when, where they throw themselves and where what they call does", () => {
    const found = functions.flatMap(([, each]) => {
      const path = throwing(each.file, each.name);
      return path === undefined ? [] : [{ ...each, path }];
    });
    expect(found.length).toBeGreaterThan(120);
    const silent = found.filter(({ doc = "" }) => !/@throws/.test(doc));
    expect(silent.filter(({ name }) => !safe.includes(name)).map(({ file, path }) => `${file}: ${path}`)).toEqual([]);
    expect(silent.map(({ name }) => name).sort()).toEqual([...safe].sort());
  });

  test("are found through the functions that they call, and not through what they catch", () => {
    expect(throwing("src/figure/domainMap.ts", "domainMaps")).toBe("domainMaps < complete");
    expect(throwing("src/math/statistics/agreement.ts", "agreement")).toMatch(/^agreement/);
    expect(throwing("src/data/columnOf.ts", "columnOf")).toBeUndefined();
  });
});

test("formulas have a source, or are known to be our own", () => {
  const formulas = /^src\/(analyses|cluster|domains|math|nn|preprocess|spatial)\//;
  const computed = /^(Matrix|Sparse|Graph|Tensor|Start|CategoryColumn|(Float32|Float64|Int32|Uint32)Array)\b/;
  /** They select, lay out, plan or read, or compute by rules of this program that docs/ describes. */
  const own = [
    ...[
      "pointTarget",
      "chooseDomainCount",
      "clusterDomains",
      "refine",
      "cutTree",
      "detectLayout",
      "outlines",
      "smooth",
    ],
    ...["denseColumns", "selectColumns", "selectRows", "scaleGenes", "recognizeCounts", "nearestRows", "cutIntoChunks"],
    ...["padNeighbors", "pairRows", "weightOf", "drawParameters", "flatGradient"],
  ];
  const computing = functions.filter(([, each]) => {
    const { parts, returns } = signatureOf(each);
    return formulas.test(each.file) && [returns, ...parts.map(({ type }) => type)].some((type) => computed.test(type));
  });
  expect(computing.length).toBeGreaterThan(50);
  const without = computing.filter(([, { doc = "" }]) => !/@see/.test(doc)).map(([, { name }]) => name);
  expect(without.filter((name) => !own.includes(name))).toEqual([]);
  expect(own.filter((name) => !without.includes(name))).toEqual([]);
});
