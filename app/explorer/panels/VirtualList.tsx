import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

/** CSS pixels of a row, and rows drawn beyond those that are seen. */
const rowHeight = 26;
const beyond = 6;

interface Props {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  /** The row that keys stand on; it is scrolled into sight. */
  readonly active: number;
  readonly nameOf: (at: number) => string;
  readonly isChosen: (at: number) => boolean;
  readonly onChoose: (at: number) => void;
}

/** A list of which only the rows in sight are elements, so that it may have many thousands. */
export function VirtualList({ id, label, count, active, nameOf, isChosen, onChoose }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const scrolled = useSignal(0);
  const height = Math.min(7, Math.max(1, count)) * rowHeight;
  useLayoutEffect(() => {
    const list = element.current;
    if (!list) return;
    const top = active * rowHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight - list.clientHeight;
    scrolled.value = list.scrollTop;
  }, [active, count, scrolled]);
  const first = Math.max(0, Math.floor(scrolled.value / rowHeight) - beyond);
  const last = Math.min(count, Math.ceil((scrolled.value + height) / rowHeight) + beyond);
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return (
    <div
      ref={element}
      id={id}
      class="virtual"
      role="listbox"
      aria-label={label}
      tabIndex={-1}
      style={{ height: `${height}px` }}
      onScroll={({ currentTarget }) => {
        scrolled.value = currentTarget.scrollTop;
      }}
    >
      <div style={{ height: `${count * rowHeight}px` }}>
        {rows.map((at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field above the list
          // biome-ignore lint/a11y/useFocusableInteractive: the field above the list has the focus
          <div
            key={at}
            id={`${id}-${at}`}
            role="option"
            aria-selected={isChosen(at)}
            aria-setsize={count}
            aria-posinset={at + 1}
            class={at === active ? "at" : ""}
            style={{ transform: `translateY(${at * rowHeight}px)` }}
            onClick={() => onChoose(at)}
          >
            {nameOf(at)}
          </div>
        ))}
      </div>
    </div>
  );
}
