import { previewJob } from './api.js';
import { jobStream } from './job-stream.js';
import { models, modelsAsked } from './models.js';

const WAIT_MS = 60;
/** While a job goes on, what is shown already may be a little old. */
const AGAIN_MS = 600;
const CHUNK = 400;

/**
 * How images stand in a mode, asked for in bunches and remembered until something changes them. `change` is told when more is
 * known.
 */
class ImageStates extends EventTarget {
  /** mode, then image id: {reason, sentence} */
  #known = new Map();
  #wanted = new Map();
  #timer = 0;
  /** Grows with whatever makes answers stale that are on their way. */
  #era = 0;

  constructor() {
    super();
    jobStream.addEventListener('update', ({ detail: { ended = [], isNew, over } }) => {
      if (isNew || over) {
        this.forgetAll();
      } else if (ended.length) {
        ended.forEach((item) => this.forget(item.image_id));
      }
    });
  }

  /** What is known, or null. What is not known, or may have changed, is asked for. */
  of(mode, id) {
    const found = this.#known.get(mode)?.get(id) ?? null;
    if (!found || found.old) {
      this.#want(mode, id, found ? AGAIN_MS : WAIT_MS);
    }
    return found;
  }

  forget(id) {
    this.#era++;
    this.#known.forEach((states) => states.has(id) && (states.get(id).old = true));
    this.dispatchEvent(new Event('change'));
  }

  forgetAll() {
    this.#era++;
    this.#known.forEach((states) => states.forEach((state) => (state.old = true)));
    this.dispatchEvent(new Event('change'));
  }

  /** Asks for many at once and waits. Of a mode that the model lacks nothing can be said but that. */
  async all(mode, ids, signal) {
    await modelsAsked;
    const lacks = models.lacks(mode);
    if (lacks) {
      throw new Error(lacks);
    }
    const era = this.#era;
    const answer = await previewJob({ image_ids: ids, mode }, signal);
    this.#learn(mode, answer.images, era !== this.#era);
    return answer;
  }

  #want(mode, id, wait) {
    if (models.lacks(mode)) {
      return;
    }
    if (!this.#wanted.has(mode)) {
      this.#wanted.set(mode, new Set());
    }
    this.#wanted.get(mode).add(id);
    this.#timer ||= setTimeout(() => this.#ask(), wait);
  }

  async #ask() {
    const wanted = this.#wanted;
    this.#wanted = new Map();
    for (const [mode, ids] of wanted) {
      const list = [...ids];
      for (let i = 0; i < list.length; i += CHUNK) {
        await this.all(mode, list.slice(i, i + CHUNK)).catch(() => {});
      }
    }
    this.#timer = 0;
    this.dispatchEvent(new Event('change'));
  }

  #learn(mode, images, old) {
    const states = this.#known.get(mode) ?? new Map();
    images.forEach((image) => states.set(image.image_id, { ...image, old }));
    this.#known.set(mode, states);
  }
}

export const imageStates = new ImageStates();
