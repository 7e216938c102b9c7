import { html, css } from 'lit';
import { freshId, submitJob } from './api.js';
import { imageStates } from './image-states.js';
import { LiveElement } from './live-element.js';
import { models } from './models.js';
import { tell } from './notices.js';
import { canBeProcessed, needsProcessing, REASONS } from './reasons.js';
import { link } from './route.js';
import { common } from './styles.js';

/** How one image stands in the mode, with the button that processes it alone. */
class ImageProcess extends LiveElement {
  static properties = { image: {}, mode: {}, unsaved: { type: Boolean }, sending: { state: true } };
  static styles = [
    common,
    css`
      .row { min-height: 36px; }
      .why { flex: 1; }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.listen(imageStates, 'change', () => this.requestUpdate());
    this.listen(models, 'change', () => this.requestUpdate());
  }

  async #process(force) {
    this.sending = true;
    try {
      await submitJob({ image_ids: [this.image.id], mode: this.mode, force_all: force }, freshId());
      tell('This image is in the queue');
      imageStates.forgetAll();
    } catch (e) {
      tell(e.message, { kind: e.status === 400 ? '' : 'bad' });
    }
    this.sending = false;
  }

  render() {
    if (!this.image || models.lacks(this.mode)) {
      return null;
    }
    const state = imageStates.of(this.mode, this.image.id);
    const reason = state?.reason;
    const force = reason === 'UP_TO_DATE';
    return html`<h3>This image</h3>
      <div class="row">
        <button ?disabled=${!reason || !canBeProcessed(reason) || reason === 'IN_PROGRESS' || this.unsaved || this.sending}
          @click=${() => this.#process(force)}>${force ? 'Process again' : 'Process this image'}</button>
        ${reason ? html`<span class="chip ${REASONS[reason]?.look}">${REASONS[reason]?.short}</span>` : null}
        <a class="small" href=${link(['history', this.image.id], { mode: this.mode })}>History</a>
      </div>
      ${reason && !needsProcessing(reason) && reason !== 'UP_TO_DATE' ? html`<p class="small dim">${state.sentence}</p>` : null}`;
  }
}
customElements.define('image-process', ImageProcess);
