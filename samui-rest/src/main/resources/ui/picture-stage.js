import { html, css } from 'lit';
import { viewUrl } from './api.js';
import { LiveElement } from './live-element.js';
import { clear, drawMasks } from './mask-raster.js';
import { askAgain } from './pictures.js';
import { common } from './styles.js';

const MARGIN = 24;
const FIRST_SIDE = 2048;
/** What the server makes at most. */
const LARGEST_SIDE = 16384;
const LARGEST = 40;

/**
 * A picture with masks over it, or `over`, the URL of a picture of them, to zoom and pan. What is drawn on it, and what the pointer does there, is the business of `layer`:
 * an object with paint(context, view), down(event, point), move, up, leave and cursor(), all optional. Picture and masks move as
 * composed layers; only the marks are drawn anew. Tells `view` when it was zoomed or panned.
 */
class PictureStage extends LiveElement {
  static properties = { image: {}, masks: {}, opacity: { type: Number }, outline: { type: Boolean }, peek: { type: Boolean }, layer: {},
    over: {}, label: {}, empty: { state: true } };
  static styles = [
    common,
    css`
      :host { position: relative; overflow: hidden; background: var(--stage); touch-action: none; user-select: none; min-height: 0; min-width: 0; }
      .picture { position: absolute; left: 0; top: 0; transform-origin: 0 0; will-change: transform; }
      .picture img, .picture canvas { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
      .picture img { background: var(--panel-2); box-shadow: 0 0 0 1px var(--line); }
      .picture.close img, .picture.close canvas { image-rendering: pixelated; }
      .picture .over { background: none; box-shadow: none; }
      .fill { transition: opacity var(--quick); }
      .peek canvas, .peek .over { visibility: hidden; }
      .marks { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
      .marks:focus-visible { outline-offset: -3px; }
      .failed { position: absolute; inset: 0; display: grid; place-items: center; pointer-events: none; }
    `,
  ];

