import { html, css, LitElement } from 'lit';
import { common } from './styles.js';

const KEYS = {
  everywhere: [
    ['?', 'This help'],
    ['Esc', 'Close, or give up what is being drawn'],
  ],
  images: [
    ['←↑→↓', 'Move through the images'],
    ['Space', 'Select or not'],
    ['Shift+click', 'Select all up to here'],
    ['Enter', 'Annotate the image'],
    ['Delete', 'Delete what is selected'],
    ['Ctrl+V', 'Upload the picture of the clipboard'],
  ],
  annotate: [
    ['1 2 3', 'Inside box, Find all, Point'],
    ['B / S', 'Draw / select and pan'],
    ['A', 'Add a prompt in the middle, for arrows to move'],
    ['E / -', 'Find all, Point: positive; negative or positive again'],
    ['Right button', 'Negative point or exemplar'],
    ['Ctrl+click', 'Collect prompts, preview when Ctrl is let go'],
    ['Arrows', 'Move by 1 pixel, with Shift by 10'],
    ['Alt+arrows', 'Grow or shrink'],
    ['N, Shift+N', 'The next prompt, the one before'],
    ['X, Delete', 'Delete the prompt'],
    ['Ctrl+D', 'Duplicate the box'],
    ['Ctrl+Z', 'Undo; Ctrl+Shift+Z or Ctrl+Y: redo'],
    ['Wheel, + -', 'Zoom (- in Inside box); drag with Space or the middle button: pan'],
    ['0', 'Fit'],
    ['H', 'Hide masks; hold P to peek at the picture'],
    ['F / D', 'Next / previous image'],
    ['V / C', 'Ten on / ten back'],
    ['Ctrl+Enter', 'Process what changed'],
  ],
  history: [
    ['F / D', 'Next / previous image'],
    ['0, wheel', 'Fit, zoom'],
    ['H', 'Hide masks'],
    ['Esc', 'Back to the list'],
  ],
};
const TITLES = { everywhere: 'Everywhere', images: 'Images', annotate: 'Annotate', history: 'History' };

/** The sheet of keys. */
class KeyboardHelp extends LitElement {
  static properties = { open: {}, page: {} };
  static styles = [
    common,
    css`
      dialog { border: 1px solid var(--line); border-radius: 12px; background: var(--panel); color: var(--ink); padding: var(--s5);
        width: min(860px, calc(100vw - 24px)); max-height: calc(100vh - 48px); box-shadow: var(--shadow); overflow: auto; }
      dialog::backdrop { background: rgb(8 10 16 / 55%); }
      .columns { columns: 2 300px; column-gap: var(--s6); margin-top: var(--s4); }
      section { break-inside: avoid-column; margin-bottom: var(--s4); }
      dl { display: grid; grid-template-columns: 108px 1fr; gap: 6px var(--s3); margin-top: var(--s2); align-items: baseline; }
    `,
  ];

  updated() {
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.open && !dialog.open) {
      dialog.showModal();
    } else if (!this.open && dialog.open) {
      dialog.close();
    }
  }

  #close() {
    this.dispatchEvent(new Event('close'));
  }

  render() {
    const first = KEYS[this.page] && this.page !== 'everywhere' ? [this.page] : [];
    const order = [...first, ...Object.keys(KEYS).filter((name) => !first.includes(name))];
    return html`<dialog aria-labelledby="title" @close=${this.#close} @click=${(e) => e.target.localName === 'dialog' && this.#close()}>
      <div class="row spread"><h2 id="title">Keys</h2><button @click=${this.#close}>Close</button></div>
      <div class="columns">
        ${order.map((name) => html`<section><h3>${TITLES[name]}</h3>
          <dl>${KEYS[name].map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl></section>`)}
      </div>
    </dialog>`;
  }
}
customElements.define('keyboard-help', KeyboardHelp);
