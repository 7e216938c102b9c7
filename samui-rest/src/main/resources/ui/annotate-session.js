import { imageHistory, resultDocument } from './api.js';
import { AnnotationDoc } from './annotation-doc.js';
import { LivePreview, promptsOf } from './live-preview.js';
import { instanceColour } from './mask-raster.js';
import { models } from './models.js';
import { PromptLayer } from './prompt-layer.js';

/**
 * What somebody works on: an image in a mode, its prompts, what is selected of them, their live preview, and the latest result. It
 * knows nothing of how that is laid out. Tells `change` when something may look otherwise, `edit` after each change of the prompts.
 */
export class AnnotateSession extends EventTarget {
  image = null;
  mode = 'inside_box';
  doc = null;
  /** Masks of the latest result; null where there is none or it is not known yet. */
  latest = null;
  #collecting = false;
  #owed = false;
  #changed = () => this.dispatchEvent(new Event('change'));
  #edited = () => {
    this.dispatchEvent(new Event('edit'));
    this.ask();
  };

  constructor() {
    super();
    this.layer = new PromptLayer(this.#changed);
    this.preview = new LivePreview();
    this.preview.addEventListener('change', this.#changed);
  }

  /** Takes up an image. Throws what the server said where its prompts cannot be had. */
  async open(image) {
    const same = this.image?.id === image.id;
    this.leave();
    this.image = image;
    this.doc = AnnotationDoc.of(image);
    this.doc.addEventListener('change', this.#changed);
    this.doc.addEventListener('edit', this.#edited);
    this.layer.doc = this.doc.loaded ? this.doc : null;
    this.#settle();
    if (!same) {
      this.latest = null;
      this.preview.clear();
    }
    this.loadLatest();
    await this.doc.load();
    if (this.image !== image) {
      return;
    }
    const { loaded, failure } = this.doc;
    // a server that is away does not take away what is there already
    if (failure && (!loaded || failure.status === 404)) {
      throw failure;
    }
    this.layer.doc = this.doc;
    this.#changed();
    this.ask();
  }

  /** Listens no longer; what is not saved yet goes on being saved. */
  leave() {
    this.layer.cancel();
    this.doc?.removeEventListener('change', this.#changed);
    this.doc?.removeEventListener('edit', this.#edited);
  }

  setMode(mode) {
    this.mode = mode;
    this.layer.negative = false;
    this.#settle();
    this.loadLatest();
    this.ask();
  }

  #settle() {
    this.layer.cancel();
    this.layer.mode = this.mode;
    this.layer.off = this.exemplarsOff !== null;
    this.layer.selected = null;
  }

  /** Why nothing can be drawn, or null. */
  get exemplarsOff() {
    return this.mode === 'find_all' ? models.lacksPrompt('positive_exemplar') : null;
  }

  /** While it collects, edits are shown without a preview; the end of it asks for one. */
  collect(on) {
    this.#collecting = on;
    if (!on && this.#owed) {
      this.#owed = false;
      this.ask();
    }
  }

  ask() {
    if (this.#collecting) {
      this.#owed = true;
    } else if (models.lacks(this.mode)) {
      this.preview.clear(); // those shown are of another mode
    } else if (this.doc?.loaded) {
      this.preview.ask(this.image, promptsOf(this.doc, this.mode));
    }
  }

  async loadLatest() {
    const { image, mode } = this;
    try {
      const [newest] = image ? await imageHistory(image.id, mode) : [];
      const found = newest ? await resultDocument(newest.id) : null;
      if (image === this.image && mode === this.mode) {
        this.latest = found && found.annotations.map((one, i) => ({ rle: one.segmentation, colour: instanceColour(i) }));
      }
    } catch {
      this.latest = null; // the banner says why
    }
    this.#changed();
  }

  undo() {
    if (!this.layer.cancel()) {
      this.doc?.undo();
    }
  }

  redo() {
    this.doc?.redo();
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
      const [x, y] = [dx * by, dy * by];
      this.doc.change(item.id, grow && item.kind === 'box' ? this.layer.resized(item, 'se', x, y) : this.layer.moved(item, x, y));
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
      this.layer.select(items[(Math.max(at, by < 0 ? 0 : -1) + by + items.length) % items.length].id);
    }
  }

  setTool(tool, negative = this.layer.negative) {
    this.layer.cancel();
    this.layer.tool = tool;
    this.layer.negative = negative && this.mode !== 'inside_box';
    this.#changed();
  }
}
