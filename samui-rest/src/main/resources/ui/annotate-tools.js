import { html, css, nothing, LitElement } from 'lit';
import { icon } from './icons.js';
import { common } from './styles.js';

const DRAWING = {
  inside_box: [[false, 'box', 'Draw a box (B)']],
  point: [[false, 'plus', 'Positive point (B)'], [true, 'minus', 'Negative point (-)']],
  find_all: [[false, 'plus', 'Example (E)'], [true, 'minus', 'Counter-example (-)']],
};

/** The tools beside the picture; off is why nothing can be drawn, or null. Tells `tool` with {tool, negative}, and `undo`, `redo`, `fit`, `pin`. */
class AnnotateTools extends LitElement {
  static properties = { mode: {}, off: {}, tool: {}, negative: {}, canUndo: {}, canRedo: {}, pinned: {} };
  static styles = [
    common,
    css`
      div { display: flex; flex-direction: column; gap: var(--s1); padding: var(--s2); background: var(--panel); align-items: center;
        border-right: 1px solid var(--line); overflow-y: auto; height: 100%; }
      hr { width: 24px; border: 0; border-top: 1px solid var(--line); margin: var(--s1) 0; }
      @media (max-width: 900px) {
        div { flex-direction: row; border-right: 0; border-bottom: 1px solid var(--line); overflow-x: auto; height: auto; }
        hr { width: 0; height: 24px; border: 0; border-left: 1px solid var(--line); margin: 0 var(--s1); }
      }
    `,
  ];

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** pressed is null for what is no switch. */
  #button(picture, title, action, { off = false, pressed = null } = {}) {
    return html`<button class="icon ${pressed === null ? 'quiet' : ''}" title=${title} aria-label=${title} aria-pressed=${pressed ?? nothing}
      ?disabled=${off} @click=${action}>${icon(picture)}</button>`;
  }

  render() {
    return html`<div role="toolbar" aria-label="Tools">
      ${DRAWING[this.mode].map(([negative, picture, title]) => this.#button(picture, this.off ?? title, () => this.#tell('tool', { tool: 'draw', negative }),
        { off: Boolean(this.off), pressed: String(this.tool === 'draw' && this.negative === negative) }))}
      ${this.#button('hand', 'Select and pan (S)', () => this.#tell('tool', { tool: 'select' }), { pressed: String(this.tool === 'select') })}
      <hr>
      ${this.#button('undo', 'Undo (Ctrl+Z)', () => this.#tell('undo'), { off: !this.canUndo })}
      ${this.#button('redo', 'Redo (Ctrl+Shift+Z)', () => this.#tell('redo'), { off: !this.canRedo })}
      <hr>
      ${this.#button('fit', 'Fit (0)', () => this.#tell('fit'))}
      ${this.#button('pin', this.pinned ? 'The zoom stays with the next image' : 'Keep the zoom with the next image', () => this.#tell('pin'),
        { pressed: String(Boolean(this.pinned)) })}
    </div>`;
  }
}
customElements.define('annotate-tools', AnnotateTools);
