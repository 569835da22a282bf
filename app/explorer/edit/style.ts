/** The look of the panels that edit, compare and save. */
export const editStyle = `
.edited { list-style: none; margin: 8px 0 0; padding: 0; max-height: 340px; overflow-y: auto; }
.edited li { display: flex; align-items: center; gap: 4px; border-radius: 6px; } .edited li:hover { background: var(--hover); }
.edited input[type="checkbox"] { margin: 0 2px; flex: none; } .edited input[type="color"] { width: 24px; height: 24px; padding: 1px; border: 0; background: none; flex: none; }
.panel .edited .group-name { flex: 1; min-width: 0; width: 0; border-color: transparent; background: none; padding: 2px 5px; } .panel .edited .group-name:hover, .panel .edited .group-name:focus { border-color: var(--line); background: var(--ground); }
.edited small { color: var(--soft); font-variant-numeric: tabular-nums; } .edited .turn { border: 0; background: none; padding: 2px 4px; color: var(--soft); } .edited .turn:disabled { opacity: .25; }
.panel-body form.row input { flex: 1; min-width: 0; } .panel-body form.row .note { flex-basis: 100%; margin: 0; }
.done { margin: 6px 0 0; padding-left: 1.5rem; max-height: 180px; overflow-y: auto; overflow-wrap: anywhere; }
.mark { position: absolute; left: 0; top: 0; width: 11px; height: 11px; border-radius: 50%; pointer-events: none; box-shadow: 0 0 0 1.5px var(--sheet); border: 2px solid var(--text); } .mark.ring { width: 17px; height: 17px; border-width: 3px; }
`;
