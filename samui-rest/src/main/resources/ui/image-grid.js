import { html, css, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { thumbnailUrl } from './api.js';
import { imageStates } from './image-states.js';
import { LiveElement } from './live-element.js';
import { askAgain } from './pictures.js';
import { REASONS } from './reasons.js';
import { common } from './styles.js';

const GAP = 12;
const CAPTION = 54;
const AROUND = 2;

/**
 * The images of a list as a grid that draws only what is seen, however long the list is. Tells `open` with an image, `select` with
 * the ids, and asks the list for what the user scrolls to.
 */
class ImageGrid extends LiveElement {
  static properties = { list: {}, images: {}, mode: {}, selected: {}, active: { state: true }, top: { state: true }, width: { state: true }, high: { state: true } };
  static styles = [
    common,
    css`
      :host { height: 100%; }
      .scroller { height: 100%; overflow-y: auto; overflow-x: hidden; scrollbar-gutter: stable; outline-offset: -2px; padding: 2px;
        border-radius: var(--radius); }
      .space { position: relative; }
      .window { position: absolute; left: 0; right: 0; display: grid; gap: 12px; grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        will-change: transform; }
      .tile { height: var(--tile); border: 1px solid var(--line); border-radius: var(--radius); background: var(--panel); overflow: hidden;
        display: flex; flex-direction: column; cursor: pointer; position: relative; }
      .tile:hover { border-color: var(--line-strong); }
      .tile.active { box-shadow: 0 0 0 2px var(--line-strong); }
      .scroller:focus-visible .tile.active { box-shadow: 0 0 0 2px var(--accent); }
      .tile[aria-selected="true"] { border-color: var(--accent); background: var(--accent-soft); box-shadow: 0 0 0 1px var(--accent); }
      .shot { flex: 1; min-height: 0; background: var(--panel-2); display: block; width: 100%; object-fit: cover; color: transparent; }
      .words { padding: 6px var(--s2); height: 54px; display: flex; flex-direction: column; justify-content: center; gap: 2px; }
      .words .clip { font-size: var(--text-s); font-weight: 560; }
      .below { display: flex; justify-content: space-between; gap: var(--s1); font-size: 0.75rem; color: var(--ink-2); }
      .below .chip { font-size: 0.75rem; padding: 2px 7px; }
      .below > span { white-space: nowrap; }
      .tick { position: absolute; top: 6px; left: 6px; width: 26px; height: 26px; border-radius: 8px; background: var(--veil);
        border: 1px solid var(--line-strong); display: grid; place-items: center; opacity: 0; transition: opacity var(--quick); }
      .tile:hover .tick, .tile.active .tick, .choosing .tick, .tile[aria-selected="true"] .tick { opacity: 1; }
      .tile[aria-selected="true"] .tick { background: var(--accent); border-color: var(--accent); }
      .tile[aria-selected="true"] .tick::after { content: ""; width: 6px; height: 11px; border: solid var(--accent-ink); border-width: 0 2px 2px 0;
        transform: rotate(45deg) translate(-1px, -1px); }
      .waiting { background: var(--panel-2); }
      @media (max-width: 720px) { .size { display: none; } .below { justify-content: flex-start; } }
      @media (hover: none) { .tick { opacity: 1; } }
    `,
  ];

  constructor() {
    super();
    this.selected = new Set();
    this.active = 0;
    this.anchor = 0;
    this.top = 0;
    this.width = 800;
    this.high = 600;
    this.sizes = new ResizeObserver(() => this.#measure());
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(imageStates, 'change', () => this.requestUpdate());
    this.updateComplete.then(() => this.sizes.observe(this));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  #measure() {
    const scroller = this.renderRoot.querySelector('.scroller');
    this.width = scroller.clientWidth - 4;
    this.high = scroller.clientHeight;
  }

  get columns() {
    const least = this.width < 520 ? 150 : 190;
    return Math.max(2, Math.floor((this.width + GAP) / (least + GAP)));
  }

  get tile() {
    return Math.round(((this.width - GAP * (this.columns - 1)) / this.columns) * 0.72) + CAPTION;
  }

  willUpdate(changed) {
    if (changed.has('list')) {
      this.active = 0;
      this.top = 0;
    }
    this.active = Math.max(0, Math.min(this.active, (this.list?.images.length ?? 1) - 1));
  }

  updated(changed) {
    const scroller = this.renderRoot.querySelector('.scroller');
    const pitch = this.tile + GAP;
    const rows = Math.ceil(this.list.extent / this.columns);
    scroller.style.setProperty('--columns', this.columns);
    scroller.style.setProperty('--tile', this.tile + 'px');
    this.renderRoot.querySelector('.space').style.height = Math.max(0, rows * pitch - GAP) + 'px';
    this.renderRoot.querySelector('.window').style.transform = `translateY(${this.first / this.columns * pitch}px)`;
    if (changed.has('list')) {
      scroller.scrollTop = 0;
    }
    if (this.last > this.list.images.length && !this.list.complete && !this.list.error) {
      this.list.upTo(this.last + this.columns).catch(() => {});
    }
  }

  get first() {
    return Math.max(0, Math.floor(this.top / (this.tile + GAP)) - AROUND) * this.columns;
  }

  get last() {
    return Math.min(this.list.extent, (Math.ceil((this.top + this.high) / (this.tile + GAP)) + AROUND) * this.columns);
  }

  #scrolled(event) {
    const top = event.target.scrollTop;
    // whole rows only: within a row nothing changes
    if (Math.floor(top / 40) !== Math.floor(this.top / 40)) {
      this.top = top;
    }
  }

  #click(event, image, index) {
    this.active = index;
    const onTick = event.target.classList.contains('tick');
    if (event.shiftKey) {
      this.#range(this.anchor, index);
    } else if (onTick || event.ctrlKey || event.metaKey || this.selected.size) {
      this.anchor = index;
      this.#toggle(image.id);
    } else {
      this.#open(image);
    }
  }

  #open(image) {
    this.dispatchEvent(new CustomEvent('open', { detail: image }));
  }

  #toggle(id) {
    const next = new Set(this.selected);
    if (!next.delete(id)) {
      next.add(id);
    }
    this.dispatchEvent(new CustomEvent('select', { detail: next }));
  }

  #range(from, to) {
    const some = this.list.images.slice(Math.min(from, to), Math.max(from, to) + 1).map((image) => image.id);
    this.dispatchEvent(new CustomEvent('select', { detail: new Set([...this.selected, ...some]) }));
  }

  #key(event) {
    const image = this.list.images[this.active];
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.columns, ArrowDown: this.columns,
      PageDown: this.columns * 4, PageUp: -this.columns * 4, Home: -this.active, End: this.list.images.length };
    if (event.key in steps && !event.altKey) {
      const before = this.active;
      this.active = Math.max(0, Math.min(this.list.images.length - 1, this.active + steps[event.key]));
      if (event.shiftKey) {
        this.#range(before, this.active);
      }
      this.#reveal();
    } else if (event.key === ' ' && image) {
      this.anchor = this.active;
      this.#toggle(image.id);
    } else if (event.key === 'Enter' && image) {
      this.#open(image);
    } else {
      return;
    }
    event.preventDefault();
  }

  #reveal() {
    const scroller = this.renderRoot.querySelector('.scroller');
    const y = Math.floor(this.active / this.columns) * (this.tile + GAP);
    if (y < scroller.scrollTop) {
      scroller.scrollTop = y;
    } else if (y + this.tile > scroller.scrollTop + this.high) {
      scroller.scrollTop = y + this.tile - this.high + 6;
    }
  }

  render() {
    const seen = [];
    for (let i = this.first; i < this.last; i++) {
      seen.push({ index: i, image: this.list.images[i] });
    }
    const active = this.list.images[this.active];
    const shown = active && this.active >= this.first && this.active < this.last;
    return html`<div class="scroller ${this.selected.size ? 'choosing' : ''}" role="listbox" aria-label="Images" aria-multiselectable="true"
        tabindex="0" aria-activedescendant=${shown ? 'image-' + active.id : nothing} @scroll=${this.#scrolled} @keydown=${this.#key}>
      <div class="space" role="presentation"><div class="window" role="presentation">
        ${repeat(seen, ({ index, image }) => image?.id ?? index, ({ index, image }) => (image ? this.#tile(image, index) : html`<div
          class="tile waiting" role="option" aria-selected="false" aria-label="loading"></div>`))}
      </div></div>
    </div>`;
  }

  #tile(image, index) {
    const state = imageStates.of(this.mode, image.id);
    const reason = state && REASONS[state.reason];
    return html`<div class="tile ${index === this.active ? 'active' : ''}" role="option" id="image-${image.id}"
        aria-selected=${this.selected.has(image.id)} aria-posinset=${index + 1} aria-setsize=${this.list.extent}
        @click=${(e) => this.#click(e, image, index)}>
      <img class="shot" alt="" loading="lazy" decoding="async" draggable="false" src=${thumbnailUrl(image.id)} @error=${askAgain}>
      <span class="tick"></span>
      <span class="words">
        <span class="clip" title=${image.filename}>${image.filename}</span>
        <span class="below"><span class="size">${image.width} × ${image.height}</span>
          ${reason ? html`<span class="chip ${reason.look}" title=${state.sentence}>${reason.short}</span>` : null}</span>
      </span>
    </div>`;
  }
}

customElements.define('image-grid', ImageGrid);
