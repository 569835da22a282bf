import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { withSingulars } from "../../../src/core/singular.ts";
import { indexNames, searchNames } from "../../../src/explore/genes/search.ts";
import { activePane, setColoring } from "../state/view.ts";
import { genes } from "../state/worker.ts";
import { VirtualList } from "./VirtualList.tsx";

/** The list stands below, as an element of the page, which the types of inputs do not foresee. */
const combobox: object = { role: "combobox", "aria-expanded": true, "aria-controls": "gene-list" };

/** Genes found by typing. */
export function GenePanel() {
  const { names, read, share } = genes.value;
  const typed = useSignal("");
  const at = useSignal(0);
  const index = useMemo(() => indexNames(names ?? []), [names]);
  const progress = !read && <progress max={1} value={share} aria-label="Reading genes" />;
  if (!names) return progress;
  const found = searchNames(index, typed.value);
  const { coloring } = activePane.value;
  const chosen = coloring.kind === "gene" ? coloring.name : undefined;
  const choose = (place: number) => {
    const name = names[found[place]];
    if (name === undefined) return;
    at.value = place;
    setColoring({ kind: "gene", name });
  };
  return (
    <>
      {progress}
      <input
        id="gene-search"
        {...combobox}
        type="search"
        placeholder={withSingulars(`Search ${names.length.toLocaleString("en")} genes`)}
        autocomplete="off"
        spellcheck={false}
        aria-activedescendant={found.length > 0 ? `gene-list-${at.value}` : undefined}
        aria-label="Search genes"
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={(event) => {
          const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          if (step !== 0) at.value = Math.max(0, Math.min(found.length - 1, at.value + step));
          else if (event.key === "Enter") choose(at.value);
          else return;
          event.preventDefault();
        }}
      />
      <VirtualList
        id="gene-list"
        label="Genes"
        count={found.length}
        active={at.value}
        nameOf={(place) => names[found[place]]}
        isChosen={(place) => names[found[place]] === chosen}
        onChoose={choose}
      />
      {found.length === 0 && <p class="note">No gene of this file matches “{typed.value}”.</p>}
    </>
  );
}
