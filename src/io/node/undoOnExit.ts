/**
 * Call `undo` when the process ends before the work does: after a second Ctrl-C nothing half-made shall stay. It must not
 * wait for anything. A process that is killed from outside cannot undo.
 *
 * @returns a function to call when the work has ended, well or not.
 */
export function undoOnExit(undo: () => void): () => void {
  process.once("exit", undo);
  return () => {
    process.off("exit", undo);
  };
}
