import { redo, undo, unsaved } from "./edits.ts";

/** Has the browser confirm before edits are lost with the page. */
export function onLeave(event: BeforeUnloadEvent): void {
  if (unsaved.value) event.preventDefault();
}

/** Whether the explorer may close: edits that are not saved are lost. */
export function mayClose(): boolean {
  return !unsaved.value || confirm("Edits are not saved. Close the file without them?");
}

/** Ctrl+Z takes the last edit back, Ctrl+Shift+Z and Ctrl+Y do it again; in a text field they are those of the text. */
export function onUndoKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target)) return;
  const key = event.key.toLowerCase();
  const does = key === "y" || (key === "z" && event.shiftKey) ? redo : key === "z" ? undo : undefined;
  if (!does) return;
  event.preventDefault();
  void does();
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !["checkbox", "color", "range", "radio"].includes(target.type);
}
