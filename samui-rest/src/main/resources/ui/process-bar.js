import { html, css } from 'lit';
import { freshId, submitJob } from './api.js';
import { count, plural } from './format.js';
import { imageStates } from './image-states.js';
import { LiveElement } from './live-element.js';
import { models } from './models.js';
import { tell } from './notices.js';
import { breakdown, canBeProcessed } from './reasons.js';
import { link, MODE_NAMES } from './route.js';
import { common } from './styles.js';

/** More than this is counted when somebody asks for it. */
const UNASKED = 5000;
const CALM_MS = 350;

/**
 * What a job would do, before it runs: how many images and why, the button that starts it, and the one that forces all. Of a list,
 * or of those of it that are chosen.
 */
class ProcessBar extends LiveElement {
  static properties = { mode: {}, list: {}, chosen: {}, short: { type: Boolean }, totals: { state: true }, error: { state: true },
    counting: { state: true }, sending: { state: true } };
  static styles = [
    common,
    css`
      :host { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s3); align-items: center; min-height: 36px; }
      .why { color: var(--ink-2); font-size: var(--text-s); flex: 1 1 220px; }
      :host([short]) .why { flex: 0 1 auto; }
      .missing { flex: 1 1 100%; }
    `,
  ];

  constructor() {
    super();
    this.chosen = null;
    this.asked = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(imageStates, 'change', (e) => this.#soon(e));
    this.listen(models, 'change', () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.abort?.abort();
    this.watched?.removeEventListener('change', this.again);
  }

  again = () => {
    this.#soon();
    this.requestUpdate(); // it says how far the list has come
  };

  willUpdate(changed) {
    if (changed.has('list')) {
      this.watched?.removeEventListener('change', this.again);
      this.watched = this.list;
      this.watched?.addEventListener('change', this.again);
    }
    if (changed.has('mode') || changed.has('list') || changed.has('chosen')) {
      this.stamp = null;
      this.#soon();
    }
  }

  /** Counts when nothing has happened for a moment; edits come in bursts. */
  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), CALM_MS);
  }

  get #ids() {
    return this.chosen ? [...this.chosen] : this.list.images.map((image) => image.id);
  }

  async load() {
    if (!this.chosen && !this.list.loaded) {
      return;
    }
    if (!this.chosen && this.list.extent > UNASKED && !this.asked) {
      this.totals = null;
      return;
    }
    this.abort?.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.counting = true;
    try {
      if (!this.chosen) {
        await this.list.all();
      }
      const ids = this.#ids;
      this.totals = ids.length ? (await imageStates.all(this.mode, ids, signal)).totals : { images: 0, need_processing: 0, reasons: {} };
      this.error = null;
    } catch (e) {
      if (e.name === 'AbortError') {
        return;
      }
      this.error = e.message;
    }
    this.counting = false;
  }

  async #submit(force) {
    this.sending = true;
    const request = { image_ids: this.#ids, mode: this.mode, force_all: force };
    try {
      const job = await submitJob(request, freshId());
      tell(`A job of ${plural(job.image_count, 'image')} is in the queue`);
      imageStates.forgetAll();
      this.dispatchEvent(new CustomEvent('submitted', { detail: job, bubbles: true, composed: true }));
    } catch (e) {
      tell(e.message, { kind: e.status === 400 ? '' : 'bad' });
    }
    this.sending = false;
  }

  /** For keys: counts first, as what was drawn a moment ago is not counted yet. */
  async process() {
    clearTimeout(this.timer);
    this.asked = true;
    await this.load();
    if (this.error) {
      tell(this.error, { kind: 'bad' });
    } else if (this.totals?.need_processing) {
      this.#submit(false);
    } else {
      tell('Nothing needs processing');
    }
  }

  #counting() {
    const words = 'Counting what needs processing…';
    return this.chosen || !this.list?.loaded || this.list.complete
      ? words
      : `${words} ${count(this.list.images.length)} of ${count(this.list.extent)} images listed`;
  }

  render() {
    const lacks = models.lacks(this.mode);
    if (lacks) {
      return html`<p class="missing note warn small">${lacks} <a href=${link(['system'])}>How to add a model</a></p>`;
    }
    if (this.error) {
      return html`<span class="why">${this.error}</span><button @click=${() => this.load()}>Try again</button>`;
    }
    if (!this.totals) {
      return this.counting || !this.list?.loaded || this.list.extent <= UNASKED
        ? html`<span class="why">${this.#counting()}</span>`
        : html`<button @click=${() => { this.asked = true; this.load(); }}>Count what needs processing</button>`;
    }
    const { need_processing: need, reasons } = this.totals;
    const able = Object.entries(reasons).reduce((sum, [reason, n]) => sum + (canBeProcessed(reason) ? n : 0), 0);
    return html`
      <button class="primary" ?disabled=${!need || this.sending} @click=${() => this.#submit(false)}>
        ${need ? `Process ${count(need)}` : 'Nothing to process'}</button>
      <button ?disabled=${!able || this.sending} title="Also what is up to date; results so far are kept" @click=${() => this.#submit(true)}>
        Process all ${count(able)}</button>
      <span class="why" role="status">${this.short ? '' : `${MODE_NAMES[this.mode]}: `}${breakdown(reasons, count) || 'no images'}</span>`;
  }
}
customElements.define('process-bar', ProcessBar);
