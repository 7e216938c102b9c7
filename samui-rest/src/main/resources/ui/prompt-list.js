import { html, css } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { live } from 'lit/directives/live.js';
import { icon } from './icons.js';
import { LiveElement } from './live-element.js';
import { css as colourOf, instanceColour } from './mask-raster.js';
import { common } from './styles.js';

const HINTS = {
  inside_box: 'Draw a box around each object.',
  find_all: 'Describe what to find, or draw boxes around examples of it.',
  point: 'Click on the object. Right-click on what does not belong to it.',
};

const NAMES = { segment: 'Box', positive_exemplar: 'Example', negative_exemplar: 'Counter-example' };

/** The prompts of the mode as a list, for the keyboard and for numbers. exemplarOff is why none can be added, or null. Tells `add`. */
class PromptList extends LiveElement {
  static properties = { doc: {}, mode: {}, layer: {}, instances: {}, beat: {}, textOff: {}, exemplarOff: {} };
  static styles = [
    common,
    css`
      :host { display: flex; flex-direction: column; gap: var(--s3); min-height: 0; }
      textarea { width: 100%; min-height: 62px; }
      li { border: 1px solid transparent; border-radius: var(--radius); padding: 2px var(--s1) 2px var(--s2); }
      li.hovered { background: var(--panel-2); }
      li.selected { background: var(--accent-soft); border-color: var(--accent); }
      .line { display: flex; align-items: center; gap: var(--s2); min-height: 34px; }
      .line > button:first-of-type { flex: 1; justify-content: flex-start; border: 0; background: none; padding: 0; min-height: 30px; font-weight: 560; }
      .swatch { width: 12px; height: 12px; border-radius: 3px; flex: none; background: var(--swatch, transparent); }
      .sign { font-weight: 700; width: 1em; text-align: center; }
      .positive { color: var(--positive); }
      .negative { color: var(--negative); }
      .fields { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: var(--s1); padding: 2px 0 var(--s2); }
      .fields label { font-size: var(--text-s); color: var(--ink-2); }
      .fields input { width: 100%; min-height: 30px; }
      .more { padding: 0 0 var(--s2); }
    `,
  ];

  render() {
    if (!this.doc) {
      return null;
    }
    const items = this.doc.prompts(this.mode);
    return html`
      ${this.mode === 'find_all' ? this.#text() : null}
      <div class="row spread"><h3>${this.mode === 'point' ? 'Points' : this.mode === 'find_all' ? 'Examples' : 'Boxes'}
        <span class="dim">${items.length}</span></h3>
        <span><button class="quiet" title="In the middle of what is seen; arrows move it (A)" ?disabled=${Boolean(this.exemplarOff)}
          @click=${() => this.dispatchEvent(new Event('add'))}>Add</button>
        <button class="quiet" ?disabled=${!items.length} @click=${() => this.doc.removeAll(items.map((item) => item.id))}>Clear</button></span></div>
      ${items.length ? null : html`<p class="dim small">${this.exemplarOff || HINTS[this.mode]}</p>`}
      <ul aria-label="Prompts">${repeat(items, (item) => item.id, (item, i) => this.#item(item, i))}</ul>`;
  }

  updated() {
    this.renderRoot.querySelectorAll('.swatch').forEach((swatch) => {
      swatch.style.setProperty('--swatch', colourOf(instanceColour(Number(swatch.dataset.index))));
    });
    const chosen = this.renderRoot.querySelector('li.selected');
    if (this.shown !== this.layer?.selected) {
      this.shown = this.layer?.selected;
      chosen?.scrollIntoView({ block: 'nearest' });
    }
  }

  #text() {
    return html`<div class="stack">
      <label for="text"><h3>Text</h3></label>
      <textarea id="text" maxlength="1024" placeholder="red apple; pear" ?disabled=${Boolean(this.textOff)} aria-describedby="text-help"
        .value=${live(this.doc.text)} @input=${(e) => this.doc.setText(e.target.value)}></textarea>
      <p class="dim small" id="text-help">${this.textOff || 'Several things part at semicolons or line ends.'}</p>
    </div>`;
  }

  #item(item, i) {
    const selected = this.layer.selected === item.id;
    const name = item.kind === 'point' ? `${item.positive ? 'Positive' : 'Negative'} point` : NAMES[item.type];
    const score = this.mode === 'inside_box' ? this.instances?.[i]?.score : undefined;
    const sign = item.kind === 'point' ? item.positive : item.type === 'segment' ? null : item.type === 'positive_exemplar';
    return html`<li class="${selected ? 'selected' : ''} ${this.layer.hovered === item.id ? 'hovered' : ''}"
        @pointerenter=${() => this.layer.hover(item.id)} @pointerleave=${() => this.layer.hover(null)}>
      <div class="line">
        ${sign === null
          ? html`<span class="swatch" data-index=${i}></span>`
          : html`<span class="sign ${sign ? 'positive' : 'negative'}" aria-hidden="true">${sign ? '+' : '–'}</span>`}
        <button aria-pressed=${selected} @click=${() => this.layer.select(selected ? null : item.id)}>${name} ${i + 1}</button>
        <span class="dim small">${score === undefined ? `${item.x}, ${item.y}` : `score ${score.toFixed(2)}`}</span>
        <button class="quiet icon" aria-label="Delete ${name} ${i + 1}" @click=${() => this.doc.remove(item.id)}>${icon('close', 16)}</button>
      </div>
      ${selected ? this.#fields(item, sign) : null}
    </li>`;
  }

  #fields(item, sign) {
    const names = item.kind === 'box' ? [['x', 'X'], ['y', 'Y'], ['width', 'W'], ['height', 'H']] : [['x', 'X'], ['y', 'Y']];
    return html`<div class="fields">
        ${names.map(([key, title]) => html`<label>${title}<input type="number" min=${key.length > 1 ? 1 : 0} .value=${live(String(item[key]))}
          @change=${(e) => this.#set(item, key, e.target)}></label>`)}
      </div>
      ${sign === null
        ? null
        : html`<div class="more"><button @click=${() => this.#flip(item)}>Make it ${sign ? 'negative' : 'positive'}</button></div>`}`;
  }

  /** Clamped to the picture, as a drag is. */
  #set(item, key, input) {
    const value = Math.round(Number(input.value));
    if (!Number.isFinite(value)) {
      input.value = item[key];
      return;
    }
    const { width, height } = this.doc.image;
    const w = item.width ?? 1;
    const h = item.height ?? 1;
    const most = { x: width - w, y: height - h, width: width - item.x, height: height - item.y };
    const clamped = Math.max(key.length > 1 ? 1 : 0, Math.min(most[key], value));
    this.doc.change(item.id, { [key]: clamped });
    input.value = clamped;
  }

  #flip(item) {
    this.doc.change(
      item.id,
      item.kind === 'point'
        ? { positive: !item.positive }
        : { type: item.type === 'positive_exemplar' ? 'negative_exemplar' : 'positive_exemplar' },
    );
  }
}
customElements.define('prompt-list', PromptList);
