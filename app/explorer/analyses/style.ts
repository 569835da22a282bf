/** The look of analyses in the explorer. */
export const analysisStyle = `
.analyses { border: 0; padding: 0; margin: 8px 0; } .analyses legend { padding: 0; color: var(--soft); }
.analyses label { display: block; padding: 2px 0 2px 22px; text-indent: -22px; } .analyses small { display: block; text-indent: 0; color: var(--soft); }
.failed { color: var(--warn); overflow-wrap: anywhere; }
dialog.analysis { width: min(1140px, 96vw); height: 94vh; max-width: none; max-height: none; padding: 0; border: 1px solid var(--line); border-radius: 10px; background: var(--ground); color: var(--text); }
dialog.analysis[open] { display: flex; flex-direction: column; } dialog.analysis::backdrop { background: rgb(0 0 0 / .45); }
dialog.analysis > header { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; justify-content: space-between; max-width: none; width: 100%; margin: 0; padding: 10px 18px; border-bottom: 1px solid var(--line); background: var(--card); }
dialog.analysis h2 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; } dialog.analysis header button { font-size: .86rem; padding: 3px 9px; }
.analysis-parts { flex: 1; min-height: 0; overflow-y: auto; padding: 4px 18px 18px; }
.analysis-parts section { max-width: 1100px; margin: 18px auto 30px; } .analysis-parts section > h3 { font-size: 1.2rem; }
@media (max-width: 760px) { dialog.analysis { width: 100vw; height: 100dvh; border: 0; border-radius: 0; } .analysis-parts { padding: 4px 10px 14px; } dialog.analysis > header { padding: 8px 10px; } }
`;