  constructor() {
    super();
    this.masks = [];
    this.opacity = 0.5;
    this.outline = true;
    this.view = { scale: 1, x: 0, y: 0 };
    this.pointers = new Map();
    this.fitted = true;
    this.sizes = new ResizeObserver(() => this.#resized());
  }

  connectedCallback() {
    super.connectedCallback();
    this.updateComplete.then(() => {
      this.sizes.observe(this);
      this.marks.addEventListener('wheel', (e) => this.#wheel(e), { passive: false });
    });
    this.listen(matchMedia('(prefers-color-scheme: dark)'), 'change', () => this.repaint());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  /** The server is back. */
  load() {
    this.empty = false;
  }

  get marks() {
    return this.renderRoot.querySelector('.marks');
  }

  willUpdate(changed) {
    if (changed.has('image') && changed.get('image')?.id !== this.image?.id) {
      this.side = FIRST_SIDE;
      this.empty = false;
    }
  }

  updated(changed) {
    const other = changed.has('image') && changed.get('image')?.id !== this.image?.id;
    if (other && this.image) {
      const picture = this.renderRoot.querySelector('.picture');
      picture.style.width = this.image.width + 'px';
      picture.style.height = this.image.height + 'px';
      if (!this.pinned) {
        this.fit();
      }
    }
    if (changed.has('masks') || other) {
      this.#raster();
    }
    const [fill, outline] = this.renderRoot.querySelectorAll('.picture canvas');
    fill.style.opacity = this.opacity;
    outline.style.opacity = this.outline ? 1 : 0;
    // it lets the picture through by itself
    this.renderRoot.querySelector('.over')?.style.setProperty('opacity', Math.min(1, 2 * this.opacity));
    this.repaint();
  }

  #raster() {
    const [fill, outline] = this.renderRoot.querySelectorAll('.picture canvas');
    if (this.image && this.masks?.length) {
      drawMasks(fill, outline, this.masks, this.image.width, this.image.height);
    } else {
      clear(fill, outline);
    }
  }

  #resized() {
    const ratio = devicePixelRatio;
    const box = this.getBoundingClientRect();
    this.marks.width = Math.max(1, Math.round(box.width * ratio));
    this.marks.height = Math.max(1, Math.round(box.height * ratio));
    if (this.fitted) {
      this.fit();
    } else {
      this.repaint();
    }
  }

  fit() {
    const box = this.getBoundingClientRect();
    if (!this.image || !box.width) {
      return;
    }
    const margin = Math.min(MARGIN, box.width * 0.03);
    const scale = Math.min((box.width - 2 * margin) / this.image.width, (box.height - 2 * margin) / this.image.height, 8);
    this.#setView({
      scale,
      x: (box.width - this.image.width * scale) / 2,
      y: (box.height - this.image.height * scale) / 2,
    });
    this.fitted = true;
  }

  /** What is seen of the picture, in its pixels; all of it where nothing is. */
  get seen() {
    const { scale, x, y } = this.view;
    const [left, top] = [Math.max(0, -x / scale), Math.max(0, -y / scale)];
    const width = Math.min(this.image.width, (this.clientWidth - x) / scale) - left;
    const height = Math.min(this.image.height, (this.clientHeight - y) / scale) - top;
    return width > 0 && height > 0 ? { x: left, y: top, width, height } : { x: 0, y: 0, width: this.image.width, height: this.image.height };
  }

  /** Keeps what lies under a point of this element where it is. */
  zoom(factor, x = this.clientWidth / 2, y = this.clientHeight / 2) {
    const least = 0.02;
    const scale = Math.max(least, Math.min(LARGEST, this.view.scale * factor));
    const by = scale / this.view.scale;
    this.#setView({ scale, x: x - (x - this.view.x) * by, y: y - (y - this.view.y) * by });
    this.fitted = false;
  }

  pan(dx, dy) {
    this.#setView({ ...this.view, x: this.view.x + dx, y: this.view.y + dy });
    this.fitted = false;
  }

  /** Takes over the view of another stage. */
  follow(view) {
    if (this.hasUpdated) {
      this.fitted = false;
      this.#setView(view, false);
    }
  }

  #setView(view, told = true) {
    this.view = view;
    const picture = this.renderRoot.querySelector('.picture');
    picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    picture.classList.toggle('close', view.scale * devicePixelRatio >= 3);
    this.#sharpen();
    this.repaint();
    if (told) {
      this.dispatchEvent(new CustomEvent('view', { detail: view }));
    }
  }

  /** Asks for more pixels when the user looks closer than the picture is. */
  #sharpen() {
    const most = Math.min(LARGEST_SIDE, Math.max(this.image?.width ?? 0, this.image?.height ?? 0));
    if (this.side < most && this.view.scale * most * devicePixelRatio > this.side * 1.2) {
      this.side = most;
      this.requestUpdate();
    }
  }

  repaint() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      const context = this.marks?.getContext('2d');
      if (context) {
        const ratio = devicePixelRatio;
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.clearRect(0, 0, this.clientWidth, this.clientHeight);
        this.layer?.paint?.(context, { ...this.view, width: this.clientWidth, height: this.clientHeight });
        this.marks.style.cursor = this.panning || this.space ? 'grab' : (this.layer?.cursor?.() ?? 'grab');
      }
    });
  }

  /** In pixels of the image, not whole ones. */
  toImage(event) {
    const box = this.getBoundingClientRect();
    return {
      x: (event.clientX - box.left - this.view.x) / this.view.scale,
      y: (event.clientY - box.top - this.view.y) / this.view.scale,
    };
  }

  #wheel(event) {
    event.preventDefault();
    const box = this.getBoundingClientRect();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), event.clientX - box.left, event.clientY - box.top);
  }

  #down(event) {
    this.marks.focus({ preventScroll: true });
    this.marks.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size === 2) {
      this.layer?.cancel?.();
      this.pinch = this.#spread();
      return;
    }
    const taken = event.button !== 1 && !this.space && this.layer?.down?.(event, this.toImage(event));
    this.panning = !taken && (event.button === 0 || event.button === 1) ? event : null;
    this.repaint();
  }

  #move(event) {
    const before = this.pointers.get(event.pointerId);
    if (before) {
      this.pointers.set(event.pointerId, event);
    }
    if (this.pointers.size === 2) {
      const now = this.#spread();
      this.zoom(now.distance / this.pinch.distance, now.x, now.y);
      this.pan(now.x - this.pinch.x, now.y - this.pinch.y);
      this.pinch = now;
    } else if (this.panning && before) {
      this.pan(event.clientX - before.clientX, event.clientY - before.clientY);
    } else {
      this.layer?.move?.(event, this.toImage(event));
      this.repaint();
    }
  }

  #up(event) {
    this.pointers.delete(event.pointerId);
    if (this.panning) {
      this.panning = null;
    } else {
      this.layer?.up?.(event, this.toImage(event));
    }
    this.repaint();
  }

  #spread() {
    const [a, b] = [...this.pointers.values()];
    const box = this.getBoundingClientRect();
    return {
      distance: Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)),
      x: (a.clientX + b.clientX) / 2 - box.left,
      y: (a.clientY + b.clientY) / 2 - box.top,
    };
  }

  render() {
    const id = this.image?.id;
    return html`
      <div class="picture ${this.peek ? 'peek' : ''}">
        ${id && !this.empty ? html`<img alt="" draggable="false" decoding="async" src=${viewUrl(id, this.side)} @error=${() => (this.empty = true)}>` : null}
        <canvas class="fill" aria-hidden="true"></canvas><canvas class="outline" aria-hidden="true"></canvas>
        ${this.over ? html`<img class="over" alt="" draggable="false" decoding="async" src=${this.over} @error=${askAgain}>` : null}
      </div>
      ${this.empty ? html`<p class="failed dim">The picture cannot be shown: it was deleted, or the server is away.</p>` : null}
      <canvas class="marks" tabindex="0" role="application" aria-roledescription="picture" aria-label=${this.label ?? 'Picture'}
        @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up} @pointercancel=${this.#up}
        @pointerleave=${() => { this.layer?.leave?.(); this.repaint(); }}
        @contextmenu=${(e) => e.preventDefault()} @dblclick=${() => !this.layer?.busy && this.fit()}></canvas>`;
  }
}
customElements.define('picture-stage', PictureStage);
