import { svg, html } from 'lit';

const paths = {
  images: svg`<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><circle cx="9" cy="10" r="1.7"/><path d="m5 18 5-5 3 3 3-3 4 4"/>`,
  annotate: svg`<path d="M5 9V6a1 1 0 0 1 1-1h3m6 0h3a1 1 0 0 1 1 1v3m0 6v3a1 1 0 0 1-1 1h-3m-6 0H6a1 1 0 0 1-1-1v-3"/><circle cx="12" cy="12" r="2.6"/>`,
  jobs: svg`<path d="M4 7h11M4 12h16M4 17h8"/><path d="m17 15 3 2-3 2z"/>`,
  history: svg`<path d="M4 12a8 8 0 1 0 2.5-5.8L4 8.5"/><path d="M4 4v4.5h4.5M12 8v4.5l3 2"/>`,
  system: svg`<rect x="6" y="6" width="12" height="12" rx="2"/><path d="M9.5 2.5v3m5-3v3m-5 13v3m5-3v3m-12-12h3m-3 5h3m13-5h3m-3 5h3"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 3v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4"/>`,
  moon: svg`<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>`,
  auto: svg`<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" stroke="none"/>`,
  help: svg`<circle cx="12" cy="12" r="8.5"/><path d="M9.7 9.5a2.4 2.4 0 1 1 3.3 2.2c-.7.3-1 .8-1 1.6m0 2.8v.1"/>`,
  upload: svg`<path d="M12 16V5m-4.5 4L12 4.5 16.5 9M4.5 15v3a1.5 1.5 0 0 0 1.5 1.5h12a1.5 1.5 0 0 0 1.5-1.5v-3"/>`,
  trash: svg`<path d="M5 7h14M10 7V5h4v2m-7 0 1 12h8l1-12"/>`,
  undo: svg`<path d="M5 9h9a5 5 0 0 1 0 10h-4M5 9l4-4M5 9l4 4"/>`,
  redo: svg`<path d="M19 9h-9a5 5 0 0 0 0 10h4M19 9l-4-4m4 4-4 4"/>`,
  fit: svg`<path d="M4 9V5a1 1 0 0 1 1-1h4m6 0h4a1 1 0 0 1 1 1v4m0 6v4a1 1 0 0 1-1 1h-4m-6 0H5a1 1 0 0 1-1-1v-4"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  minus: svg`<path d="M5 12h14"/>`,
  left: svg`<path d="m14.5 6-6 6 6 6"/>`,
  right: svg`<path d="m9.5 6 6 6-6 6"/>`,
  hand: svg`<path d="M5 4.5 11 19l2-6 6-2z"/>`,
  box: svg`<rect x="5" y="6" width="14" height="12" rx="1"/>`,
  point: svg`<circle cx="12" cy="12" r="3"/><path d="M12 4v3m0 10v3M4 12h3m10 0h3"/>`,
  pin: svg`<path d="M9 4h6l-.5 6 3 3.5h-11l3-3.5zM12 13.5V20"/>`,
  download: svg`<path d="M12 5v10m-4.5-4 4.5 4.5 4.5-4.5M5 19h14"/>`,
  compare: svg`<path d="M12 4v16M4.5 7H9v10H4.5zM15 7h4.5v10H15z"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
};

/** A picture beside words; alone it needs a label on its button. */
export const icon = (name, size = 20) => html`<svg class="icon" width=${size} height=${size} viewBox="0 0 24 24" fill="none"
  stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths[name]}</svg>`;
