import { html, css, LitElement } from 'lit';
import { recall, remember } from './route.js';
import { common } from './styles.js';

/** How masks are shown: kept for the next visit, the same on every page. */
export function maskLook() {
  const opacity = Number(recall('opacity') ?? 0.45);
  return { opacity: Number.isFinite(opacity) ? opacity : 0.45, outline: recall('outline') !== 'no', hidden: false };
}

/** Opacity, outline (not where it is plain), hide. Tells `look` with {opacity, outline, hidden}. */
class MaskControls extends LitElement {
  static properties = { look: {}, plain: { type: Boolean } };
  static styles = [
    common,
    css`
      :host { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); align-items: center; font-size: var(--text-s); }
      input[type="range"] { width: 96px; }
    `,
  ];

  #set(changes) {
    const look = { ...this.look, ...changes };
    remember('opacity', look.opacity);
    remember('outline', look.outline ? 'yes' : 'no');
    this.dispatchEvent(new CustomEvent('look', { detail: look }));
  }

  render() {
    return html`
      <label class="inline">Opacity <input type="range" min="0" max="1" step="0.05" .value=${String(this.look.opacity)}
        @input=${(e) => this.#set({ opacity: Number(e.target.value) })}></label>
      ${this.plain ? null : html`<label class="inline"><input type="checkbox" .checked=${this.look.outline}
        @change=${(e) => this.#set({ outline: e.target.checked })}> Outline</label>`}
      <label class="inline"><input type="checkbox" .checked=${this.look.hidden} @change=${(e) => this.#set({ hidden: e.target.checked })}> Hide <kbd>H</kbd></label>`;
  }
}
customElements.define('mask-controls', MaskControls);
