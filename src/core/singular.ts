/** What texts count, in the plural. */
const counted =
  "cells|genes|domains|samples|spots|bins|beads|steps|neighbours|edges|partitions|figures|components|columns|rows|files|" +
  "tables|seeds|models|epochs|labels|groups|types|clusters|sections|references|transcripts|values|communities|markers|sets|" +
  "networks|fits|kinds|points|barcodes|features|threads|workers|chunks|batches|patches|runs|methods|options|names|entries|" +
  "counts|bytes|bits|characters|letters|numbers|elements|pixels|positions|places|pieces|edits|clusterings|units|records|" +
  "inputs|lines|levels|layers|dimensions|nodes|channels|tiles|permutations|pairs|heads|factors|offsets|weights|processes|" +
  "booleans|fractions|shares|sizes|axes|indices|checkpoints|conditions|replicates|donors|targets|embeddings|trees|comparisons|arguments|others";

const between =
  "training|nearest|known|other|annotated|spatial|separate|marker|more|cell|gene|data|high|random|shared|raw|principal|" +
  "ranked|candidate|connected|neural|expression|autocorrelation|different|unexpected|selected|measured|labelled";

const verbs: Readonly<Record<string, string>> = {
  ...{ are: "is", were: "was", have: "has", lie: "lies", differ: "differs", describe: "describes", share: "shares" },
  ...{ belong: "belongs", agree: "agrees", hold: "holds" },
};

const one = new RegExp(
  `(?<![\\d.,:-]|\\bto )\\b([Aa]ll )?1 ((?:(?:${between}) )?)(${counted})\\b( (?:${Object.keys(verbs).join("|")})\\b)?`,
  "g",
);

const singularOf = (noun: string) =>
  ({ axes: "axis", indices: "index" })[noun] ??
  noun
    .replace(/ies$/, "y")
    .replace(/(ch|ss)es$/, "$1")
    .replace(/(?<!s)s$/, "");

/** A text with counts in it, in the singular where a count is 1: `all 1 cells have` becomes `the only cell has`. */
export function withSingulars(text: string): string {
  return text.replace(one, (_, all, adjective, noun, verb) => {
    const count = { undefined: "1", "all ": "the only", "All ": "The only" }[String(all)];
    return `${count} ${adjective}${singularOf(noun)}${verb ? ` ${verbs[verb.trim()]}` : ""}`;
  });
}
