import { html, css } from 'lit';
import { compareResults, differenceUrl, resultDocument } from './api.js';
import { differenceWords } from './comparison-words.js';
import { count, percent, time } from './format.js';
import { LiveElement, isTyping } from './live-element.js';
import { instanceColour } from './mask-raster.js';
import { maskLook } from './mask-controls.js';
import { promptWords } from './result-tile.js';
import { currentRoute, recall, remember, replaceQuery } from './route.js';
import { common } from './styles.js';
import './mask-controls.js';
import './picture-stage.js';

const VIEWS = [['difference', 'Difference'], ['swipe', 'Swipe'], ['side', 'Side by side']];

/** Two results of an image against each other: what was added, removed and kept, by how much, and from which prompts. */
class ResultCompare extends LiveElement {
  static properties = { image: {}, older: {}, newer: {}, comparison: { state: true }, layers: { state: true }, look: { state: true }, at: { state: true },
    error: { state: true } };
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
      .segmented button { flex: 1; padding: 0 6px; font-size: var(--text-s); }
      .key { display: flex; align-items: center; gap: var(--s2); }
      .key i { width: 12px; height: 12px; border-radius: 3px; }
      .kept { background: var(--kept); } .added { background: var(--added); } .removed { background: var(--removed); }
      .big { font-size: var(--text-xl); font-weight: 650; }
      table { width: 100%; border-collapse: collapse; font-size: var(--text-s); }
      th, td { text-align: left; padding: 3px 0; font-weight: 400; border-top: 1px solid var(--line); }
      input[type="range"] { width: 100%; }
      @media (max-width: 1100px) { :host { grid-template-columns: minmax(0, 1fr) 240px; } }
      @media (max-width: 900px) { :host { display: block; } .stages { height: 52vh; } aside { border-left: 0; } }
    `,
  ];

  constructor() {
    super();
    this.look = maskLook();
    this.at = 50;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, 'hashchange', () => this.requestUpdate());
    this.listen(window, 'keydown', (e) => this.#key(e));
  }

  /** As the address says, else as last time. */
  get view() {
    const known = (name) => VIEWS.some(([one]) => one === name);
    return [currentRoute().query.get('view'), recall('compare')].find(known) ?? 'difference';
  }

  #show(view) {
    remember('compare', view);
    replaceQuery({ view });
  }

  willUpdate(changed) {
    const key = `${this.older.id}/${this.newer.id}`;
    if ((changed.has('older') || changed.has('newer')) && key !== this.key) {
      this.key = key;
      this.comparison = null;
      this.layers = null;
      this.error = null;
      this.load();
    }
    if (this.view !== 'difference' && !this.layers && !this.error) {
      this.#loadLayers();
    }
  }

  updated() {
    this.renderRoot.querySelector('.stages').style.setProperty('--at', this.at + '%');
  }

  load() {
    return this.#loading(async (isStill) => {
      const comparison = await compareResults(this.older.id, this.newer.id);
      if (isStill()) {
        this.comparison = comparison;
      }
    });
  }

  /** Masks one by one are for the views that show them so. */
  #loadLayers() {
    this.layers = [[], []];
    return this.#loading(async (isStill) => {
      const documents = await Promise.all([resultDocument(this.older.id), resultDocument(this.newer.id)]);
      if (isStill()) {
        this.layers = documents.map(({ annotations }) => annotations.map((one, i) => ({ rle: one.segmentation, colour: instanceColour(i) })));
      }
    });
  }

  async #loading(work) {
    const { key } = this;
    const isStill = () => key === this.key;
    try {
      await work(isStill);
    } catch (e) {
      if (isStill()) {
        this.layers = null;
        this.error = e.status === 404 ? 'The files of one of the two results are gone. Choose two others.' : e.message;
      }
    }
  }

  /** What is missing is asked for again, the masks when they are shown. */
  #again() {
    this.error = null;
    this.load();
  }

  #key(event) {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === '0') {
      this.renderRoot.querySelector('picture-stage').fit();
    } else if (event.key.toLowerCase() === 'h') {
      this.look = { ...this.look, hidden: !this.look.hidden };
    }
  }

  #follow(event) {
    for (const stage of this.renderRoot.querySelectorAll('picture-stage')) {
      if (stage !== event.target) {
        stage.follow(event.detail);
      }
    }
  }

  #stage(index, name, label) {
    return html`<picture-stage class=${name} .image=${this.image} .masks=${this.look.hidden ? [] : (this.layers?.[index] ?? [])} .opacity=${this.look.opacity}
      ?outline=${this.look.outline} .label=${label} @view=${this.#follow}></picture-stage>`;
  }

  render() {
    const labels = [`Older, ${time(this.older.processed_at)}`, `Newer, ${time(this.newer.processed_at)}`];
    const { view, look } = this;
    return html`
      <div class="stages ${view}">
        ${view === 'difference'
          ? html`<picture-stage .image=${this.image} .over=${look.hidden ? null : differenceUrl(this.older.id, this.newer.id)} .opacity=${look.opacity}
              .label=${'Difference of the two results'}></picture-stage>`
          : html`<span class="caption left chip">${labels[0]}</span><span class="caption right chip">${labels[1]}</span>
              ${this.#stage(0, 'lower', labels[0])}${this.#stage(1, 'upper', labels[1])}`}
      </div>
      <aside aria-label="Comparison">
        <div class="segmented" role="group" aria-label="View">${VIEWS.map(([name, title]) => html`<button aria-pressed=${name === view}
          @click=${() => this.#show(name)}>${title}</button>`)}</div>
        ${view === 'swipe' ? html`<label class="small">Where older ends and newer begins
          <input type="range" min="0" max="100" .value=${String(this.at)} @input=${(e) => (this.at = Number(e.target.value))}></label>` : null}
        <mask-controls ?plain=${view === 'difference'} .look=${look} @look=${(e) => (this.look = e.detail)}></mask-controls>
        ${this.error ? html`<p class="note warn small">${this.error}</p><p><button @click=${() => this.#again()}>Try again</button></p>` : null}
        ${this.comparison ? this.#figures(this.comparison) : this.error ? null : html`<p class="dim small">Comparing…</p>`}
      </aside>`;
  }

  #figures({ iou, kept_area: kept, added_area: added, removed_area: removed, instances, prompts }) {
    const name = (id) => (id === null ? 'none' : `mask ${id}`);
    return html`<div class="stack">
      <h3>Overlap</h3>
      <p><span class="big">${kept + added + removed ? percent(iou) : 'both empty'}</span> <span class="dim small">IoU</span></p>
      <ul class="small">
        <li class="key"><i class="kept"></i> kept ${count(kept)} pixels</li>
        <li class="key"><i class="added"></i> added ${count(added)} pixels</li>
        <li class="key"><i class="removed"></i> removed ${count(removed)} pixels</li>
      </ul>
      ${instances.length ? html`<table><caption class="unseen">IoU per mask</caption><thead><tr><th>Older</th><th>Newer</th><th>IoU</th></tr></thead><tbody>
        ${instances.map(({ a, b, iou: share }) => html`<tr><td>${name(a)}</td><td>${name(b)}</td>
          <td>${a === null || b === null ? '' : percent(share)}</td></tr>`)}</tbody></table>` : null}
    </div>
    <div class="stack"><h3>Prompts</h3><p class="small dim">Older: ${promptWords(this.older)}. Newer: ${promptWords(this.newer)}.</p>
      <ul class="small">${differenceWords(prompts, this.older, this.newer).map((line) => html`<li>${line}</li>`)}</ul></div>`;
  }
}
customElements.define('result-compare', ResultCompare);
