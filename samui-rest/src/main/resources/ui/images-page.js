import { html, css } from 'lit';
import { count, plural } from './format.js';
import { icon } from './icons.js';
import { allImages, deleteLater, forget, ImageList } from './image-list.js';
import { jobStream } from './job-stream.js';
import { LiveElement, isTyping } from './live-element.js';
import { tell } from './notices.js';
import { currentRoute, go, link, MODES, MODE_NAMES, replaceQuery } from './route.js';
import { common } from './styles.js';
import { droppedFiles, pastedFiles, uploads } from './upload-queue.js';
import './image-grid.js';
import './process-bar.js';
import './upload-panel.js';

const STATES = [
  ['', 'All'],
  ['needs_processing', 'Needs processing'],
  ['up_to_date', 'Up to date'],
  ['failed', 'Failed'],
  ['nothing_to_process', 'Nothing to do'],
];

/** All images: put some in, find some, choose some, process or delete them. */
class ImagesPage extends LiveElement {
  static properties = { mode: {}, list: { state: true }, selected: { state: true }, dragging: { state: true },
    selecting: { state: true } };
  static styles = [
    common,
    css`
      :host { display: flex; flex-direction: column; gap: var(--s3); padding: var(--s4) var(--s5) 0; height: 100%; }
      .tools { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s3); align-items: center; }
      .tools h1 { margin-right: var(--s2); }
      input[type="search"] { width: 230px; flex: 0 1 auto; }
      .grow { flex: 1; }
      .rest { min-height: 0; position: relative; flex: 1; }
      .drop { position: absolute; inset: var(--s3); z-index: 20; border: 2px dashed var(--accent); border-radius: 14px; background: var(--veil);
        display: grid; place-items: center; font-size: var(--text-xl); font-weight: 620; color: var(--accent); pointer-events: none; }
      .first { height: calc(100% - var(--s5)); border: 2px dashed var(--line-strong); border-radius: 14px; display: grid; place-items: center;
        text-align: center; padding: var(--s5); }
      .first .stack { align-items: center; max-width: 460px; }
      .first .round { width: 76px; height: 76px; border-radius: 50%; background: var(--accent-soft); color: var(--accent); display: grid;
        place-items: center; }
      .nothing { padding: var(--s6) var(--s4); text-align: center; }
      input[type="file"] { display: none; }
      @media (max-width: 720px) {
        :host { padding: var(--s3) var(--s3) 0; }
        .tools h1 { flex: 1; }
        input[type="search"] { flex: 1 1 120px; width: auto; }
        .tools select { flex: 1 1 100px; }
        .grow, .folder { display: none; }
      }
    `,
  ];

  constructor() {
    super();
    this.selected = new Set();
    this.dragging = 0;
    this.list = allImages;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, 'hashchange', () => this.#choose());
    this.listen(window, 'dragenter', (e) => this.#drag(e, 1));
    this.listen(window, 'dragleave', (e) => this.#drag(e, -1));
    this.listen(window, 'dragover', (e) => e.preventDefault());
    this.listen(window, 'drop', (e) => this.#drop(e));
    this.listen(window, 'paste', (e) => !isTyping(e) && this.#put(pastedFiles(e.clipboardData)));
    this.listen(window, 'keydown', (e) => this.#key(e));
    this.listen(jobStream, 'update', ({ detail }) => detail.over && this.list.filter.state && this.list.reload().catch(() => {}));
    this.listen(uploads, 'change', () => this.requestUpdate());
    this.#choose();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.typing);
    this.list.removeEventListener('change', this.redraw);
    forget(this.list);
  }

  redraw = () => this.requestUpdate();

  /** Takes the list of the filter that the address names. */
  #choose() {
    if (currentRoute().page !== 'images') {
      return;
    }
    const { query } = currentRoute();
    const filter = { q: query.get('q') ?? '', state: query.get('state') ?? '' };
    const mode = filter.state ? this.mode : undefined;
    const same = this.list.filter.q === filter.q && this.list.filter.state === filter.state && this.list.filter.mode === mode;
    if (!same || !this.listening) {
      this.list.removeEventListener('change', this.redraw);
      forget(this.list);
      this.list = filter.q || filter.state ? new ImageList({ ...filter, mode }) : allImages;
      this.list.addEventListener('change', this.redraw);
      this.listening = true;
      this.selected = new Set();
    }
    this.load();
  }

  updated(changed) {
    if (changed.has('mode') && this.list.filter.state) {
      this.#choose();
    }
  }

  load() {
    const more = this.list.loaded ? this.list.reload() : this.list.more();
    more.catch(() => {});
  }

  #drag(event, by) {
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault();
      this.dragging = Math.max(0, this.dragging + by);
    }
  }

  async #drop(event) {
    event.preventDefault();
    this.dragging = 0;
    this.#put(await droppedFiles(event.dataTransfer));
  }

  #put(files) {
    if (files.length) {
      uploads.add(files);
    }
  }

