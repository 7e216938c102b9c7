import { html, css } from 'lit';
import { bytes, count, plural } from './format.js';
import { icon } from './icons.js';
import { LiveElement } from './live-element.js';
import { tell } from './notices.js';
import { common } from './styles.js';
import { uploads } from './upload-queue.js';

const ROWS = 60;

/** How the uploads stand: a bar for all, a row for each that waits, runs or failed, with its reason. */
class UploadPanel extends LiveElement {
  static styles = [
    common,
    css`
      .panel { padding: var(--s3) var(--s4); }
      progress { width: 100%; height: 6px; accent-color: var(--accent); margin: var(--s2) 0; display: block; }
      ul { max-height: 190px; overflow: auto; }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--s3); padding: var(--s1) 0; align-items: center;
        border-top: 1px solid var(--line); min-height: 36px; }
      li .why { grid-column: 1 / -1; color: var(--failed); font-size: var(--text-s); padding-bottom: var(--s1); }
      li progress { width: 110px; }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.listen(uploads, 'change', () => this.requestUpdate());
  }

  #copy(failed) {
    const text = failed.map((entry) => `${entry.name}\t${entry.error}`).join('\n');
    navigator.clipboard?.writeText(text).then(
      () => tell('The list is on the clipboard'),
      () => tell('The browser does not let this page use the clipboard', { kind: 'bad' }),
    );
  }

  render() {
    const all = uploads.entries;
    if (!all.length) {
      return null;
    }
    const done = all.filter((entry) => entry.state === 'done').length;
    const failed = all.filter((entry) => entry.state === 'failed');
    const open = all.filter((entry) => entry.state === 'sending' || entry.state === 'waiting');
    const share = all.reduce((sum, e) => sum + (e.state === 'done' || e.state === 'failed' ? 1 : e.progress), 0) / all.length;
    const rows = [...failed, ...open].slice(0, ROWS);
    return html`<section class="panel" aria-label="Uploads">
      <div class="row spread">
        <strong role="status">${open.length
          ? `Uploading ${count(done + failed.length + 1)} of ${count(all.length)}`
          : `${plural(done, 'image')} uploaded`}${failed.length ? `, ${count(failed.length)} refused` : ''}</strong>
        <span class="row">
          ${failed.length ? html`<button class="quiet" @click=${() => this.#copy(failed)}>Copy the list</button>` : null}
          ${open.length
            ? html`<button @click=${() => uploads.stop()}>Stop</button>`
            : html`<button @click=${() => uploads.clear()}>Close</button>`}
        </span>
      </div>
      ${open.length ? html`<progress max="1" .value=${share} aria-label="All uploads"></progress>` : null}
      ${rows.length ? html`<ul tabindex="0" aria-label="Files">${rows.map((entry) => this.#row(entry))}</ul>` : null}
      ${failed.length + open.length > ROWS ? html`<p class="dim small">and ${count(failed.length + open.length - ROWS)} more</p>` : null}
    </section>`;
  }

  #row(entry) {
    return html`<li>
      <span class="clip">${entry.name} <span class="dim small">${bytes(entry.size)}</span></span>
      ${entry.state === 'failed'
        ? html`<span class="row">${entry.file ? html`<button class="quiet" @click=${() => uploads.retry(entry)}>Try again</button>` : null}
            <span class="chip bad">${icon('close', 14)} refused</span></span><span class="why">${entry.error}</span>`
        : entry.state === 'sending'
          ? html`<progress max="1" .value=${entry.progress} aria-label="${entry.name}"></progress>`
          : html`<span class="chip">waits</span>`}
    </li>`;
  }
}
customElements.define('upload-panel', UploadPanel);
