import { html } from 'lit';
import { getImage, imageHistory, resultDocument } from './api.js';
import { AnnotationDoc } from './annotation-doc.js';
import { annotateKey } from './annotate-keys.js';
import { styles } from './annotate-styles.js';
import { allImages } from './image-list.js';
import { jobStream } from './job-stream.js';
import { LiveElement, isTyping } from './live-element.js';
import { LivePreview, promptsOf } from './live-preview.js';
import { instanceColour } from './mask-raster.js';
import { maskLook } from './mask-controls.js';
import { models } from './models.js';
import { PromptLayer } from './prompt-layer.js';
import { go, link, MODES, MODE_NAMES, recall, remember, replaceQuery } from './route.js';
import './annotate-tools.js';
import './image-process.js';
import './image-stepper.js';
import './mask-controls.js';
import './picture-stage.js';
import './process-bar.js';
import './prompt-list.js';

/** One image, its prompts, and what the model makes of them. */
class AnnotatePage extends LiveElement {
  static properties = { imageId: {}, mode: {}, image: { state: true }, error: { state: true }, look: { state: true }, latest: { state: true },
    peek: { state: true }, pinned: { state: true }, showing: { state: true } };
  static styles = styles;

  constructor() {
    super();
    this.layer = new PromptLayer(() => {
      this.stage?.repaint();
      this.requestUpdate();
    });
    this.preview = new LivePreview();
    this.preview.addEventListener('change', () => this.requestUpdate());
    this.look = maskLook();
    this.latest = null;
    this.showing = recall('showing') === 'result' ? 'result' : 'preview';
    this.pinned = recall('pinned') === 'yes';
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, 'keydown', (e) => this.#key(e));
    this.listen(window, 'keyup', (e) => this.#keyUp(e));
    this.listen(window, 'beforeunload', (e) => AnnotationDoc.anyUnsaved && e.preventDefault());
    this.listen(models, 'change', () => this.requestUpdate());
    this.listen(jobStream, 'update', ({ detail: { ended = [], over } }) => {
      if (over || ended.some((item) => item.image_id === this.imageId)) {
        this.#loadLatest();
      }
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leaveDoc();
    this.preview.clear();
  }

  get stage() {
    return this.renderRoot?.querySelector('picture-stage');
  }

  willUpdate(changed) {
    if (changed.has('imageId')) {
      this.load();
    } else if (changed.has('mode')) {
      this.layer.mode = this.mode;
      this.layer.off = this.mode === 'find_all' && models.lacksPrompt('positive_exemplar') !== null;
      this.layer.negative = false;
      this.layer.selected = null;
      this.#loadLatest();
      this.ask();
    }
  }

  async load() {
    const id = this.imageId;
    this.error = null;
    try {
      if (!id) {
        await this.#goToSome();
        return;
      }
      const image = allImages.images.find((one) => one.id === id) ?? (await getImage(id));
      if (id !== this.imageId) {
        return;
      }
      remember('image', id);
      const same = this.doc?.image.id === id;
      this.image = image;
      this.#openDoc(image);
      if (!same) {
        this.latest = null;
        this.preview.clear();
      }
      this.#loadLatest();
      await this.doc.load();
      if (id === this.imageId && this.doc.loaded) {
        this.layer.doc = this.doc;
        this.redraw();
        this.ask();
      }
    } catch (e) {
      this.image = null;
      this.error = e.status === 404 ? 'This image is gone: it was deleted.' : e.message;
    }
  }

  /** Without an image: that of the last visit, or the newest. */
  async #goToSome() {
    const last = recall('image');
    const known = last ? await getImage(last).catch(() => null) : null;
    if (!known) {
      await allImages.more();
    }
    const image = known ?? allImages.images[0];
    if (image) {
      history.replaceState(null, '', link(['annotate', image.id], { mode: this.mode }));
      window.dispatchEvent(new HashChangeEvent('hashchange'));
    } else {
      this.image = null;
      this.error = 'none';
    }
  }

  #openDoc(image) {
    this.#leaveDoc();
    this.doc = AnnotationDoc.of(image);
    this.layer.off = this.mode === 'find_all' && models.lacksPrompt('positive_exemplar') !== null;
    this.layer.doc = this.doc.loaded ? this.doc : null;
    this.layer.mode = this.mode;
    this.layer.selected = null;
    this.doc.addEventListener('change', this.redraw);
    this.doc.addEventListener('edit', this.ask);
  }

  #leaveDoc() {
    this.layer.cancel();
    this.doc?.removeEventListener('change', this.redraw);
    this.doc?.removeEventListener('edit', this.ask);
  }

