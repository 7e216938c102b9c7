import { html, css } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { exportUrl, getJob, getSystem, listJobs, pauseQueue, resumeQueue } from './api.js';
import { jobStream } from './job-stream.js';
import { LiveElement } from './live-element.js';
import { tell } from './notices.js';
import { currentMode, link, MODES, MODE_NAMES, remember } from './route.js';
import { common } from './styles.js';
import './job-row.js';

const PAGE = 40;

/** All jobs, newest first, as they stand this moment. */
class JobsPage extends LiveElement {
  static properties = { jobs: { state: true }, next: { state: true }, error: { state: true }, queue: { state: true }, mode: { state: true } };
  static styles = [common, css`
    ul { display: flex; flex-direction: column; gap: var(--s2); }
  `];

  constructor() {
    super();
    this.jobs = null;
    this.next = null;
    this.mode = currentMode();
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(jobStream, 'update', ({ detail }) => this.#update(detail));
    this.listen(jobStream, 'link', () => {
      this.requestUpdate();
      if (jobStream.link === 'live' && this.jobs) {
        this.load();
      }
    });
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  async load() {
    try {
      const page = await listJobs({ limit: PAGE });
      this.jobs = page.entries;
      this.next = page.next;
      this.error = null;
      this.queue = (await getSystem()).queue;
    } catch (e) {
      this.error = e.message;
    }
  }

  /** Events have counts; names and places come with the job itself. */
  #update({ job, isNew, over }) {
    const known = this.jobs?.some((one) => one.id === job.id);
    if (known) {
      this.jobs = this.jobs.map((one) => (one.id === job.id ? { ...one, ...job } : one));
    }
    if (isNew || over || !known || this.jobs.find((one) => one.id === job.id)?.started_at === null) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#refresh(), 150);
    } else if (!this.naming) {
      this.naming = setTimeout(() => this.#name(job.id), 1000);
    }
  }

  async #refresh() {
    try {
      const page = await listJobs({ limit: PAGE });
      const fresh = new Set(page.entries.map((job) => job.id));
      const older = (this.jobs ?? []).filter((job) => !fresh.has(job.id));
      this.next = older.length ? this.next : page.next;
      this.jobs = [...page.entries, ...older];
    } catch {
      // the banner says so
    }
  }

  /** Which image the running job is at. */
  async #name(id) {
    this.naming = 0;
    const job = await getJob(id).catch(() => null);
    if (job) {
      this.jobs = this.jobs.map((one) => (one.id === id ? { ...one, ...job } : one));
    }
  }

  async #more() {
    try {
      const page = await listJobs({ limit: PAGE, cursor: this.next });
      this.jobs = [...this.jobs, ...page.entries];
      this.next = page.next;
    } catch (e) {
      tell(e.message, { kind: 'bad' });
    }
  }

  async #pause(paused) {
    try {
      this.queue = await (paused ? pauseQueue() : resumeQueue());
    } catch (e) {
      tell(e.message, { kind: 'bad' });
    }
  }

  render() {
    return html`<div class="page"><div class="inner">
      <div class="row spread"><h1>Jobs</h1><div class="row">
        ${this.queue ? html`<button @click=${() => this.#pause(!this.queue.paused)}>${this.queue.paused ? 'Resume the queue' : 'Pause the queue'}</button>` : null}
        <span class="row"><select aria-label="Mode to export" @change=${(e) => { this.mode = e.target.value; remember('mode', this.mode); }}>
          ${MODES.map((mode) => html`<option value=${mode} ?selected=${mode === this.mode}>${MODE_NAMES[mode]}</option>`)}</select>
        <a class="button" href=${exportUrl(this.mode)} download="${this.mode}_coco.json">Export COCO</a></span>
      </div></div>
      ${this.queue?.paused ? html`<p class="note warn" role="status">The queue is paused: images in flight are finished, no further one begins.</p>` : null}
      ${jobStream.link === 'polling' ? html`<p class="note" role="status">The live connection is gone and is tried again; until then this page asks every three seconds.</p>` : null}
      ${this.#list()}
    </div></div>`;
  }

  #list() {
    if (!this.jobs) {
      return this.error
        ? html`<p class="note bad">${this.error}</p><p><button @click=${() => this.load()}>Try again</button></p>`
        : html`<p class="dim">Loading the jobs…</p>`;
    }
    if (!this.jobs.length) {
      return html`<div class="panel stack"><h2>No job yet</h2>
        <p>Draw prompts on some images, then press “Process”: each press is a job, and this page shows how it goes.</p>
        <p><a class="button" href=${link(['annotate'])}>Annotate</a></p></div>`;
    }
    return html`<ul @changed=${() => this.#refresh()}>${repeat(this.jobs, (job) => job.id, (job) => html`<li><job-row .job=${job}></job-row></li>`)}</ul>
      ${this.next ? html`<p><button @click=${this.#more}>Show older jobs</button></p>` : null}`;
  }
}
customElements.define('jobs-page', JobsPage);
