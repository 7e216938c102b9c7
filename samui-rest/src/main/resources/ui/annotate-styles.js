import { css } from 'lit';
import { common } from './styles.js';

export const styles = [
  common,
  css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr); height: 100%; }
    .whole { grid-row: 1 / -1; }
    .bar { display: flex; align-items: center; gap: var(--s2) var(--s4); padding: var(--s2) var(--s4); background: var(--panel);
      border-bottom: 1px solid var(--line); min-height: 52px; }
    .name { flex: 1; font-size: var(--text); }
    .saved { min-width: 78px; justify-content: center; }
    .lacks { color: var(--ink-2); text-decoration: line-through; text-decoration-thickness: 1px; }
    .work { display: grid; grid-template-columns: 50px minmax(0, 1fr) 320px; min-height: 0; }
    aside { background: var(--panel); border-left: 1px solid var(--line); display: flex; flex-direction: column; min-height: 0; }
    aside section { padding: var(--s3) var(--s4); border-bottom: 1px solid var(--line); flex: none; }
    aside .list { flex: 1 1 auto; overflow-y: auto; min-height: 120px; }
    aside .segmented { align-self: stretch; }
    aside .segmented button { flex: 1; }
    .said { min-height: 1.45em; }
    @media (min-width: 1800px) { .work { grid-template-columns: 50px minmax(0, 1fr) 380px; } }
    @media (max-width: 900px) {
      :host { overflow-y: auto; display: block; }
      .bar { flex-wrap: wrap; padding: var(--s2) var(--s3); }
      .name { flex: 1 1 40%; order: 3; }
      .saved { order: 4; }
      .work { display: flex; flex-direction: column; min-height: 0; }
      annotate-tools { flex: none; }
      picture-stage { height: 52vh; flex: none; }
      aside { border-left: 0; }
      aside .list { overflow: visible; min-height: 0; }
    }
  `,
];
