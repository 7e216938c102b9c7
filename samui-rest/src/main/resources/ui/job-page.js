import { html, css } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { getJob, listItems, thumbnailUrl } from './api.js';
import { duration } from './format.js';
import { jobStream } from './job-stream.js';
import { LiveElement } from './live-element.js';
import { tell } from './notices.js';
import { askAgain } from './pictures.js';
import { currentRoute, link, replaceQuery } from './route.js';
import { common } from './styles.js';
import './job-row.js';

const PAGE = 100;
const FILTERS = [
  ['', 'All'], ['processed', 'Processed'], ['failed', 'Failed'], ['skipped', 'Skipped'], ['cancelled', 'Cancelled'], ['pending,running', 'Not ended'],
];
const LOOKS = { processed: 'good', failed: 'bad', running: 'live', skipped: '', cancelled: '', pending: '' };
const HINTS = {
  out_of_memory: 'Take smaller images, or another device.',
  too_large: 'Upload a smaller version of it.',
  mode_not_supported: 'Use another mode, or a model that has this one.',
  storage: 'Look at the free space on the System page, then retry.',
};

/** One job: what became of each of its images, and why. */
class JobPage extends LiveElement {
  static properties = { jobId: {}, job: { state: true }, items: { state: true }, next: { state: true }, error: { state: true } };
  static styles = [
    common,
    css`
      li { display: grid; grid-template-columns: 56px minmax(0, 1fr) auto auto; gap: var(--s2) var(--s3); align-items: center; padding: var(--s2) 0;
        border-top: 1px solid var(--line); }
      li img { width: 56px; height: 42px; object-fit: cover; border-radius: 5px; background: var(--panel-2); color: transparent; display: block; }
      li .why { grid-column: 2 / -1; font-size: var(--text-s); }
      .filters { overflow-x: auto; max-width: 100%; }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.listen(jobStream, 'update', ({ detail }) => this.#update(detail));
    this.listen(window, 'hashchange', () => currentRoute().page === 'jobs' && this.#loadItems());
  }

  willUpdate(changed) {
    if (changed.has('jobId')) {
      this.load();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  get #status() {
    return currentRoute().query.get('status') ?? '';
  }

  /** An answer about another job, or another filter, than is looked at by then comes too late. */
  async load() {
    const id = this.jobId;
    try {
      const job = await getJob(id);
      if (id === this.jobId) {
        this.job = job;
        this.error = null;
        await this.#loadItems();
      }
    } catch (e) {
      if (id === this.jobId) {
        this.error = e.status === 404 ? 'There is no such job.' : e.message;
      }
    }
  }

  async #loadItems() {
    const id = this.jobId;
    const status = this.#status;
    const page = await listItems(id, { status, limit: PAGE }).catch(() => null);
    if (page && id === this.jobId && status === this.#status) {
      this.items = page.entries;
      this.next = page.next;
    }
  }

  #update({ job, over }) {
    if (job.id === this.jobId && this.job) {
      this.job = { ...this.job, ...job };
      this.timer ||= setTimeout(() => {
        this.timer = 0;
        if (over || !this.job.started_at) {
          this.load();
        } else {
          this.#loadItems();
        }
      }, over ? 100 : 800);
    }
  }

  async #more() {
    try {
      const page = await listItems(this.jobId, { status: this.#status, limit: PAGE, cursor: this.next });
      this.items = [...this.items, ...page.entries];
      this.next = page.next;
    } catch (e) {
      tell(e.message, { kind: 'bad' });
    }
  }

  render() {
    if (this.error && !this.job) {
      return html`<div class="page"><div class="inner"><h1>Job</h1><p class="note warn">${this.error}</p>
        <p><a class="button" href=${link(['jobs'])}>All jobs</a></p></div></div>`;
    }
    return html`<div class="page"><div class="inner">
      <div class="row spread"><h1>Job</h1><a class="button" href=${link(['jobs'])}>All jobs</a></div>
      ${this.job ? html`<job-row whole .job=${this.job} @changed=${() => this.load()}></job-row>` : html`<p class="dim">Loading the job…</p>`}
      ${this.job?.retry_of ? html`<p class="small">It does again what failed of <a href=${link(['jobs', this.job.retry_of])}>another job</a>.</p>` : null}
      <section class="panel stack">
        <div class="filters"><div class="segmented" role="group" aria-label="Which images">${FILTERS.map(([value, title]) => html`<button
          aria-pressed=${value === this.#status} @click=${() => replaceQuery({ status: value })}>${title}</button>`)}</div></div>
        ${this.#list()}
      </section>
    </div></div>`;
  }

  #list() {
    if (!this.items) {
      return html`<p class="dim">Loading its images…</p>`;
    }
    if (!this.items.length) {
      return html`<p class="dim">No image of this job stands so.</p>`;
    }
    return html`<ul aria-label="Images of the job">${repeat(this.items, (item) => item.position, (item) => this.#item(item))}</ul>
      ${this.next ? html`<p><button @click=${this.#more}>Show more</button></p>` : null}`;
  }

  #item(item) {
    const gone = item.status === 'skipped';
    const mode = this.job?.mode;
    return html`<li>
      ${gone ? html`<span></span>` : html`<img alt="" loading="lazy" src=${thumbnailUrl(item.image_id, 160)} @error=${askAgain}>`}
      ${gone ? html`<span class="clip">${item.filename}</span>` : html`<a class="clip" href=${link(['annotate', item.image_id], { mode })}>${item.filename}</a>`}
      <span class="dim small number">${item.duration_ms === null ? '' : duration(item.duration_ms)}
        ${item.result_id ? html`<a href=${link(['history', item.image_id, item.result_id], { mode })} aria-label="Result of ${item.filename}">Result</a>` : null}</span>
      <span class="chip ${LOOKS[item.status]}">${item.status === 'pending' ? 'waits' : item.status}</span>
      ${item.error ? html`<p class="why"><strong>${(item.error.code ?? 'error').replaceAll('_', ' ')}</strong>: ${item.error.sentence} ${HINTS[item.error.code] ?? ''}</p>` : null}
      ${item.reason ? html`<p class="why dim">${item.reason}</p>` : null}
    </li>`;
  }
}
customElements.define('job-page', JobPage);
