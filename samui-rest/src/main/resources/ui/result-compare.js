import { html, css } from 'lit';
import { resultDocument } from './api.js';
import { count, percent, time } from './format.js';
import { LiveElement } from './live-element.js';
import { difference, matches, union } from './compare-masks.js';
import { instanceColour } from './mask-raster.js';
import { maskLook } from './mask-controls.js';
import { promptDifference } from './prompt-difference.js';
import { promptWords } from './result-tile.js';
import { recall, remember } from './route.js';
import { common } from './styles.js';
import './mask-controls.js';
import './picture-stage.js';

const VIEWS = [['difference', 'Difference'], ['swipe', 'Swipe'], ['side', 'Side by side']];
const KEPT = [96, 165, 250];
const ADDED = [16, 185, 129];
const REMOVED = [244, 63, 94];

/** Two results of an image against each other: what was added, removed and kept, by how much, and from which prompts. */
class ResultCompare extends LiveElement {
  static properties = { image: {}, older: {}, newer: {}, view: { state: true }, documents: { state: true }, look: { state: true }, at: { state: true }, error: { state: true } };
  static styles = [
    common,
    css`
      :host { display: grid; grid-template-columns: minmax(0, 1fr) 300px; min-height: 0; }
      .stages { position: relative; min-height: 0; display: grid; grid-template-columns: 1fr; overflow: hidden; }
      .stages.side { grid-template-columns: 1fr 1fr; gap: 2px; background: var(--line); }
      .swipe picture-stage { position: absolute; inset: 0; }
      .swipe .upper { clip-path: inset(0 0 0 var(--at)); }
      .swipe::after { content: ""; position: absolute; top: 0; bottom: 0; left: var(--at); width: 2px; background: #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / 50%);
        pointer-events: none; }
      .caption { position: absolute; top: var(--s2); z-index: 2; pointer-events: none; }
      .caption.left { left: var(--s2); }
      .caption.right { right: var(--s2); }
      aside { background: var(--panel); border-left: 1px solid var(--line); overflow-y: auto; padding: var(--s3) var(--s4); display: flex;
        flex-direction: column; gap: var(--s4); }
      .segmented button { flex: 1; padding: 0 6px; }
      .key { display: flex; align-items: center; gap: var(--s2); }
      .key i { width: 12px; height: 12px; border-radius: 3px; }
      .kept { background: rgb(96 165 250); } .added { background: rgb(16 185 129); } .removed { background: rgb(244 63 94); }
      .big { font-size: var(--text-xl); font-weight: 650; }
      table { width: 100%; border-collapse: collapse; font-size: var(--text-s); }
      th, td { text-align: left; padding: 3px 0; font-weight: 400; border-top: 1px solid var(--line); }
      td.number { text-align: right; }
      input[type="range"] { width: 100%; }
      @media (max-width: 1100px) { :host { grid-template-columns: minmax(0, 1fr) 240px; } }
      @media (max-width: 900px) { :host { display: block; } .stages { height: 52vh; } aside { border-left: 0; } }
    `,
  ];

  constructor() {
    super();
    this.view = VIEWS.some(([name]) => name === recall('compare')) ? recall('compare') : 'difference';
    this.look = maskLook();
    this.at = 50;
  }

  willUpdate(changed) {
    if (changed.has('older') || changed.has('newer')) {
      const key = this.older.id + this.newer.id;
      if (key !== this.key) {
        this.key = key;
        this.documents = null;
        this.load();
      }
    }
  }

  updated() {
    this.renderRoot.querySelector('.stages')?.style.setProperty('--at', this.at + '%');
  }

