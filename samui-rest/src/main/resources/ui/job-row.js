import { html, css, LitElement } from 'lit';
import { cancelJob, retryJob } from './api.js';
import { between, count, duration, fullTime, plural, time } from './format.js';
import { tell } from './notices.js';
import { go, link, MODE_NAMES } from './route.js';
import { common } from './styles.js';

/** The state of a job as a chip: look and words. */
function jobState(job) {
  switch (job.status) {
    case 'queued':
      return ['', job.queue_position ? `queued, ${job.queue_position === 1 ? 'next' : `place ${job.queue_position}`}` : 'queued'];
    case 'running':
      return ['live', job.cancel_requested ? 'cancelling' : job.phase === 'loading_model' ? 'loading model' : 'running'];
    case 'completed':
      return job.failed_count ? ['warn', `completed, ${plural(job.failed_count, 'failure')}`] : ['good', 'completed'];
    case 'failed':
      return ['bad', job.interrupted ? 'interrupted' : 'failed'];
    default:
      return ['', 'cancelled'];
  }
}

const hasEnded = (job) => !['queued', 'running'].includes(job.status);

const canRetry = (job) => hasEnded(job) && job.failed_count + job.cancelled_count > 0;

/** One job of the list: state, progress, times, and the actions that its state allows. */
class JobRow extends LitElement {
  static properties = { job: {}, whole: { type: Boolean }, sending: { state: true } };
  static styles = [
    common,
    css`
      .panel { display: grid; grid-template-columns: minmax(150px, 0.9fr) minmax(200px, 2fr) 184px; gap: var(--s2) var(--s4); align-items: center;
        padding: var(--s3) var(--s4); }
      progress { width: 100%; height: 8px; accent-color: var(--accent); display: block; }
      .facts { display: flex; flex-wrap: wrap; gap: 2px var(--s3); font-size: var(--text-s); color: var(--ink-2); margin-top: 6px; }
      .actions { justify-content: flex-end; min-width: 150px; flex-wrap: nowrap; }
      .error { grid-column: 1 / -1; }
      .head { display: flex; flex-direction: column; gap: 6px; align-items: flex-start; min-width: 0; }
      .head strong { font-weight: 620; }
      @media (max-width: 720px) { .panel { grid-template-columns: 1fr; } .actions { justify-content: flex-start; flex-wrap: wrap; } .head { flex-direction: row;
        justify-content: space-between; align-items: center; } }
    `,
  ];

  async #do(action, done) {
    this.sending = true;
    try {
      const job = await action();
      done(job);
      this.dispatchEvent(new CustomEvent('changed', { detail: job, bubbles: true, composed: true }));
    } catch (e) {
      tell(e.message, { kind: e.status >= 400 && e.status < 500 ? '' : 'bad' });
    }
    this.sending = false;
  }

  #retry() {
    this.#do(
      () => retryJob(this.job.id),
      (job) => {
        tell(`A new job does ${plural(job.image_count, 'image')} again`);
        if (this.whole) {
          go(['jobs', job.id]);
        }
      },
    );
  }

  render() {
    const { job } = this;
    const [look, words] = jobState(job);
    const title = `${MODE_NAMES[job.mode] ?? 'Job'}, ${plural(job.image_count, 'image')}`;
    return html`<article class="panel" aria-label="Job of ${time(job.created_at)}, ${words}">
      <div class="head">
        <span class="chip ${look}">${words}</span>
        ${this.whole ? html`<strong>${title}</strong>` : html`<a href=${link(['jobs', job.id])}><strong>${title}</strong></a>`}
      </div>
      <div>
        ${job.status === 'queued'
          ? html`<span class="dim small">waits for its turn</span>`
          : html`<progress max=${job.image_count} .value=${job.processed_count} aria-label="Progress of the job"></progress>`}
        <div class="facts">
          <span>${count(job.processed_count)} of ${count(job.image_count)}</span>
          ${job.failed_count ? html`<span>${count(job.failed_count)} failed</span>` : null}
          ${job.skipped_count ? html`<span>${count(job.skipped_count)} skipped</span>` : null}
          ${job.cancelled_count ? html`<span>${count(job.cancelled_count)} cancelled</span>` : null}
          ${this.#times(job)}
          ${job.model_id ? html`<span>${job.model_id}</span>` : null}
        </div>
      </div>
      <div class="row actions">
        ${hasEnded(job)
          ? canRetry(job)
            ? html`<button ?disabled=${this.sending} @click=${this.#retry}>Retry ${count(job.failed_count + job.cancelled_count)}</button>`
            : null
          : html`<button ?disabled=${this.sending || job.cancel_requested}
              @click=${() => this.#do(() => cancelJob(job.id), () => tell('The job is being cancelled; what it has processed stays'))}>
              ${job.cancel_requested ? 'Cancelling…' : 'Cancel'}</button>`}
        ${this.whole ? null : html`<a class="button" href=${link(['jobs', job.id])} aria-label="Images of the job of ${time(job.created_at)}">Images</a>`}
      </div>
      ${job.error ? html`<p class="error note bad small">${job.error}</p>` : null}
    </article>`;
  }

  #times(job) {
    if (job.status === 'running') {
      return html`
        ${job.current_image_filename ? html`<span class="clip">${job.current_image_filename}</span>` : null}
        ${job.throughput ? html`<span>${job.throughput < 10 ? job.throughput.toFixed(2) : Math.round(job.throughput)} images/s</span>` : null}
        ${job.estimated_completion_at ? html`<span>${duration(Math.max(0, new Date(job.estimated_completion_at) - Date.now()))} left</span>` : null}
        <span title=${fullTime(job.started_at)}>since ${time(job.started_at)}</span>`;
    }
    return html`<span title=${fullTime(job.created_at)}>${time(job.created_at)}</span>
      ${job.started_at && job.completed_at ? html`<span>took ${duration(between(job.started_at, job.completed_at))}</span>` : null}`;
  }
}
customElements.define('job-row', JobRow);
