import { deleteImage, listImages } from './api.js';
import { tell } from './notices.js';
import { plural } from './format.js';

const FIRST = 120;
const MORE = 500;
const MOST = 5000;
const UNDO_MS = 7000;

/** Images that are to be deleted as soon as nobody wants them back; no list shows them. */
const going = new Set();
const lists = new Set();

/**
 * The images of a filter, newest first, as far as they were asked for. `change` is told when there are more or fewer. A list is
 * used by whoever shows the same filter, so that a page that comes back finds its images there.
 */
export class ImageList extends EventTarget {
  images = [];
  /** How many there are, as far as is known. */
  extent = 0;
  complete = false;
  loaded = false;
  error = null;
  #next = null;
  #running = null;
  /** Whether what comes next replaces what there is. */
  #anew = false;

  constructor(filter = {}) {
    super();
    this.filter = filter;
    lists.add(this);
  }

  /** Loads what comes next; two who ask at a time get the same. */
  more(limit = this.loaded ? MORE : FIRST) {
    this.#running ??= this.#load(limit).finally(() => (this.#running = null));
    return this.#running;
  }

  async #load(limit) {
    if (this.complete) {
      return;
    }
    try {
      const page = await listImages({ ...this.filter, total: this.filter.state ? false : undefined, limit, cursor: this.#next });
      this.#next = page.next;
      this.complete = page.next === null;
      const found = page.entries.filter((image) => !going.has(image.id));
      this.images = this.#anew ? found : this.images.concat(found);
      this.#anew = false;
      const filtered = this.filter.q || this.filter.state;
      this.extent = this.complete ? this.images.length : Math.max(filtered ? 0 : page.total - going.size, this.images.length + 1);
      this.loaded = true;
      this.error = null;
    } catch (e) {
      this.error = e.message;
      throw e;
    } finally {
      this.dispatchEvent(new Event('change'));
    }
  }

  /** Loads until there are that many, in larger steps the further it is. */
  async upTo(n) {
    while (!this.complete && this.images.length < n) {
      await this.more(Math.min(MOST, Math.max(MORE, n - this.images.length)));
    }
  }

  async all() {
    await this.upTo(Infinity);
    return this.images;
  }

  /** Where an image stands, or -1: looks on until it has found it. */
  async indexOf(id) {
    for (;;) {
      const at = this.images.findIndex((image) => image.id === id);
      if (at >= 0 || this.complete) {
        return at;
      }
      await this.more(this.loaded ? MOST : FIRST);
    }
  }

  /** Starts again from the newest, and shows the old until the new are there. */
  async reload() {
    await this.#running?.catch(() => {});
    this.#next = null;
    this.#anew = true;
    this.complete = false;
    await this.more(Math.min(MOST, Math.max(FIRST, this.images.length)));
  }

  add(image) {
    if (!this.filter.q && !this.filter.state && this.loaded && !this.images.some((one) => one.id === image.id)) {
      this.images = [image, ...this.images];
      this.extent++;
      this.dispatchEvent(new Event('change'));
    }
  }

  replace(image) {
    const at = this.images.findIndex((one) => one.id === image.id);
    if (at >= 0) {
      this.images = this.images.with(at, image);
    }
  }

  without(ids) {
    const left = this.images.filter((image) => !ids.has(image.id));
    this.extent -= this.images.length - left.length;
    this.images = left;
    this.dispatchEvent(new Event('change'));
  }
}

export const allImages = new ImageList();

export function imageAdded(image) {
  lists.forEach((list) => list.add(image));
}

/** Lists of a filter live as long as the page that made them. */
export function forget(list) {
  if (list !== allImages) {
    lists.delete(list);
  }
}

/** Takes images away at once and deletes them some seconds later, unless that is undone before. */
export function deleteLater(ids) {
  ids.forEach((id) => going.add(id));
  lists.forEach((list) => list.without(new Set(ids)));
  let late = false;
  const timer = setTimeout(async () => {
    late = true;
    await deleteNow(ids);
    takeAway(); // only now: whoever sees it gone may rely on it
  }, UNDO_MS);
  const takeAway = tell(`${plural(ids.length, 'image')} deleted, with prompts and results`, {
    stay: Infinity,
    undo: () => {
      if (late) {
        return;
      }
      clearTimeout(timer);
      ids.forEach((id) => going.delete(id));
      lists.forEach((list) => list.loaded && list.reload().catch(() => {}));
    },
  });
}

async function deleteNow(ids) {
  const failed = [];
  for (const id of ids) {
    try {
      await deleteImage(id);
    } catch (e) {
      if (e.status !== 404) {
        failed.push(e);
      }
    }
    going.delete(id);
  }
  if (failed.length) {
    tell(`${plural(failed.length, 'image')} could not be deleted and came back. ${failed[0].message}`, { kind: 'bad' });
    lists.forEach((list) => list.loaded && list.reload().catch(() => {}));
  }
}
