import { previewMasks } from './api.js';
import { duration, plural } from './format.js';
import { instanceColour } from './mask-raster.js';

/** Letters that follow each other ask once. */
const TYPING_MS = 250;
/** An answer that comes sooner is not announced. */
const SOON_MS = 600;

/**
 * Masks of prompts that are being edited. The latest edit wins: a request that is overtaken is given up. Tells `change`. States:
 * off, waiting, shown, failed (with a sentence).
 */
export class LivePreview extends EventTarget {
  state = 'off';
  masks = null;
  instances = [];
  ms = null;
  sentence = null;
  #abort = null;
  #encoded = null;
  #text = null;
  #said = null;
  #slow = 0;

  clear() {
    this.#abort?.abort();
    this.#abort = null;
    this.masks = null;
    this.instances = [];
    this.#say('off');
  }

  /** Asks for the masks of these prompts, or shows none where they ask for nothing. */
  async ask(image, prompts) {
    this.#abort?.abort();
    if (!asksForSomething(prompts)) {
      this.clear();
      return;
    }
    const abort = new AbortController();
    this.#abort = abort;
    this.#wait(image);
    try {
      await this.#typed(prompts.text_prompt ?? null);
      if (abort.signal.aborted) {
        return;
      }
      const begun = performance.now();
      const answer = await previewMasks(image.id, prompts, abort.signal);
      if (this.#abort !== abort) {
        return;
      }
      this.ms = performance.now() - begun;
      this.#encoded = image.id;
      this.instances = answer.instances;
      this.masks = answer.instances.map((instance, i) => ({ rle: instance.segmentation, colour: instanceColour(i) }));
      this.#say('shown');
    } catch (e) {
      if (e.name === 'AbortError' || this.#abort !== abort) {
        return;
      }
      this.masks = null;
      this.instances = [];
      this.sentence = e.message;
      this.#say('failed');
    }
  }

  /** What was said before stays until it takes long. */
  #wait(image) {
    this.#said = this.state === 'off' ? null : this.words(null);
    this.#say('waiting');
    this.#slow = setTimeout(() => {
      this.#said = this.#encoded === image.id ? 'Masks are on their way…' : 'Encoding the image…';
      this.#say('waiting');
    }, SOON_MS);
  }

  async #typed(text) {
    const same = text === this.#text;
    this.#text = text;
    if (!same) {
      await new Promise((resolve) => setTimeout(resolve, TYPING_MS));
    }
  }

  /** How it stands, for people; lacks is why there can be none. */
  words(lacks) {
    switch (this.state) {
      case 'waiting':
        return this.#said ?? '';
      case 'shown':
        return `${plural(this.masks.length, 'mask')} in ${duration(this.ms)}`;
      case 'failed':
        return this.sentence;
      default:
        return lacks ? '' : 'Masks appear here as you draw';
    }
  }

  #say(state) {
    clearTimeout(this.#slow);
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

export function promptsOf(doc, mode) {
  const box = ({ x, y, width, height }) => ({ x, y, width, height });
  switch (mode) {
    case 'inside_box':
      return { mode, boxes: doc.boxes.map(box) };
    case 'point':
      return { mode, points: doc.points.map(({ x, y, positive }) => ({ x, y, is_positive: positive })) };
    default:
      return {
        mode,
        text_prompt: doc.text.trim() || null,
        exemplars: doc.exemplars.map((one) => ({ ...box(one), is_positive: one.type === 'positive_exemplar' })),
      };
  }
}

function asksForSomething({ boxes = [], points = [], text_prompt: text = null, exemplars = [] }) {
  return boxes.length > 0 || points.some((p) => p.is_positive) || Boolean(text) || exemplars.some((e) => e.is_positive);
}
