import { html } from 'lit';
import { getImage } from './api.js';
import { annotateKey } from './annotate-keys.js';
import { AnnotateSession } from './annotate-session.js';
import { styles } from './annotate-styles.js';
import { AnnotationDoc } from './annotation-doc.js';
import { allImages } from './image-list.js';
import { jobStream } from './job-stream.js';
import { LiveElement, isTyping } from './live-element.js';
import { maskLook } from './mask-controls.js';
import { models } from './models.js';
import { tell } from './notices.js';
import { currentRoute, go, link, MODES, MODE_NAMES, recall, remember, replaceQuery } from './route.js';
import './annotate-tools.js';
import './image-process.js';
import './image-stepper.js';
import './mask-controls.js';
import './picture-stage.js';
import './process-bar.js';
import './prompt-list.js';

const NO_MASKS = [];

/** One image, its prompts, and what the model makes of them: how they are laid out, and the keys. */
class AnnotatePage extends LiveElement {
  static properties = { imageId: {}, mode: {}, error: { state: true }, look: { state: true }, peek: { state: true }, pinned: { state: true } };
  static styles = styles;

  constructor() {
    super();
    this.session = new AnnotateSession();
    this.session.addEventListener('change', () => this.redraw());
    this.session.addEventListener('edit', () => this.showing === 'result' && this.#show('preview'));
    this.look = maskLook();
    this.pinned = recall('pinned') === 'yes';
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, 'keydown', (e) => this.#key(e));
    this.listen(window, 'keyup', (e) => this.#keyUp(e));
    this.listen(window, 'blur', () => this.#letGo());
    this.listen(window, 'hashchange', () => this.requestUpdate());
    this.listen(models, 'change', () => this.requestUpdate());
    this.listen(jobStream, 'update', ({ detail: { ended = [], over } }) => {
      if (over || ended.some((item) => item.image_id === this.imageId)) {
        this.session.loadLatest();
      }
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.session.leave();
    this.session.preview.clear();
  }

  get stage() {
    return this.renderRoot?.querySelector('picture-stage');
  }

  /** Which masks are looked at: preview or result. */
  get showing() {
    return currentRoute().query.get('show') === 'result' ? 'result' : 'preview';
  }

  #show(what) {
    replaceQuery({ show: what === 'result' ? what : '' });
  }

  willUpdate(changed) {
    if (changed.has('imageId')) {
      this.session.mode = this.mode;
      this.load();
    } else if (changed.has('mode')) {
      this.session.setMode(this.mode);
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
      if (id === this.imageId) {
        remember('image', id);
        await this.session.open(image);
      }
    } catch (e) {
      if (id === this.imageId) {
        this.error = e.status === 404 ? 'This image is gone: it was deleted.' : e.message;
      }
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
      this.error = 'none';
    }
  }

  redraw() {
    this.stage?.repaint();
    this.requestUpdate();
  }

  #key(event) {
    if (event.key === ' ' && this.onStage(event)) {
      this.stage.space = true;
      this.stage.repaint();
      event.preventDefault();
    } else if (event.key.toLowerCase() === 'p' && !isTyping(event) && !event.ctrlKey) {
      this.peek = true;
    } else if (event.key === 'Control') {
      this.session.collect(true);
    } else if (!this.error && annotateKey(this, event)) {
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
      this.session.collect(false);
    }
  }

  /** A key that is let go elsewhere tells nobody here. */
  #letGo() {
    this.stage && (this.stage.space = false);
    this.peek = false;
    this.session.collect(false);
  }

  onStage(event) {
    return event.composedPath().includes(this.stage) || event.composedPath()[0] === document.body;
  }

  /** A prompt in the middle of what is seen, to be moved and grown by keys. */
  add() {
    if (this.session.layer.addIn(this.stage.seen)) {
      this.stage.marks.focus();
    }
  }

  /** What is drawn last is part of it. */
  async process() {
    if (await this.session.doc?.saver.settled()) {
      this.renderRoot.querySelector('process-bar')?.process();
    } else {
      tell('Not processed: what you drew is not saved yet, as the server cannot be reached', { kind: 'bad' });
    }
  }

  setMode(mode) {
    if (mode !== this.mode) {
      this.session.layer.cancel();
      remember('mode', mode);
      replaceQuery({ mode });
    }
  }

  setLook(changes) {
    this.look = { ...this.look, ...changes };
  }

  get #masks() {
    const { preview, latest } = this.session;
    return (!this.look.hidden && (this.showing === 'preview' ? preview.masks : latest)) || NO_MASKS;
  }

  render() {
    if (this.error) {
      return this.#nothing();
    }
    const { image, doc, layer, exemplarsOff } = this.session;
    return html`
      <div class="bar">
        <div class="segmented" role="group" aria-label="Mode">${MODES.map((mode, i) => html`<button aria-pressed=${mode === this.mode}
          title="${models.lacks(mode) ?? `${MODE_NAMES[mode]} (${i + 1})`}" class=${models.lacks(mode) ? 'lacks' : ''}
          @click=${() => this.setMode(mode)}>${MODE_NAMES[mode]}</button>`)}</div>
        <image-stepper skips .imageId=${this.imageId} .mode=${this.mode} @step=${(e) => go(['annotate', e.detail.id],
          { mode: this.mode, show: currentRoute().query.get('show') })}></image-stepper>
        <h1 class="name clip" title=${image?.filename ?? ''}>${image?.filename ?? 'Loading…'}</h1>
        ${this.#saved(doc)}
      </div>
      <div class="work">
        <annotate-tools .off=${exemplarsOff} .mode=${this.mode} .tool=${layer.tool} .negative=${layer.negative} .pinned=${this.pinned}
          .canUndo=${doc?.canUndo} .canRedo=${doc?.canRedo} @tool=${(e) => this.session.setTool(e.detail.tool, e.detail.negative)}
          @undo=${() => this.session.undo()} @redo=${() => this.session.redo()} @fit=${() => this.stage.fit()} @pin=${this.#pin}></annotate-tools>
        <picture-stage .image=${image} .masks=${this.#masks} .opacity=${this.look.opacity} ?outline=${this.look.outline}
          ?peek=${this.peek} .layer=${layer} .pinned=${this.pinned} .label=${this.#label()}></picture-stage>
        <aside aria-label="Prompts and processing">${this.#side(image, doc, layer)}</aside>
      </div>`;
  }

  #nothing() {
    return html`<div class="page whole"><div class="inner">${this.error === 'none'
      ? html`<h1>There is no image yet</h1><p>Upload some first, then draw on them here.</p><p><a class="button" href=${link(['images'])}>Upload images</a></p>`
      : html`<h1>Annotate</h1><p class="note warn">${this.error}</p><p class="row"><button @click=${() => this.load()}>Try again</button>
          <a class="button" href=${link(['images'])}>All images</a></p>`}</div></div>`;
  }

