/** Of the report: black on paper, one measure, rules instead of boxes; dark where that is asked for. */
export const stylesheet = `
:root { color-scheme: light dark; --ink: #1d1b18; --quiet: #5d574e; --rule: #cfc8bb; --paper: #fdfcf9; --accent: #7a2e1d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e4da; --quiet: #aaa293; --rule: #4a453d; --paper: #191714; --accent: #e2a08f; } }
html { background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; }
body { margin: 0; }
main { max-width: 42rem; margin: 0 auto; padding: 3rem 1.25rem 6rem; }
h1 { font-size: 2.1rem; line-height: 1.15; font-weight: 600; margin: 0 0 1rem; text-wrap: balance; }
h2 { font-size: 1.35rem; line-height: 1.25; font-weight: 600; margin: 3.2rem 0 .8rem; padding-top: .9rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.0625rem; margin: 1.8rem 0 .5rem; }
p, ul { margin: 0 0 .9rem; hyphens: auto; }
ul { padding-left: 1.2rem; }
li { margin: 0 0 .35rem; }
.finding { border-left: 3px solid var(--accent); padding-left: .9rem; font-size: 1.12rem; }
nav { margin: 2rem 0 0; color: var(--quiet); font-size: .92rem; }
nav ol { columns: 2; column-gap: 2rem; padding-left: 1.3rem; margin: 0; }
a { color: inherit; text-decoration-color: var(--rule); text-underline-offset: .18em; }
a:hover, a:focus-visible { text-decoration-color: var(--accent); color: var(--accent); }
.table { overflow-x: auto; margin: 0 0 1.3rem; }
table { border-collapse: collapse; font-size: .88rem; line-height: 1.4; width: 100%; font-variant-numeric: lining-nums tabular-nums; }
caption { text-align: left; color: var(--quiet); font-style: italic; padding: 0 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .32rem .9rem .32rem 0; border-bottom: 1px solid var(--rule); font-weight: 400; }
thead th { color: var(--quiet); border-bottom-color: var(--quiet); }
.number { text-align: right; white-space: nowrap; }
@media (max-width: 34rem) { nav ol { columns: 1; } main { padding-top: 1.5rem; } h1 { font-size: 1.7rem; } }
@media print { :root { --paper: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --accent: #000; } nav { display: none; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } main { max-width: none; padding: 0; } }
`;
