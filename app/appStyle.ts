/** What the page needs beyond the look of the report. */
export const appStyle = `
body { display: block; }
body.dragged main { outline: 3px dashed var(--accent); outline-offset: 10px; border-radius: 10px; }
header, main { max-width: 960px; }
section { margin: 26px 0 34px; }
.pick { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px 22px; }
.pick p:last-child { margin: 0; color: var(--soft); }
.pick .file { min-width: 0; } .pick .file input { min-width: 0; max-width: 100%; flex: 1; }
.facts dd { overflow-wrap: anywhere; font-size: 1.2rem; }
summary { cursor: pointer; padding: 6px 0; color: var(--accent); }
details.group { margin-left: 1rem; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; overflow-x: auto; font-size: .85rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr)); gap: 16px 22px; margin: 8px 0 16px; }
.field { border: 0; padding: 0; margin: 0; min-width: 0; } .field.wide { grid-column: 1 / -1; }
.field > label, .field legend { display: block; font-weight: 600; padding: 0; }
.field > input, .field > select { width: 100%; margin: 3px 0; }
.field small { display: block; color: var(--soft); line-height: 1.4; }
.choices { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 4px 0; }
input[type="checkbox"] { margin: 0 6px 0 0; accent-color: var(--accent); }
.resume { display: block; margin: 12px 0; }
button.main { background: var(--accent); color: var(--ground); border-color: var(--accent); font-weight: 650; padding: 9px 22px; margin-top: 14px; }
button.main:hover { filter: brightness(1.1); }
button.main + figure { margin-top: 16px; }
button:disabled { opacity: .6; cursor: default; }
progress { width: 100%; height: 14px; accent-color: var(--accent); }
.steps { padding-left: 1.3rem; font-size: .9rem; color: var(--soft); } .steps small { margin-left: .4em; }
.save a { background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: 7px 14px; text-decoration: none; }
.save a:hover { background: var(--hover); } .files { padding-left: 1.2rem; font-size: .9rem; columns: 2 280px; } a small { color: var(--soft); }
.kept { padding: 0; list-style: none; } .kept li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 6px 16px;
  padding: 8px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } .kept small { color: var(--soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.sheet img { display: block; width: 100%; max-height: 70vh; object-fit: contain; background: #ffffff; }
`;