  #saved(doc) {
    const state = doc?.saver.state ?? 'saved';
    const looks = { saved: ['good', 'Saved'], saving: ['live', 'Saving…'], waiting: ['bad', 'Not saved yet'] };
    const [look, words] = doc?.loaded ? looks[state] : ['', 'Loading…'];
    return html`<span class="chip saved ${look}" role="status">${words}</span>
      ${state === 'waiting' ? html`<button @click=${() => AnnotationDoc.retryAll()}>Save now</button>` : null}`;
  }

  #label() {
    const { image, layer } = this.session;
    return `${image?.filename ?? 'Picture'}, ${layer.items.length} prompts, listed beside it. A adds one, N selects the next, arrows move it, 0 fits.`;
  }

  #side(image, doc, layer) {
    const { preview } = this.session;
    return html`
      <section class="stack">
        <div class="segmented" role="group" aria-label="Which masks">
          ${[['preview', 'Live preview'], ['result', 'Latest result']].map(([name, title]) => html`<button aria-pressed=${this.showing === name}
            @click=${() => this.#show(name)}>${title}</button>`)}
        </div>
        <p class="small dim said" role="status">${this.showing === 'result' ? this.#resultWords() : preview.words(models.lacks(this.mode))}</p>
        <mask-controls .look=${this.look} @look=${(e) => (this.look = e.detail)}></mask-controls>
      </section>
      <section class="list"><prompt-list .doc=${doc?.loaded ? doc : null} .mode=${this.mode} .layer=${layer} .instances=${preview.instances}
        .beat=${{}} .textOff=${models.lacksPrompt('text')} .exemplarOff=${this.session.exemplarsOff} @add=${() => this.add()}></prompt-list></section>
      <section class="stack">
        <image-process .image=${image} .mode=${this.mode} .unsaved=${doc?.saver.state !== 'saved'}></image-process>
        <h3>All images</h3>
        <process-bar .mode=${this.mode} .list=${allImages}></process-bar>
      </section>`;
  }

  #resultWords() {
    const n = this.session.latest?.length;
    return n === undefined ? 'No result in this mode yet' : `The latest result: ${n} ${n === 1 ? 'mask' : 'masks'}`;
  }

  #pin() {
    this.pinned = !this.pinned;
    remember('pinned', this.pinned ? 'yes' : 'no');
  }
}
customElements.define('annotate-page', AnnotatePage);
