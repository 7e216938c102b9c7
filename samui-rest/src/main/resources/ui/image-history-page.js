import { html, css } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { getImage, imageHistory } from './api.js';
import { jobStream } from './job-stream.js';
import { LiveElement, isTyping } from './live-element.js';
import { go, link, MODES, MODE_NAMES, remember, replaceQuery } from './route.js';
import { common } from './styles.js';
import './image-stepper.js';
import './result-compare.js';
import './result-tile.js';
import './result-view.js';

/**
 * The results of one image, newest first, and the one that is looked at: `#/history/{image}/{result}`, or two of them:
 * `#/history/{image}/compare/{a}/{b}`.
 */
class ImageHistoryPage extends LiveElement {
  static properties = { imageId: {}, parts: {}, mode: {}, image: { state: true }, entries: { state: true }, error: { state: true } };
  static styles = [
    common,
    css`
      :host { display: grid; grid-template-rows: auto minmax(0, 1fr); height: 100%; }
      .bar { display: flex; align-items: center; gap: var(--s2) var(--s4); padding: var(--s2) var(--s4); background: var(--panel);
        border-bottom: 1px solid var(--line); min-height: 52px; flex-wrap: wrap; }
      .name { flex: 1 1 120px; font-size: var(--text); }
      .name .dim { font-weight: 400; }
      .work { display: grid; grid-template-columns: minmax(0, 1fr) 264px; min-height: 0; }
      .list { overflow-y: auto; padding: var(--s3); border-left: 1px solid var(--line); background: var(--surface); display: flex;
        flex-direction: column; gap: var(--s3); }
      .list ul { display: flex; flex-direction: column; gap: var(--s3); }
      .pick { display: flex; gap: var(--s2); margin-top: 4px; }
      .pick a { font-size: var(--text-s); }
      .message { padding: var(--s5); }
      @media (max-width: 900px) {
        :host { display: block; overflow-y: auto; }
        .bar { padding: var(--s2) var(--s3); }
        .bar .segmented button { padding: 0 var(--s2); }
        .work { display: block; }
        .list { border-left: 0; border-top: 1px solid var(--line); overflow: visible; }
        .list ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); }
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, 'keydown', (e) => {
      if (e.key === 'Escape' && !isTyping(e) && !e.defaultPrevented) {
        go(['history'], { mode: this.mode });
      }
    });
    this.listen(jobStream, 'update', ({ detail: { ended = [], over } }) => {
      if (over || ended.some((item) => item.image_id === this.imageId)) {
        this.load();
      }
    });
  }

  willUpdate(changed) {
    if (changed.has('imageId') || changed.has('mode')) {
      this.entries = null;
      if (changed.has('imageId')) {
        this.image = null;
      }
      this.load();
    }
  }

  async load() {
    const { imageId, mode } = this;
    try {
      const [image, entries] = await Promise.all([getImage(imageId), imageHistory(imageId, mode)]);
      if (imageId === this.imageId && mode === this.mode) {
        this.image = image;
        this.entries = entries;
        this.error = null;
      }
    } catch (e) {
      this.error = e.status === 404 ? 'This image is gone: it was deleted, and its results with it.' : e.message;
    }
  }

  #setMode(mode) {
    remember('mode', mode);
    history.replaceState(null, '', link(['history', this.imageId], { mode }));
    replaceQuery({ mode });
  }

  render() {
    return html`
      <div class="bar">
        <a class="button" href=${link(['history'], { mode: this.mode })}>All results</a>
        <image-stepper .imageId=${this.imageId} .mode=${this.mode} @step=${(e) => go(['history', e.detail.id], { mode: this.mode })}></image-stepper>
        <h1 class="name clip">${this.image?.filename ?? 'History'}
          <span class="dim">${this.image ? `${this.image.width} × ${this.image.height}` : ''}</span></h1>
        <div class="segmented" role="group" aria-label="Mode">${MODES.map((mode) => html`<button aria-pressed=${mode === this.mode}
          @click=${() => this.#setMode(mode)}>${MODE_NAMES[mode]}</button>`)}</div>
        <a class="button" href=${link(['annotate', this.imageId], { mode: this.mode })}>Annotate</a>
      </div>
      ${this.#content()}`;
  }

  #content() {
    if (this.error && !this.entries) {
      return html`<div class="message stack"><p class="note warn">${this.error}</p><p><button @click=${() => this.load()}>Try again</button></p></div>`;
    }
    if (!this.entries) {
      return html`<p class="message dim">Loading the results…</p>`;
    }
    if (!this.entries.length) {
      return html`<div class="message stack"><h2>No result in this mode yet</h2><p>Draw prompts on this image and process it.</p>
        <p><a class="button" href=${link(['annotate', this.imageId], { mode: this.mode })}>Annotate</a></p></div>`;
    }
    const comparing = this.parts[0] === 'compare';
    const [a, b] = comparing ? this.#olderAndNewer() : [this.#entry(this.parts[0]) ?? this.entries[0]];
    return html`<div class="work">
      ${comparing
        ? a && b
          ? html`<result-compare .image=${this.image} .older=${a} .newer=${b}></result-compare>`
          : html`<div class="message"><p class="note warn">One of the two results is gone. Choose two beside.</p></div>`
        : html`<result-view .image=${this.image} .entry=${a}></result-view>`}
      <div class="list" tabindex="0" role="region" aria-label="Results of this image">
        <h2>${this.entries.length} ${this.entries.length === 1 ? 'result' : 'results'}</h2>
        <ul>${repeat(this.entries, (entry) => entry.id, (entry, i) => html`<li>
          <result-tile .entry=${entry} .latest=${i === 0} ?selected=${entry === a || entry === b}></result-tile>
          ${entry === a || entry === b
            ? null
            : html`<span class="pick"><a href=${link(['history', this.imageId, 'compare', ...this.#inOrder(entry, comparing ? b : a)], { mode: this.mode })}
                >Compare with the ${comparing ? 'newer' : 'one shown'}</a></span>`}
        </li>`)}</ul>
      </div>
    </div>`;
  }

  #entry(id) {
    return this.entries.find((entry) => entry.id === id);
  }

  /** The two of the address, in whatever order it has them. */
  #olderAndNewer() {
    const [a, b] = this.parts.slice(1).map((id) => this.#entry(id));
    return a && b && this.entries.indexOf(a) < this.entries.indexOf(b) ? [b, a] : [a, b];
  }

  /** The older first. */
  #inOrder(one, other) {
    return [one, other ?? one].sort((x, y) => this.entries.indexOf(y) - this.entries.indexOf(x)).map((entry) => entry.id);
  }
}
customElements.define('image-history-page', ImageHistoryPage);
