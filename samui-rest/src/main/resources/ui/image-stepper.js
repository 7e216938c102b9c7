import { html, css } from 'lit';
import { count } from './format.js';
import { icon } from './icons.js';
import { allImages } from './image-list.js';
import { imageStates } from './image-states.js';
import { LiveElement, isTyping } from './live-element.js';
import { tell } from './notices.js';
import { needsWork } from './reasons.js';
import { recall, remember } from './route.js';
import { common } from './styles.js';

const AHEAD = 200;

/** `< 12 / 340 >` through all images, newest first; asked to, it skips those that need no work. Tells `step` with an image. */
class ImageStepper extends LiveElement {
  static properties = { imageId: {}, mode: {}, skips: { type: Boolean }, at: { state: true }, only: { state: true }, looking: { state: true } };
  static styles = [
    common,
    css`
      :host { display: inline-flex; align-items: center; gap: var(--s1); }
      .place { min-width: 5.5em; text-align: center; }
      label { margin-left: var(--s2); font-size: var(--text-s); white-space: nowrap; }
    `,
  ];

  constructor() {
    super();
    this.at = -1;
    this.only = recall('only-work') === 'yes';
    this.looking = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(allImages, 'change', () => this.#find());
    this.listen(window, 'keydown', (e) => this.#key(e));
  }

  willUpdate(changed) {
    if (changed.has('imageId')) {
      this.load();
    }
  }

  async load() {
    if (this.imageId) {
      await allImages.indexOf(this.imageId).catch(() => -1);
      this.#find();
    }
  }

  #find() {
    this.at = allImages.images.findIndex((image) => image.id === this.imageId);
    this.requestUpdate();
  }

  #key(event) {
    const steps = { f: 1, d: -1, v: 10, c: -10 };
    const by = steps[event.key.toLowerCase()];
    if (by && !isTyping(event) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.step(by);
      event.preventDefault();
    }
  }

  async step(by) {
    if (this.looking || this.at < 0) {
      return;
    }
    this.looking = true;
    try {
      const to = this.only && this.skips && Math.abs(by) === 1 ? await this.#nextWork(by) : this.at + by;
      const bound = Math.max(0, Math.min(allImages.extent - 1, to));
      await allImages.upTo(bound + 1);
      const image = allImages.images[bound];
      if (image && image.id !== this.imageId) {
        this.dispatchEvent(new CustomEvent('step', { detail: image }));
      }
    } catch (e) {
      tell(e.message, { kind: 'bad' });
    }
    this.looking = false;
  }

  async #nextWork(by) {
    let from = this.at + by;
    while (from >= 0 && from < allImages.extent) {
      const end = by > 0 ? from + AHEAD : Math.max(0, from - AHEAD + 1);
      await allImages.upTo(by > 0 ? end : from);
      const some = by > 0 ? allImages.images.slice(from, end) : allImages.images.slice(end, from + 1).reverse();
      if (!some.length) {
        break;
      }
      const { images } = await imageStates.all(this.mode, some.map((image) => image.id));
      const found = images.find((image) => needsWork(image.reason));
      if (found) {
        return allImages.images.findIndex((image) => image.id === found.image_id);
      }
      from += by * AHEAD;
    }
    tell(by > 0 ? 'No image further on needs work' : 'No image before this one needs work');
    return this.at;
  }

  render() {
    const total = allImages.extent;
    const known = this.at >= 0;
    return html`
      <button class="icon" aria-label="Previous image" title="Previous (D)" ?disabled=${!known || this.at === 0} @click=${() => this.step(-1)}>
        ${icon('left')}</button>
      <span class="place" aria-live="polite"><span class="unseen">Image </span>${known ? count(this.at + 1) : '…'} / ${allImages.loaded ? count(total) : '…'}</span>
      <button class="icon" aria-label="Next image" title="Next (F)" ?disabled=${!known || this.at >= total - 1} @click=${() => this.step(1)}>
        ${icon('right')}</button>
      ${this.skips
        ? html`<label class="inline"><input type="checkbox" .checked=${this.only}
            @change=${(e) => { this.only = e.target.checked; remember('only-work', this.only ? 'yes' : 'no'); }}> only what needs work</label>`
        : null}`;
  }
}
customElements.define('image-stepper', ImageStepper);
