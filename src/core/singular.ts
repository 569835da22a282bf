/** What texts count, in the plural. */
const counted =
  "cells|genes|domains|samples|spots|bins|beads|steps|neighbours|edges|partitions|figures|components|columns|rows|files|" +
  "tables|seeds|models|epochs|labels|groups|types|clusters|sections|references|transcripts|values|communities|markers|sets|" +
  "networks|fits|kinds|points|barcodes|features|threads|workers|chunks|batches|patches|runs|methods|options|communities";

const verbs: Readonly<Record<string, string>> = { are: "is", were: "was", have: "has", lie: "lies", differ: "differs" };

const one = new RegExp(
  `(?<![\\d.,]|\\bto )\\b(all )?1 ((?:(?:training|nearest|known|other|annotated|spatial|separate|marker|more) )?)(${counted})\\b( (?:${Object.keys(verbs).join("|")})\\b)?`,
  "g",
);

/** A text with counts in it, in the singular where a count is 1: `all 1 cells have` becomes `the only cell has`. */
export function withSingulars(text: string): string {
  return text.replace(one, (_, all, adjective, noun, verb) => {
    const singular = noun
      .replace(/ies$/, "y")
      .replace(/(ch)es$/, "$1")
      .replace(/s$/, "");
    return `${all ? "the only" : "1"} ${adjective}${singular}${verb ? ` ${verbs[verb.trim()]}` : ""}`;
  });
}