  async load() {
    const { key } = this;
    try {
      const [older, newer] = await Promise.all([resultDocument(this.older.id), resultDocument(this.newer.id)]);
      if (key !== this.key) {
        return;
      }
      const masks = [older, newer].map((document) => document.annotations.map((one) => one.segmentation));
      const size = [this.image.height, this.image.width];
      const unions = masks.map((some) => union(some, size));
      this.layers = masks.map((some) => some.map((rle, i) => ({ rle, colour: instanceColour(i) })));
      const { added, removed, kept } = difference(unions[0], unions[1]);
      this.differing = [{ rle: kept.rle, colour: KEPT }, { rle: added.rle, colour: ADDED }, { rle: removed.rle, colour: REMOVED }];
      this.figures = { added: added.area, removed: removed.area, kept: kept.area };
      this.pairs = matches(masks[0], masks[1]);
      this.documents = true;
      this.error = null;
    } catch (e) {
      this.error = e.status === 404 ? 'The files of one of the two results are gone.' : e.message;
    }
  }

  #follow(event) {
    for (const stage of this.renderRoot.querySelectorAll('picture-stage')) {
      if (stage !== event.target) {
        stage.follow(event.detail);
      }
    }
  }

  #stage(masks, name, label) {
    return html`<picture-stage class=${name} .image=${this.image} .masks=${this.look.hidden ? [] : masks} .opacity=${this.look.opacity} ?outline=${this.look.outline}
      .label=${label} @view=${this.#follow}></picture-stage>`;
  }

  render() {
    const labels = [`Older, ${time(this.older.processed_at)}`, `Newer, ${time(this.newer.processed_at)}`];
    return html`
      <div class="stages ${this.view}">
        ${!this.documents ? html`<p class="dim">${this.error ?? 'Loading the masks…'}</p>` : null}
        ${this.view === 'difference'
          ? this.#stage(this.documents ? this.differing : [], '', 'Difference of the two results')
          : html`<span class="caption left chip">${labels[0]}</span><span class="caption right chip">${labels[1]}</span>
              ${this.#stage(this.documents ? this.layers[0] : [], 'lower', labels[0])}${this.#stage(this.documents ? this.layers[1] : [], 'upper', labels[1])}`}
      </div>
      <aside aria-label="Comparison">
        <div class="segmented" role="group" aria-label="View">${VIEWS.map(([name, title]) => html`<button aria-pressed=${name === this.view}
          @click=${() => { this.view = name; remember('compare', name); }}>${title}</button>`)}</div>
        ${this.view === 'swipe' ? html`<label class="small">Where older ends and newer begins
          <input type="range" min="0" max="100" .value=${String(this.at)} @input=${(e) => (this.at = Number(e.target.value))}></label>` : null}
        <mask-controls .look=${this.look} @look=${(e) => (this.look = e.detail)}></mask-controls>
        ${this.documents ? this.#figures() : null}
        <div class="stack"><h3>Prompts</h3><p class="small dim">Older: ${promptWords(this.older)}. Newer: ${promptWords(this.newer)}.</p>
          <ul class="small">${promptDifference(this.older, this.newer).map((line) => html`<li>${line}</li>`)}</ul></div>
      </aside>`;
  }

  #figures() {
    const { added, removed, kept } = this.figures;
    const all = added + removed + kept;
    return html`<div class="stack">
      <h3>Overlap</h3>
      <p><span class="big">${all ? percent(kept / all) : 'both empty'}</span> <span class="dim small">IoU</span></p>
      <ul class="small">
        <li class="key"><i class="kept"></i> kept ${count(kept)} pixels</li>
        <li class="key"><i class="added"></i> added ${count(added)} pixels</li>
        <li class="key"><i class="removed"></i> removed ${count(removed)} pixels</li>
      </ul>
      ${this.pairs.length ? html`<table><caption class="unseen">IoU per mask</caption><thead><tr><th>Older</th><th>Newer</th><th>IoU</th></tr></thead><tbody>
        ${this.pairs.map(([a, b, share]) => html`<tr><td>${a === null ? 'none' : `mask ${a + 1}`}</td><td>${b === null ? 'none' : `mask ${b + 1}`}</td>
          <td>${share === null ? '' : percent(share)}</td></tr>`)}</tbody></table>` : null}
    </div>`;
  }
}
customElements.define('result-compare', ResultCompare);
