import { previewJob } from './api.js';
import { jobStream } from './job-stream.js';

const WAIT_MS = 60;
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

  /** What is known, or null; then it is asked for. */
  of(mode, id) {
    const found = this.#known.get(mode)?.get(id);
    if (!found) {
      this.#want(mode, id);
    }
    return found ?? null;
  }

  forget(id) {
    this.#era++;
    this.#known.forEach((states) => states.delete(id));
    this.dispatchEvent(new Event('change'));
  }

  forgetAll() {
    this.#era++;
    this.#known.clear();
    this.dispatchEvent(new Event('change'));
  }

  /** Asks for many at once and waits. */
  async all(mode, ids, signal) {
    const era = this.#era;
    const answer = await previewJob({ image_ids: ids, mode }, signal);
    if (era === this.#era) {
      this.#learn(mode, answer.images);
    }
    return answer;
  }

  #want(mode, id) {
    if (!this.#wanted.has(mode)) {
      this.#wanted.set(mode, new Set());
    }
    this.#wanted.get(mode).add(id);
    this.#timer ||= setTimeout(() => this.#ask(), WAIT_MS);
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
    if (wanted.size) {
      this.dispatchEvent(new Event('change'));
    }
  }

  #learn(mode, images) {
    const states = this.#known.get(mode) ?? new Map();
    images.forEach((image) => states.set(image.image_id, image));
    this.#known.set(mode, states);
  }
}

export const imageStates = new ImageStates();
