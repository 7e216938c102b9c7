import * as api from './api.js';
import { imageStates } from './image-states.js';
import { Saver } from './saver.js';

const open = new Map();

/**
 * The prompts of one image as the user sees them, with undo and redo. Each edit shows at once and is saved behind it; `change` is
 * told after either. An item is {id, kind: 'box', type, x, y, width, height} or {id, kind: 'point', x, y, positive}.
 */
export class AnnotationDoc extends EventTarget {
  items = new Map();
  text = '';
  loaded = false;
  /** Why it could not be loaded: what was thrown, or null. */
  failure = null;
  #done = [];
  #undone = [];
  /** Grows with all that makes a list stale that is on its way. */
  #moves = 0;

  /** The same document for the same image, as long as something of it is not saved. */
  static of(image) {
    const known = open.get(image.id);
    if (known) {
      return known;
    }
    const doc = new AnnotationDoc(image);
    for (const [id, other] of open) {
      if (other.saver.state === 'saved') {
        open.delete(id);
      }
    }
    open.set(image.id, doc);
    return doc;
  }

  static get anyUnsaved() {
    return [...open.values()].some((doc) => doc.saver.state !== 'saved');
  }

  static retryAll() {
    open.forEach((doc) => doc.saver.kick());
  }

  constructor(image) {
    super();
    this.image = image;
    this.text = image.text_prompt ?? '';
    this.saver = new Saver(this);
    this.saver.addEventListener('change', () => this.#changed());
    this.saver.addEventListener('saved', () => {
      this.#moves++;
      imageStates.forget(image.id);
    });
  }

  async load() {
    const before = this.#moves;
    try {
      const [boxes, points, image] = await Promise.all([
        api.listBoxes(this.image.id),
        api.listPoints(this.image.id),
        api.getImage(this.image.id),
      ]);
      if (this.saver.state === 'saved' && before === this.#moves) {
        const items = [...boxes.map(fromBox), ...points.map(fromPoint)];
        this.items = new Map(items.map((item) => [item.id, item]));
        this.text = image.text_prompt ?? '';
        this.saver.begin(this.items, this.text);
      }
      this.loaded = true;
      this.failure = null;
    } catch (e) {
      this.failure = e;
    }
    this.#changed();
  }

  list(kind, types) {
    return [...this.items.values()].filter((item) => item.kind === kind && (!types || types.includes(item.type)));
  }

  get boxes() {
    return this.list('box', ['segment']);
  }

  get exemplars() {
    return this.list('box', ['positive_exemplar', 'negative_exemplar']);
  }

  get points() {
    return this.list('point');
  }

  /** What one mode reads. */
  prompts(mode) {
    return { inside_box: () => this.boxes, find_all: () => this.exemplars, point: () => this.points }[mode]();
  }

  add(item) {
    const whole = { id: api.freshId(), ...item };
    this.#do({ id: whole.id, before: null, after: whole });
    return whole;
  }

  change(id, changes) {
    const before = this.items.get(id);
    const after = { ...before, ...changes };
    if (before && JSON.stringify(before) !== JSON.stringify(after)) {
      this.#do({ id, before, after });
    }
  }

  remove(id) {
    this.removeAll([id]);
  }

  /** One step for undo, however many there are. */
  removeAll(ids) {
    const steps = ids.filter((id) => this.items.has(id)).map((id) => ({ id, before: this.items.get(id), after: null }));
    if (steps.length) {
      this.#do({ steps });
    }
  }

  setText(text) {
    if (text !== this.text) {
      const last = this.#done.at(-1);
      // letters that follow each other are one step
      if (last?.text && performance.now() - last.at < 1500) {
        last.after = text;
        last.at = performance.now();
        this.#undone = [];
        this.#apply({ text: true, after: text });
      } else {
        this.#do({ text: true, before: this.text, after: text, at: performance.now() });
      }
    }
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  undo() {
    const step = this.#done.pop();
    if (step) {
      this.#undone.push(step);
      this.#apply(reversed(step));
    }
  }

  redo() {
    const step = this.#undone.pop();
    if (step) {
      this.#done.push(step);
      this.#apply(step);
    }
  }

  #do(step) {
    this.#done.push(step);
    this.#undone = [];
    this.#apply(step);
  }

  #apply(step) {
    if (step.text) {
      this.text = step.after;
    } else {
      for (const { id, after } of step.steps ?? [step]) {
        if (after) {
          this.items.set(id, after);
        } else {
          this.items.delete(id);
        }
      }
    }
    this.#moves++;
    this.saver.kick();
    this.dispatchEvent(new Event('edit'));
    this.#changed();
  }

  /** What the server refuses goes back to what it has. */
  revert(id, server) {
    if (server) {
      this.items.set(id, server);
    } else {
      this.items.delete(id);
    }
    this.dispatchEvent(new Event('edit'));
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

function reversed(step) {
  return step.steps
    ? { steps: step.steps.map(reversed).reverse() }
    : { ...step, before: step.after, after: step.before };
}

const fromBox = (box) => ({
  id: box.id, kind: 'box', type: box.prompt_type, x: box.bbox_x, y: box.bbox_y, width: box.bbox_width, height: box.bbox_height,
});

const fromPoint = (point) => ({ id: point.id, kind: 'point', x: point.point_x, y: point.point_y, positive: point.is_positive });
