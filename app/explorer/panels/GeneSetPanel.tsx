import { useSignal } from "@preact/signals";
import { withSingulars } from "../../../src/core/singular.ts";
import { activePane, setColoring } from "../state/view.ts";
import { genes } from "../state/worker.ts";

/** Colour by the score of several genes, or by two genes at once. */
export function GeneSetPanel() {
  const typed = useSignal("");
  const first = useSignal("");
  const second = useSignal("");
  const { names } = genes.value;
  if (!names) return <p class="note">Reading genes</p>;
  const { known, unknown } = recognised(typed.value, names);
  const pair = [first.value, second.value].map((name) => recognised(name, names));
  const { coloring } = activePane.value;
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setColoring({ kind: "score", name: withSingulars(`score of ${known.length} genes`), genes: known });
        }}
      >
        <label for="gene-set">Gene set (separated by commas, spaces or lines)</label>
        <textarea
          id="gene-set"
          rows={3}
          spellcheck={false}
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
        <div class="row">
          <button type="submit" id="gene-score" disabled={known.length === 0}>
            {withSingulars(`Colour by the score of ${known.length} genes`)}
          </button>
        </div>
        {unknown.length > 0 && <p class="note">Not in this file: {unknown.slice(0, 20).join(", ")}</p>}
        <p class="note">Score: mean expression of the set minus mean expression of all genes.</p>
      </form>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          const [a, b] = pair.map((each) => each.known[0]);
          if (a !== undefined && b !== undefined) setColoring({ kind: "pair", first: a, second: b });
        }}
      >
        {[first, second].map((name, at) => (
          <input
            key={at === 0 ? "first" : "second"}
            id={at === 0 ? "pair-first" : "pair-second"}
            type="text"
            class="half"
            spellcheck={false}
            placeholder={at === 0 ? "gene" : "other gene"}
            aria-label={at === 0 ? "First gene of a pair" : "Second gene of a pair"}
            aria-invalid={pair[at].unknown.length > 0}
            value={name.value}
            onFocus={() => {
              if (at === 0 && name.value === "" && coloring.kind === "gene") name.value = coloring.name;
            }}
            onInput={({ currentTarget }) => {
              name.value = currentTarget.value;
            }}
          />
        ))}
        <button type="submit" id="gene-pair" disabled={pair.some((each) => each.known.length !== 1)}>
          Colour by both
        </button>
      </form>
    </>
  );
}

/** Typed names that genes of the file have, as the file spells them, and the others. */
function recognised(typed: string, names: readonly string[]): { known: string[]; unknown: string[] } {
  const words = [...new Set(typed.split(/[\s,;]+/).filter((word) => word !== ""))];
  if (words.length === 0) return { known: [], unknown: [] };
  const wanted = new Map(words.map((word) => [word.toLowerCase(), word]));
  const known: string[] = [];
  for (const name of names) if (wanted.delete(name.toLowerCase())) known.push(name);
  return { known, unknown: [...wanted.values()] };
}