  #pick(event) {
    this.#put([...event.target.files]);
    event.target.value = '';
  }

  #key(event) {
    if (isTyping(event)) {
      return;
    }
    if (event.key === 'Delete' && this.selected.size) {
      this.#delete();
    } else if (event.key === 'Escape' && this.selected.size) {
      this.selected = new Set();
    }
  }

  #delete() {
    const ids = [...this.selected];
    this.selected = new Set();
    deleteLater(ids);
  }

  async #selectAll() {
    this.selecting = true;
    await this.list.all().catch((e) => tell(e.message, { kind: 'bad' }));
    this.selecting = false;
    this.selected = new Set(this.list.images.map((image) => image.id));
  }

  #search(event) {
    clearTimeout(this.typing);
    const q = event.target.value.trim();
    this.typing = setTimeout(() => replaceQuery({ q }), 250);
  }

  #setMode(mode) {
    replaceQuery({ mode });
  }

  render() {
    const { query } = currentRoute();
    const { images, extent, complete, loaded, error } = this.list;
    const filtered = Boolean(this.list.filter.q || this.list.filter.state);
    const none = loaded && complete && images.length === 0;
    return html`
      <div class="tools">
        <h1>Images</h1>
        <span class="dim" role="status">${loaded ? (complete || !filtered ? plural(extent, 'image') : `${count(images.length)} and more`) : ''}</span>
        <span class="grow"></span>
        <input type="search" placeholder="File name" aria-label="Filter by file name" .value=${query.get('q') ?? ''} @input=${this.#search}>
        <select aria-label="Filter by state in this mode" @change=${(e) => replaceQuery({ state: e.target.value })}>
          ${STATES.map(([value, title]) => html`<option value=${value} ?selected=${(query.get('state') ?? '') === value}>${title}</option>`)}
        </select>
        <select aria-label="Mode" @change=${(e) => this.#setMode(e.target.value)}>
          ${MODES.map((mode) => html`<option value=${mode} ?selected=${mode === this.mode}>${MODE_NAMES[mode]}</option>`)}
        </select>
        <button class="primary" @click=${() => this.renderRoot.querySelector('#files').click()}>${icon('upload')} Upload</button>
        <button class="folder" @click=${() => this.renderRoot.querySelector('#folder').click()}>Folder</button>
        <input id="files" type="file" multiple accept="image/*,.tif,.tiff" aria-label="Files to upload" @change=${this.#pick}>
        <input id="folder" type="file" webkitdirectory aria-label="Folder to upload" @change=${this.#pick}>
      </div>
      <upload-panel ?hidden=${!uploads.entries.length}></upload-panel>
      <div ?hidden=${none && !filtered}>${this.selected.size ? this.#selection() : html`<process-bar .mode=${this.mode} .list=${allImages}></process-bar>`}</div>
      <div class="rest">${this.#content({ none, filtered, loaded, error })}</div>
      ${this.dragging ? html`<div class="drop">Drop files or folders</div>` : null}`;
  }

  #selection() {
    return html`<div class="row" role="group" aria-label="Selected images">
      <strong>${plural(this.selected.size, 'image')} selected</strong>
      <button ?disabled=${this.selecting} @click=${this.#selectAll}>${this.selecting && !this.list.complete
        ? `Selecting… ${count(this.list.images.length)} of ${count(this.list.extent)}` : 'Select all'}</button>
      <button @click=${() => (this.selected = new Set())}>Select none</button>
      <button class="danger" @click=${this.#delete}>${icon('trash')} Delete</button>
      <process-bar short .mode=${this.mode} .list=${this.list} .chosen=${this.selected}></process-bar>
    </div>`;
  }

  #content({ none, filtered, loaded, error }) {
    if (error && !loaded) {
      return html`<div class="nothing stack"><p>${error}</p><p><button @click=${() => this.load()}>Try again</button></p></div>`;
    }
    if (!loaded) {
      return html`<p class="nothing dim">Loading the images…</p>`;
    }
    if (none && filtered) {
      return html`<div class="nothing stack"><p>No image fits this filter.</p>
        <p><a class="button" href=${link(['images'], { mode: this.mode })}>Show all images</a></p></div>`;
    }
    if (none) {
      return html`<div class="first"><div class="stack">
        <span class="round">${icon('upload', 34)}</span>
        <h2>Drop images or folders here</h2>
        <p class="dim">or paste a picture from the clipboard. JPEG, PNG, WebP, TIFF, BMP and GIF; what is no picture is refused and says why.</p>
        <button class="primary" @click=${() => this.renderRoot.querySelector('#files').click()}>Choose files</button>
      </div></div>`;
    }
    return html`<image-grid .list=${this.list} .mode=${this.mode} .selected=${this.selected} .images=${this.list.images}
      @select=${(e) => (this.selected = e.detail)}
      @open=${(e) => go(['annotate', e.detail.id], { mode: this.mode })}></image-grid>`;
  }
}
customElements.define('images-page', ImagesPage);
