import { html, css } from 'lit';
import { getModels, getSystem, pauseQueue, resumeQueue } from './api.js';
import { bytes, count, duration, fullTime } from './format.js';
import { LiveElement } from './live-element.js';
import { models } from './models.js';
import { tell } from './notices.js';
import { link, MODES, MODE_NAMES } from './route.js';
import { common } from './styles.js';

const EVERY_MS = 5000;

/** What is installed, how it fares, and what to do when there is no model. */
class SystemPage extends LiveElement {
  static properties = { system: { state: true }, installed: { state: true }, error: { state: true } };
  static styles = [
    common,
    css`
      .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(430px, 100%), 1fr)); gap: var(--s4); }
      dl { display: grid; grid-template-columns: minmax(104px, auto) minmax(0, 1fr); gap: 6px var(--s4); }
      dt { color: var(--ink-2); }
      dd { overflow-wrap: anywhere; }
      meter { width: 100%; height: 10px; display: block; margin-top: 3px; }
      ol { list-style: decimal; padding-left: 1.3em; display: flex; flex-direction: column; gap: var(--s2); }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => !document.hidden && this.load(), EVERY_MS);
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async load() {
    try {
      [this.system, this.installed] = await Promise.all([getSystem(), getModels()]);
      this.error = null;
    } catch (e) {
      this.error = e.message;
    }
  }

  async #pause(paused) {
    try {
      const queue = await (paused ? pauseQueue() : resumeQueue());
      this.system = { ...this.system, queue };
    } catch (e) {
      tell(e.message, { kind: 'bad' });
    }
  }

  render() {
    const { system } = this;
    return html`<div class="page"><div class="inner">
      <div class="row spread"><h1>System</h1><span class="row"><a class="button" href="docs">Browse and try the API</a></span></div>
      ${this.error ? html`<p class="note bad">${this.error}</p>` : null}
      ${system ? html`<div class="cards">${this.#model(system)}${this.#queue(system)}${this.#memory(system)}${this.#server(system)}</div>`
        : html`<p class="dim">Asking the server…</p>`}
    </div></div>`;
  }

  #model({ model, model_problem: problem, data_directory: data }) {
    const names = (this.installed?.installed ?? []).map((one) => html`<li><code>${one.name}</code> ${one.selected ? html`<span class="chip live">in use</span>` : null}</li>`);
    return html`<section class="panel stack">
      <h2>Model</h2>
      ${model
        ? html`<dl>
            <dt>Name</dt><dd><strong>${model.id}</strong> <span class="chip ${model.loaded ? 'good' : ''}">${model.loaded ? 'loaded' : 'loads with the first job'}</span></dd>
            <dt>Modes</dt><dd class="row">${MODES.map((mode) => html`<span class="chip ${model.modes.includes(mode) ? 'good' : ''}">${MODE_NAMES[mode]}:
              ${model.modes.includes(mode) ? (model.approximate_modes.includes(mode) ? 'approximately' : 'yes') : 'no'}</span>`)}</dd>
            <dt>Prompts</dt><dd>${model.prompt_kinds.join(', ')}${model.exemplar_limit ? `, ${model.exemplar_limit} exemplars at most` : ''}</dd>
            <dt>Backend</dt><dd>${model.backend}</dd>
            <dt>Device</dt><dd>${model.device}${model.device === 'cpu' ? html` <span class="dim small">a CPU takes some tenths of a second to some seconds for an image</span>` : null}</dd>
          </dl>
          ${MODES.map((mode) => models.lacks(mode)).filter(Boolean).map((sentence) => html`<p class="small dim">${sentence}</p>`)}`
        : html`<p class="note warn">${problem}</p>`}
      <details ?open=${!model}><summary>How to add a model</summary>
        <ol class="small">
          <li>Put the files of one export into a directory of their own below <code>${data ? data.path + '/models' : 'models, in the data directory'}</code>.</li>
          <li>Start the server with <code>--samui.inference.model=NAME</code>, the name of that directory.</li>
          <li>This page then shows it, or says what is wrong with it.</li>
        </ol>
        ${names.length ? html`<p class="small">Installed:</p><ul class="small">${names}</ul>` : null}
      </details>
    </section>`;
  }

  #queue({ queue }) {
    if (!queue) {
      return html`<section class="panel stack"><h2>Queue</h2><p class="note bad">The database does not answer.</p></section>`;
    }
    return html`<section class="panel stack">
      <div class="row spread"><h2>Queue</h2><button @click=${() => this.#pause(!queue.paused)}>${queue.paused ? 'Resume' : 'Pause'}</button></div>
      <dl>
        <dt>State</dt><dd><span class="chip ${queue.paused ? 'warn' : 'good'}">${queue.paused ? 'paused' : 'open'}</span></dd>
        <dt>Running</dt><dd>${queue.running_job_id ? html`<a href=${link(['jobs', queue.running_job_id])}>a job</a>` : 'nothing'}</dd>
        <dt>Waiting</dt><dd>${count(queue.queued)} jobs</dd>
      </dl>
    </section>`;
  }

  #memory({ memory, embedding_cache: cache }) {
    const bar = (title, used, most) => html`<div><div class="row spread small"><span>${title}</span><span class="dim">${bytes(used)} of ${bytes(most)}</span></div>
      <meter min="0" max=${Math.max(1, most)} value=${used} aria-label=${title}></meter></div>`;
    return html`<section class="panel stack">
      <h2>Memory and cache</h2>
      ${bar('Heap', memory.heap_used_bytes, memory.heap_max_bytes)}
      ${bar('Direct buffers', memory.direct_used_bytes, memory.direct_max_bytes)}
      ${bar(`Encoded images: ${count(cache.entries)}`, cache.bytes, cache.capacity_bytes)}
      <p class="small dim">${count(cache.hits)} times an image did not need to be encoded, ${count(cache.misses)} times it did.</p>
    </section>`;
  }

  #server({ version, started_at: started, uptime_seconds: uptime, java, storage, database, data_directory: data, plugins }) {
    return html`<section class="panel stack">
      <h2>Server</h2>
      <dl>
        <dt>Version</dt><dd>${version}, Java ${java.version}, ${java.processors} processors</dd>
        <dt>Up</dt><dd title=${fullTime(started)}>${duration(uptime * 1000)}</dd>
        <dt>Database</dt><dd>${database.kind}</dd>
        <dt>Images in</dt><dd>${storage.provider}${storage.free_bytes === null ? '' : `, ${bytes(storage.free_bytes)} free`}</dd>
        ${data ? html`<dt>Data</dt><dd><code>${data.path}</code>${data.free_bytes === null ? '' : `, ${bytes(data.free_bytes)} free`}</dd>` : null}
        <dt>Plugins</dt><dd>${plugins.loaded.length ? plugins.loaded.map((one) => one.id).join(', ') : 'none'}</dd>
      </dl>
      ${plugins.broken.map((one) => html`<p class="note bad small"><strong>${one.id}</strong> was left out: ${one.reason}</p>`)}
    </section>`;
  }
}
customElements.define('system-page', SystemPage);
