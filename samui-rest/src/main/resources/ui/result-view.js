import { html, css } from 'lit';
import { documentUrl, maskUrl, overlayUrl, resultDocument } from './api.js';
import { count, duration, fullTime, percent } from './format.js';
import { icon } from './icons.js';
import { LiveElement, isTyping } from './live-element.js';
import { css as colourOf, instanceColour } from './mask-raster.js';
import { maskLook } from './mask-controls.js';
import { promptWords, totalTime } from './result-tile.js';
import { link } from './route.js';
import { SnapshotLayer } from './snapshot-layer.js';
import { common } from './styles.js';
import './mask-controls.js';
import './picture-stage.js';

/** One result, whole: its masks one by one, what it was made from and with, and its files. */
class ResultView extends LiveElement {
  static properties = { image: {}, entry: {}, found: { state: true }, off: { state: true }, look: { state: true }, prompts: { state: true }, error: { state: true } };
  static styles = [
    common,
    css`
      :host { display: grid; grid-template-columns: minmax(0, 1fr) 300px; min-height: 0; }
      aside { background: var(--panel); border-left: 1px solid var(--line); overflow-y: auto; padding: var(--s3) var(--s4); display: flex;
        flex-direction: column; gap: var(--s4); }
      li label { display: flex; align-items: center; gap: var(--s2); min-height: 32px; }
      .swatch { width: 12px; height: 12px; border-radius: 3px; background: var(--swatch); flex: none; }
      li .grow { flex: 1; }
      dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px var(--s3); font-size: var(--text-s); }
      dt { color: var(--ink-2); }
      dd { overflow-wrap: anywhere; }
      .stage { position: relative; min-height: 0; display: grid; }
      .none { position: absolute; left: 50%; top: var(--s5); transform: translateX(-50%); font-size: var(--text); padding: var(--s2) var(--s4); }
      @media (max-width: 1100px) { :host { grid-template-columns: minmax(0, 1fr) 240px; } }
      @media (max-width: 900px) { :host { display: block; } picture-stage { height: 52vh; } aside { border-left: 0; } }
    `,
  ];

  constructor() {
    super();
    this.look = maskLook();
    this.off = new Set();
    this.prompts = true;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, 'keydown', (e) => this.#key(e));
  }

  willUpdate(changed) {
    if (changed.has('entry') && changed.get('entry')?.id !== this.entry?.id) {
      this.found = null;
      this.off = new Set();
      this.load();
    }
    if (changed.has('entry') || changed.has('prompts')) {
      this.layer = new SnapshotLayer(this.entry, this.prompts);
    }
    this.masks = this.look.hidden
      ? []
      : (this.found ?? []).map((one, i) => ({ rle: one.segmentation, colour: instanceColour(i) })).filter((_, i) => !this.off.has(i));
    // the same list again would be drawn again
    const key = [this.entry?.id, this.found?.length, this.look.hidden, ...this.off].join();
    this.shown = this.key === key ? this.shown : this.masks;
    this.key = key;
  }

  updated() {
    this.renderRoot.querySelectorAll('.swatch').forEach((one) => one.style.setProperty('--swatch', colourOf(instanceColour(Number(one.dataset.index)))));
  }

  async load() {
    const { entry } = this;
    try {
      const found = (await resultDocument(entry.id)).annotations;
      if (entry.id === this.entry.id) {
        this.found = found;
        this.error = null;
      }
    } catch (e) {
      this.error = e.status === 404 ? 'The files of this result are gone.' : e.message;
    }
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

  #toggle(i) {
    const off = new Set(this.off);
    if (!off.delete(i)) {
      off.add(i);
    }
    this.off = off;
  }

  render() {
    const { entry } = this;
    return html`
      <div class="stage"><picture-stage .image=${this.image} .masks=${this.shown} .opacity=${this.look.opacity} ?outline=${this.look.outline} .layer=${this.layer}
        .label=${`Result with ${entry.instance_count} masks over ${this.image?.filename ?? 'the picture'}`}></picture-stage>
        ${entry.instance_count === 0 ? html`<span class="none chip warn">The model ran and found nothing</span>` : null}</div>
      <aside aria-label="The result">
        <mask-controls .look=${this.look} @look=${(e) => (this.look = e.detail)}></mask-controls>
        <label class="inline small"><input type="checkbox" .checked=${this.prompts} @change=${(e) => (this.prompts = e.target.checked)}> Show prompts and boxes</label>
        ${this.#instances(entry)}
        <div class="stack"><h3>Downloads</h3><div class="row">
          <a class="button" href=${maskUrl(entry.id)} download="${this.#stem()}_mask.png">${icon('download', 16)} Mask</a>
          <a class="button" href=${documentUrl(entry.id)} download="${this.#stem()}_coco.json">COCO</a>
          <a class="button" href=${overlayUrl(entry.id)} download="${this.#stem()}_overlay.png">Overlay</a>
        </div></div>
        <div class="stack"><h3>Made</h3>${this.#facts(entry)}</div>
      </aside>`;
  }

  #stem() {
    return (this.image?.filename ?? 'image').replace(/\.[^.]*$/, '');
  }

  #instances(entry) {
    if (this.error) {
      return html`<p class="note warn small">${this.error}</p>`;
    }
    if (!this.found) {
      return html`<p class="dim small">Loading the masks…</p>`;
    }
    const all = this.image ? this.image.width * this.image.height : 1;
    return html`<div class="stack"><div class="row spread"><h3>Masks <span class="dim">${this.found.length}</span></h3>
        ${this.found.length > 1 ? html`<button class="quiet" @click=${() => (this.off = this.off.size ? new Set() : new Set(this.found.keys()))}>${this.off.size ? 'Show all' : 'Hide all'}</button>` : null}</div>
      <ul>${this.found.map((one, i) => html`<li><label><input type="checkbox" .checked=${!this.off.has(i)} @change=${() => this.#toggle(i)}>
        <span class="swatch" data-index=${i}></span><span class="grow">Mask ${i + 1}</span>
        <span class="dim small" title="${count(one.area)} pixels">${one.area ? percent(one.area / all) : 'empty'}${
          entry.scores[i] === undefined ? '' : ` · ${entry.scores[i].toFixed(2)}`}</span></label></li>`)}</ul></div>`;
  }

  #facts(entry) {
    const t = entry.timings;
    return html`<dl>
      <dt>When</dt><dd>${fullTime(entry.processed_at)}</dd>
      <dt>From</dt><dd>${promptWords(entry) || 'no prompts'}</dd>
      <dt>Model</dt><dd>${entry.model_id}, ${entry.backend}, ${entry.device}</dd>
      <dt>Took</dt><dd>${duration(totalTime(entry))}: read ${duration(t.read_ms)}, encode ${duration(t.encode_ms)}, decode ${duration(t.decode_ms)},
        masks ${duration(t.postprocess_ms)}, store ${duration(t.store_ms)}</dd>
      <dt>Thresholds</dt><dd>score ${entry.parameters.score_threshold}, mask ${entry.parameters.mask_threshold}</dd>
      <dt>Job</dt><dd><a href=${link(['jobs', entry.job_id])}>show it</a></dd>
    </dl>`;
  }
}
customElements.define('result-view', ResultView);
