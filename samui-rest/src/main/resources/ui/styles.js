import { css } from 'lit';

/** What all components share: type, buttons, fields, chips, rows. Each component's own styles come behind it. */
export const common = css`
  :host { display: block; box-sizing: border-box; }
  :host([hidden]), [hidden] { display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  h1 { font-size: var(--text-xl); line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
  h2 { font-size: var(--text-l); line-height: 1.3; font-weight: 620; }
  h3 { font-size: var(--text); font-weight: 620; }
  ul, ol { list-style: none; }
  a { color: var(--accent); text-underline-offset: 2px; }
  code, kbd { font-family: var(--mono); font-size: 0.92em; }
  code { background: var(--panel-2); padding: 1px 5px; border-radius: 5px; overflow-wrap: anywhere; }
  kbd { display: inline-block; min-width: 1.6em; text-align: center; padding: 0 5px; border: 1px solid var(--line);
    border-bottom-width: 2px; border-radius: 5px; background: var(--panel-2); color: var(--ink); font-size: var(--text-s); }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

  button, .button { font: inherit; font-weight: 560; color: var(--ink); background: var(--panel); border: 1px solid var(--line);
    border-radius: var(--radius); padding: 0 var(--s3); min-height: 34px; display: inline-flex; align-items: center;
    justify-content: center; gap: var(--s2); cursor: pointer; text-decoration: none; white-space: nowrap;
    transition: background var(--quick), border-color var(--quick); }
  button:hover:not(:disabled), .button:hover { border-color: var(--line-strong); background: var(--panel-2); }
  button:disabled { color: var(--ink-2); opacity: 0.62; cursor: not-allowed; }
  button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
  button.primary:hover:not(:disabled) { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
  button.quiet { background: none; border-color: transparent; }
  button.quiet:hover:not(:disabled) { background: var(--panel-2); border-color: transparent; }
  button.danger { color: var(--failed); }
  button.icon { width: 34px; padding: 0; flex: none; }
  button[aria-pressed="true"] { background: var(--accent-soft); border-color: var(--accent); color: var(--accent); }

  input[type="text"], input[type="search"], input[type="number"], select, textarea { font: inherit; color: var(--ink);
    background: var(--panel); border: 1px solid var(--line-strong); border-radius: var(--radius); padding: 0 var(--s2);
    min-height: 34px; min-width: 0; }
  textarea { padding: var(--s2); resize: vertical; }
  input[type="checkbox"], input[type="radio"] { accent-color: var(--accent); width: 16px; height: 16px; margin: 0; flex: none; }
  input[type="range"] { accent-color: var(--accent); }
  label.inline { display: inline-flex; align-items: center; gap: var(--s2); min-height: 28px; }

  .segmented { display: inline-flex; border: 1px solid var(--line); border-radius: var(--radius); background: var(--panel-2);
    padding: 2px; gap: 2px; }
  .segmented button { border: 0; background: none; min-height: 28px; padding: 0 var(--s3); border-radius: 6px; }
  .segmented button[aria-pressed="true"] { background: var(--panel); color: var(--ink); box-shadow: 0 0 0 1px var(--line-strong); }

  .panel { background: var(--panel); border: 1px solid var(--line); border-radius: var(--radius); padding: var(--s4); }
  .row { display: flex; align-items: center; gap: var(--s2); flex-wrap: wrap; }
  .spread { justify-content: space-between; }
  .stack { display: flex; flex-direction: column; gap: var(--s3); }
  .dim { color: var(--ink-2); }
  .small { font-size: var(--text-s); }
  .number { font-variant-numeric: tabular-nums; text-align: right; }
  .clip { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  .chip { display: inline-flex; align-items: center; gap: 5px; font-size: var(--text-s); font-weight: 560; line-height: 1;
    padding: 4px 8px; border-radius: 99px; background: var(--panel-2); color: var(--ink); white-space: nowrap; }
  .chip.good { background: var(--positive-soft); color: var(--positive); }
  .chip.bad { background: var(--failed-soft); color: var(--failed); }
  .chip.warn { background: var(--outdated-soft); color: var(--outdated); }
  .chip.live { background: var(--accent-soft); color: var(--accent); }

  .note { padding: var(--s3); border-radius: var(--radius); background: var(--panel-2); }
  .note.bad { background: var(--failed-soft); color: var(--failed); }
  .note.warn { background: var(--outdated-soft); color: var(--outdated); }

  .page { height: 100%; overflow: auto; padding: var(--s5); scrollbar-gutter: stable; }
  .page > .inner { max-width: 1180px; margin: 0 auto; display: flex; flex-direction: column; gap: var(--s4); }
  @media (max-width: 720px) { .page { padding: var(--s4) var(--s3) var(--s5); scrollbar-gutter: auto; } h1 { font-size: 1.25rem; } }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { transition: none !important; animation: none !important; } }
`;
