import { html, css } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { exportUrl, listHistory } from './api.js';
import { jobStream } from './job-stream.js';
import { LiveElement } from './live-element.js';
import { tell } from './notices.js';
import { link, MODES, MODE_NAMES, remember, replaceQuery } from './route.js';
import { common } from './styles.js';
import './result-tile.js';

const PAGE = 60;

/** The results of all images in a mode, newest first. */
class HistoryPage extends LiveElement {
  static properties = { mode: {}, entries: { state: true }, next: { state: true }, error: { state: true } };
  static styles = [
    common,
    css`
      ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(230px, 46%), 1fr)); gap: var(--s3); }
      .page > .inner { max-width: 1900px; }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.listen(jobStream, 'update', ({ detail }) => detail.over && this.load());
  }

  willUpdate(changed) {
    if (changed.has('mode')) {
      this.entries = null;
      this.load();
    }
  }

  async load() {
    const { mode } = this;
    try {
      const page = await listHistory({ mode, limit: Math.max(PAGE, Math.min(this.entries?.length ?? 0, 1000)) });
      if (mode === this.mode) {
        this.entries = page.entries;
        this.next = page.next;
        this.error = null;
      }
    } catch (e) {
      this.error = e.message;
    }
  }

  async #more() {
    try {
      const page = await listHistory({ mode: this.mode, limit: PAGE, cursor: this.next });
      this.entries = [...this.entries, ...page.entries];
      this.next = page.next;
    } catch (e) {
      tell(e.message, { kind: 'bad' });
    }
  }

  #setMode(mode) {
    remember('mode', mode);
    replaceQuery({ mode });
  }

  render() {
    return html`<div class="page"><div class="inner">
      <div class="row spread"><h1>History</h1><div class="row">
        <div class="segmented" role="group" aria-label="Mode">${MODES.map((mode) => html`<button aria-pressed=${mode === this.mode}
          @click=${() => this.#setMode(mode)}>${MODE_NAMES[mode]}</button>`)}</div>
        <a class="button" href=${exportUrl(this.mode)} download="${this.mode}_coco.json">Export COCO</a>
      </div></div>
      ${this.#list()}
    </div></div>`;
  }

  #list() {
    if (!this.entries) {
      return this.error
        ? html`<p class="note bad">${this.error}</p><p><button @click=${() => this.load()}>Try again</button></p>`
        : html`<p class="dim">Loading the results…</p>`;
    }
    if (!this.entries.length) {
      return html`<div class="panel stack"><h2>No result in this mode yet</h2><p>Every image that is processed leaves one here.</p>
        <p><a class="button" href=${link(['annotate'], { mode: this.mode })}>Annotate</a></p></div>`;
    }
    const seen = new Set();
    return html`<ul aria-label="Results">${repeat(this.entries, (entry) => entry.id, (entry) => {
        const latest = !seen.has(entry.image_id);
        seen.add(entry.image_id);
        return html`<li><result-tile named .entry=${entry} .latest=${latest}></result-tile></li>`;
      })}</ul>
      ${this.next ? html`<p><button @click=${this.#more}>Show older results</button></p>` : null}`;
  }
}
customElements.define('history-page', HistoryPage);
