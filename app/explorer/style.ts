/** The look of the explorer, over that of the report. */
export const explorerStyle = `
body:has(.explorer) { overflow: hidden; }
.explorer { position: fixed; inset: 0; display: flex; flex-direction: column; background: var(--ground); }
.explorer-head { display: flex; gap: 14px; align-items: center; max-width: none; width: 100%; margin: 0; padding: 8px 14px; border-bottom: 1px solid var(--line); background: var(--card); }
.explorer-head h1 { font-size: 1.05rem; margin: 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.explorer-head p { margin: 0; color: var(--soft); font-size: .88rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-variant-numeric: tabular-nums; }
.explorer > .warnings { margin: 8px 14px; } .explorer > .warnings p { margin-bottom: 6px; }
.explorer-main { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(0, 1fr) 320px; max-width: none; width: 100%; margin: 0; padding: 0; }
.stage-frame { margin: 0; min-width: 0; min-height: 0; display: flex; flex-direction: column; padding: 10px; gap: 8px; }
.toolbar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.toolbar button, .toolbar select, .panel button, .panel select, .panel input { font-size: .86rem; padding: 3px 9px; }
.segments { display: inline-flex; } .segments.end { margin-left: auto; }
.segments button { border-radius: 0; margin-left: -1px; } .segments button:first-child { border-radius: 7px 0 0 7px; margin-left: 0; } .segments button:last-child { border-radius: 0 7px 7px 0; }
.explorer button[aria-pressed="true"] { background: var(--accent); border-color: var(--accent); color: var(--ground); }
.stage-area { position: relative; flex: 1; min-height: 0; border: 1px solid var(--line); border-radius: 10px; overflow: hidden; background: var(--line); }
.stage-area > canvas { position: absolute; inset: 0; border-radius: 0; background: var(--sheet); }
.opening { margin: auto; color: var(--soft); }
.pane { position: absolute; border-radius: 9px; overflow: hidden; touch-action: none; cursor: grab; user-select: none; } .pane:active { cursor: grabbing; } .pane.draws { cursor: crosshair; }
.pane:not(:only-of-type) { box-shadow: inset 0 0 0 1px var(--line); } .pane.active { box-shadow: inset 0 0 0 2px var(--accent); } .pane:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.pane-title { position: absolute; left: 10px; top: 8px; max-width: calc(100% - 20px); font-size: .8rem; color: var(--soft); background: color-mix(in srgb, var(--sheet) 78%, transparent); border-radius: 5px; padding: 1px 7px; pointer-events: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.section-name { position: absolute; left: 0; top: 0; font-size: .8rem; font-weight: 600; pointer-events: none; white-space: nowrap; text-shadow: 0 0 3px var(--sheet), 0 0 4px var(--sheet), 0 0 5px var(--sheet); }
.ring { position: absolute; left: 0; top: 0; border: 2px solid var(--text); border-radius: 50%; pointer-events: none; box-shadow: 0 0 0 1.5px var(--sheet); }
.scale-bar { position: absolute; left: 14px; bottom: 12px; border-bottom: 3px solid var(--text); font-size: .8rem; text-align: center; white-space: nowrap; pointer-events: none; text-shadow: 0 0 2px var(--sheet), 0 0 3px var(--sheet), 0 0 4px var(--sheet); }
.tip { position: absolute; z-index: 2; pointer-events: none; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; box-shadow: 0 4px 18px rgb(0 0 0 / .22); font-size: .84rem; max-width: min(300px, 80%); }
.tip strong { overflow-wrap: anywhere; } .tip dl { margin: 3px 0 0; } .tip dl div { display: flex; justify-content: space-between; gap: 14px; }
.tip dt { color: var(--soft); overflow-wrap: anywhere; } .tip dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.panels { overflow-y: auto; border-left: 1px solid var(--line); background: var(--card); }
.panel { border-bottom: 1px solid var(--line); padding: 0 14px; }
.panel > summary { padding: 9px 0; color: var(--text); } .panel h2 { display: inline; font-size: .95rem; margin: 0; }
.panel-body { padding: 0 0 12px; font-size: .88rem; } .panel-body > * + * { margin-top: 8px; }
.row { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; } .row > label:first-child { min-width: 58px; color: var(--soft); }
.row select { flex: 1; min-width: 0; } .row input[type="range"] { flex: 1; min-width: 0; padding: 0; accent-color: var(--accent); }
.limits input { flex: 1; min-width: 0; width: 0; } #gene-search { width: 100%; }
.legend { list-style: none; margin: 8px 0 0; padding: 0; max-height: 340px; overflow-y: auto; }
.legend li { display: flex; align-items: center; border-radius: 6px; } .legend li:hover { background: var(--hover); }
.legend .name { flex: 1; min-width: 0; display: flex; gap: 8px; align-items: center; border: 0; background: none; text-align: left; padding: 3px 4px; }
.legend .name span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .legend small { margin-left: auto; color: var(--soft); font-variant-numeric: tabular-nums; }
.legend i { width: 12px; height: 12px; border-radius: 50%; flex: none; outline: 1px solid rgb(128 128 128 / .5); }
.legend .turn { border: 0; background: none; padding: 2px 5px; color: var(--soft); } .legend .hidden .name { opacity: .4; text-decoration: line-through; } .legend .dimmed .name { opacity: .6; }
.virtual { overflow-y: auto; border: 1px solid var(--line); border-radius: 7px; } .virtual > div { position: relative; }
.virtual [role="option"] { position: absolute; left: 0; right: 0; top: 0; height: 26px; line-height: 26px; padding: 0 9px; cursor: pointer; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.virtual [role="option"]:hover, .virtual .at { background: var(--hover); } .virtual [aria-selected="true"] { color: var(--accent); font-weight: 650; }
.legend.plain li { gap: 8px; padding: 3px 4px; } .half { flex: 1; min-width: 0; width: 0; } .panel form > * + * { margin-top: 6px; }
.panel textarea { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: 5px 9px; width: 100%; resize: vertical; }
.panel table { font-size: .84rem; } .panel th, .panel td { padding: 3px 5px; } .panel .link { border: 0; background: none; padding: 0; color: var(--accent); text-align: left; }
.panel .link[aria-pressed="true"] { background: none; color: var(--accent); font-weight: 650; text-decoration: underline; } .panel caption { text-align: left; color: var(--soft); padding: 6px 5px 2px; }
.panel .note { margin-top: 4px; } .panel progress { height: 8px; }
@media (max-width: 760px) { .roomy { display: none; }
  .explorer-main { grid-template-columns: minmax(0, 1fr); grid-template-rows: minmax(260px, 55%) minmax(0, 1fr); }
  .stage-frame { padding: 6px; gap: 6px; } .panels { border-left: 0; border-top: 1px solid var(--line); } .explorer-head { padding: 6px 8px; gap: 8px; } }
`;