  redraw = () => {
    this.stage?.repaint();
    this.requestUpdate();
  };

  /** Asks for a preview, unless Ctrl is held to collect more. */
  ask = (event) => {
    if (event?.type === 'edit' && this.showing === 'result') {
      this.showing = 'preview';
    }
    if (this.collecting || !this.doc?.loaded || models.lacks(this.mode)) {
      this.owed = this.collecting;
      return;
    }
    this.preview.ask(this.image, promptsOf(this.doc, this.mode));
  };

  async #loadLatest() {
    const { imageId, mode } = this;
    try {
      const [newest] = imageId ? await imageHistory(imageId, mode) : [];
      const found = newest ? await resultDocument(newest.id) : null;
      if (imageId === this.imageId && mode === this.mode) {
        this.latest = found && found.annotations.map((one, i) => ({ rle: one.segmentation, colour: instanceColour(i) }));
      }
    } catch {
      this.latest = null; // the banner says why
    }
  }

  #key(event) {
    if (event.key === ' ' && this.onStage(event)) {
      this.stage.space = true;
      this.stage.repaint();
      event.preventDefault();
    } else if (event.key.toLowerCase() === 'p' && !isTyping(event) && !event.ctrlKey) {
      this.peek = true;
    } else if (event.key === 'Control') {
      this.collecting = true;
    } else if (annotateKey(this, event)) {
      event.preventDefault();
    }
  }

  #keyUp(event) {
    if (event.key === ' ' && this.stage) {
      this.stage.space = false;
      this.stage.repaint();
    } else if (event.key.toLowerCase() === 'p') {
      this.peek = false;
    } else if (event.key === 'Control') {
      this.collecting = false;
      if (this.owed) {
        this.owed = false;
        this.ask();
      }
    }
  }

  onStage(event) {
    return event.composedPath().includes(this.stage) || event.composedPath()[0] === document.body;
  }

  undo() {
    if (!this.layer.cancel()) {
      this.doc?.undo();
    }
  }

  duplicate() {
    const item = this.layer.selectedItem;
    if (item?.kind === 'box') {
      const { id, ...copy } = this.layer.moved(item, 12, 12);
      this.layer.select(this.doc.add(copy).id);
    }
  }

  nudge([dx, dy], by, grow) {
    const item = this.layer.selectedItem;
    if (item) {
      this.doc.change(item.id, grow && item.kind === 'box' ? this.layer.resized(item, 'se', dx * by, dy * by) : this.layer.moved(item, dx * by, dy * by));
    }
  }

  removeSelected() {
    const item = this.layer.selectedItem;
    if (item) {
      this.selectNext(1);
      this.doc.remove(item.id);
    }
  }

  selectNext(by) {
    const items = this.layer.items;
    const at = items.findIndex((item) => item.id === this.layer.selected);
    if (items.length) {
      this.layer.select(items[(at + by + items.length) % items.length].id);
    }
  }

  process() {
    this.renderRoot.querySelector('process-bar')?.process();
  }

  setMode(mode) {
    if (mode !== this.mode) {
      this.layer.cancel();
      remember('mode', mode);
      replaceQuery({ mode });
    }
  }

  setTool(tool, negative = this.layer.negative) {
    this.layer.cancel();
    this.layer.tool = tool;
    this.layer.negative = negative && this.mode !== 'inside_box';
    this.redraw();
  }

  setLook(changes) {
    this.look = { ...this.look, ...changes };
  }

  get shownMasks() {
    if (this.look.hidden) {
      return [];
    }
    return (this.showing === 'preview' && this.preview.masks) || this.latest || [];
  }

  render() {
    if (this.error) {
      return this.#nothing();
    }
    return html`
      <div class="bar">
        <div class="segmented" role="group" aria-label="Mode">${MODES.map((mode, i) => html`<button aria-pressed=${mode === this.mode}
          title="${models.lacks(mode) ?? `${MODE_NAMES[mode]} (${i + 1})`}" class=${models.lacks(mode) ? 'lacks' : ''}
          @click=${() => this.setMode(mode)}>${MODE_NAMES[mode]}</button>`)}</div>
        <image-stepper skips .imageId=${this.imageId} .mode=${this.mode} @step=${(e) => go(['annotate', e.detail.id], { mode: this.mode })}></image-stepper>
        <h1 class="name clip" title=${this.image?.filename ?? ''}>${this.image?.filename ?? 'Loading…'}</h1>
        ${this.#saved()}
      </div>
      <div class="work">
        <annotate-tools .off=${this.mode === 'find_all' ? models.lacksPrompt('positive_exemplar') : null} .mode=${this.mode} .tool=${this.layer.tool} .negative=${this.layer.negative} .pinned=${this.pinned}
          .canUndo=${this.doc?.canUndo} .canRedo=${this.doc?.canRedo} @tool=${(e) => this.setTool(e.detail.tool, e.detail.negative)}
          @undo=${() => this.undo()} @redo=${() => this.doc.redo()} @fit=${() => this.stage.fit()} @pin=${() => this.#pin()}></annotate-tools>
        <picture-stage .image=${this.image} .masks=${this.shownMasks} .opacity=${this.look.opacity} ?outline=${this.look.outline}
          ?peek=${this.peek} .layer=${this.layer} .pinned=${this.pinned} .label=${this.#label()}></picture-stage>
        <aside aria-label="Prompts and processing">${this.#side()}</aside>
      </div>`;
  }

  #nothing() {
    return html`<div class="page whole"><div class="inner">${this.error === 'none'
      ? html`<h1>There is no image yet</h1><p>Upload some first, then draw on them here.</p><p><a class="button" href=${link(['images'])}>Upload images</a></p>`
      : html`<h1>Annotate</h1><p class="note warn">${this.error}</p><p class="row"><button @click=${() => this.load()}>Try again</button>
          <a class="button" href=${link(['images'])}>All images</a></p>`}</div></div>`;
  }

  #saved() {
    const state = this.doc?.saver.state ?? 'saved';
    const looks = { saved: ['good', 'Saved'], saving: ['live', 'Saving…'], waiting: ['bad', 'Not saved yet'] };
    const [look, words] = this.doc?.loaded ? looks[state] : ['', 'Loading…'];
    return html`<span class="chip saved ${look}" role="status">${words}</span>
      ${state === 'waiting' ? html`<button @click=${() => AnnotationDoc.retryAll()}>Save now</button>` : null}`;
  }

  #label() {
    const n = this.doc?.prompts(this.mode).length ?? 0;
    return `${this.image?.filename ?? 'Picture'}, ${n} prompts, listed beside it. N selects the next, arrows move it, 0 fits.`;
  }

  #side() {
    const lacks = models.lacks(this.mode);
    return html`
      <section class="stack">
        <div class="segmented" role="group" aria-label="Which masks">
          ${[['preview', 'Live preview'], ['result', 'Latest result']].map(([name, title]) => html`<button aria-pressed=${this.showing === name}
            @click=${() => { this.showing = name; remember('showing', name); }}>${title}</button>`)}
        </div>
        <p class="small dim said" role="status">${this.showing === 'result' ? this.#resultWords() : this.preview.words(lacks)}</p>
        <mask-controls .look=${this.look} @look=${(e) => (this.look = e.detail)}></mask-controls>
      </section>
      <section class="list"><prompt-list .doc=${this.doc?.loaded ? this.doc : null} .mode=${this.mode} .layer=${this.layer} .instances=${this.preview.instances}
        .beat=${{}} .textOff=${models.lacksPrompt('text')} .exemplarOff=${models.lacksPrompt('positive_exemplar')}></prompt-list></section>
      <section class="stack">
        <image-process .image=${this.image} .mode=${this.mode} .unsaved=${this.doc?.saver.state !== 'saved'}></image-process>
        <h3>All images</h3>
        <process-bar .mode=${this.mode} .list=${allImages}></process-bar>
      </section>`;
  }

  #resultWords() {
    const n = this.latest?.length;
    return n === undefined ? 'No result in this mode yet' : `The latest result: ${n} ${n === 1 ? 'mask' : 'masks'}`;
  }

  #pin() {
    this.pinned = !this.pinned;
    remember('pinned', this.pinned ? 'yes' : 'no');
  }
}
customElements.define('annotate-page', AnnotatePage);
