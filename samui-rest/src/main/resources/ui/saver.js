import * as api from './api.js';
import { tell } from './notices.js';

const TEXT_CALM_MS = 500;

/**
 * Makes the server have what a document has: it looks at the difference and sends one change at a time, so that edits that follow
 * each other quickly become one. Ids are ours, so that a request whose answer was lost can be sent again. States: saved, saving,
 * waiting (no server). Tells `change`, and `saved` after each change that arrived.
 */
export class Saver extends EventTarget {
  state = 'saved';
  #server = new Map();
  #text = '';
  #running = false;
  #timer = 0;

  constructor(doc) {
    super();
    this.doc = doc;
    this.#text = doc.text;
    api.connection.addEventListener('change', () => api.connection.online && this.kick());
  }

  /** What the server has. */
  begin(items, text) {
    this.#server = new Map(items);
    this.#text = text;
  }

  kick() {
    if (!this.#running && this.#next()) {
      this.#run();
    }
  }

  /** Waits while it saves; false when the server is away. */
  async settled() {
    while (this.state === 'saving') {
      await new Promise((resolve) => this.addEventListener('change', resolve, { once: true }));
    }
    return this.state === 'saved';
  }

  /** The first difference, or null. Removals first: then nothing is there twice. */
  #next() {
    const { items, text } = this.doc;
    for (const [id, server] of this.#server) {
      if (!items.has(id)) {
        return { id, server, local: null };
      }
    }
    for (const [id, local] of items) {
      const server = this.#server.get(id) ?? null;
      if (server !== local && JSON.stringify(server) !== JSON.stringify(local)) {
        return { id, server, local };
      }
    }
    return text === this.#text ? null : { text };
  }

  async #run() {
    this.#running = true;
    this.#say('saving');
    let change;
    while ((change = this.#next())) {
      try {
        await this.#send(change);
        this.dispatchEvent(new Event('saved'));
      } catch (e) {
        if (isPassing(e)) {
          this.#running = false;
          this.#say('waiting');
          clearTimeout(this.#timer);
          this.#timer = setTimeout(() => this.kick(), 4000);
          return;
        }
        this.#refused(change, e);
      }
    }
    this.#running = false;
    this.#say('saved');
  }

  async #send(change) {
    if ('text' in change) {
      await this.#sendText();
      return;
    }
    const { id, server, local } = change;
    const box = (local ?? server).kind === 'box';
    if (!local) {
      await (box ? api.deleteBox(id) : api.deletePoint(id)).catch((e) => {
        if (e.status !== 404) {
          throw e;
        }
      });
      this.#server.delete(id);
      return;
    }
    const body = box ? toBox(local) : toPoint(local);
    if (server) {
      await (box ? api.changeBox(id, body) : api.changePoint(id, body));
    } else {
      const added = { id, image_id: this.doc.image.id, ...body };
      await (box ? api.addBox(added) : api.addPoint(added));
    }
    this.#server.set(id, local);
  }

  /** Waits until nobody types. */
  async #sendText() {
    let text;
    do {
      text = this.doc.text;
      await new Promise((resolve) => setTimeout(resolve, TEXT_CALM_MS));
    } while (text !== this.doc.text);
    await api.setTextPrompt(this.doc.image.id, text.trim() === '' ? null : text);
    this.#text = text;
  }

  #refused(change, e) {
    tell(`Not saved: ${e.message}`, { kind: 'bad' });
    if ('text' in change) {
      this.#text = change.text;
      return;
    }
    // changed elsewhere, most likely: it goes back to what was saved, or away
    const kept = e.status === 404 ? null : change.server;
    if (!kept) {
      this.#server.delete(change.id);
    }
    this.doc.revert(change.id, kept);
  }

  #say(state) {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

/** Whether the same request may succeed later. */
const isPassing = (e) => e.status === undefined || e.status === 0 || e.status >= 500 || e.status === 429;

const toBox = (box) => ({ bbox_x: box.x, bbox_y: box.y, bbox_width: box.width, bbox_height: box.height, prompt_type: box.type });

const toPoint = (point) => ({ point_x: point.x, point_y: point.y, is_positive: point.positive });
