import { html, css } from 'lit';
import { overlayUrl } from './api.js';
import { duration, fullTime, plural, time } from './format.js';
import { imageOf } from './image-names.js';
import { imageStates } from './image-states.js';
import { LiveElement } from './live-element.js';
import { askAgain } from './pictures.js';
import { link } from './route.js';
import { common } from './styles.js';

/** In one line, what a result was made from. */
export function promptWords({ mode, snapshot }) {
  if (mode === 'point') {
    const positive = snapshot.points.filter((point) => point.is_positive).length;
    const negative = snapshot.points.length - positive;
    return plural(positive, 'point') + (negative ? ` and ${negative} negative` : '');
  }
  if (mode === 'inside_box') {
    return plural(snapshot.boxes.length, 'box', 'boxes');
  }
  const parts = [snapshot.text_prompt && `“${snapshot.text_prompt}”`, snapshot.boxes.length && plural(snapshot.boxes.length, 'example')];
  return parts.filter(Boolean).join(' and ');
}

export function totalTime({ timings: t }) {
  return t.read_ms + t.encode_ms + t.decode_ms + t.postprocess_ms + t.store_ms;
}

/** One result: its overlay, what was found, from what, and whether it still holds. */
class ResultTile extends LiveElement {
  static properties = { entry: {}, latest: { type: Boolean }, named: { type: Boolean }, selected: { type: Boolean }, name: { state: true } };
  static styles = [
    common,
    css`
      a { display: block; border: 1px solid var(--line); border-radius: var(--radius); background: var(--panel); color: var(--ink); text-decoration: none;
        overflow: hidden; height: 100%; }
      a:hover { border-color: var(--line-strong); }
      :host([selected]) a { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
      .shot { position: relative; aspect-ratio: 4 / 3; background: var(--panel-2); }
      .shot img { width: 100%; height: 100%; object-fit: contain; display: block; color: transparent; }
      .none { position: absolute; inset: 0; display: grid; place-items: center; background: var(--veil); font-weight: 620; }
      .badges { position: absolute; top: 6px; left: 6px; display: flex; gap: 4px; }
      .words { padding: var(--s2) var(--s3) var(--s3); display: flex; flex-direction: column; gap: 3px; font-size: var(--text-s); }
      .words strong { font-size: var(--text); font-weight: 600; }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.listen(imageStates, 'change', () => this.requestUpdate());
  }

  willUpdate(changed) {
    if (changed.has('entry') && this.named) {
      imageOf(this.entry.image_id).then((image) => (this.name = image?.filename ?? 'deleted image'));
    }
  }

  render() {
    const { entry } = this;
    const state = this.latest ? imageStates.of(entry.mode, entry.image_id) : null;
    const outdated = state && !['UP_TO_DATE', 'IN_PROGRESS'].includes(state.reason);
    const found = entry.instance_count;
    return html`<a href=${link(['history', entry.image_id, entry.id], { mode: entry.mode })}>
      <div class="shot">
        <img alt="" loading="lazy" decoding="async" src=${overlayUrl(entry.id, 512)} @error=${askAgain}>
        ${found === 0 ? html`<span class="none">found nothing</span>` : null}
        <span class="badges">${this.latest ? html`<span class="chip live">latest</span>` : null}
          ${outdated ? html`<span class="chip warn" title=${state.sentence}>outdated</span>` : null}</span>
      </div>
      <div class="words">
        ${this.named ? html`<strong class="clip">${this.name ?? '…'}</strong>` : null}
        <span class=${this.named ? '' : 'clip'} title=${fullTime(entry.processed_at)}>${time(entry.processed_at)} · ${plural(found, 'mask')}${this.#scores()}</span>
        <span class="dim clip">from ${promptWords(entry) || 'no prompts'}</span>
        <span class="dim clip">${entry.model_id} · ${duration(totalTime(entry))}</span>
      </div>
    </a>`;
  }

  #scores() {
    const { scores } = this.entry;
    if (!scores.length) {
      return '';
    }
    const best = Math.max(...scores).toFixed(2);
    const least = Math.min(...scores).toFixed(2);
    return best === least ? ` · ${best}` : ` · ${least} to ${best}`;
  }
}

customElements.define('result-tile', ResultTile);
