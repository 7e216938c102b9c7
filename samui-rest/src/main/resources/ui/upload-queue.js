import { connection, uploadImage } from './api.js';
import { imageAdded } from './image-list.js';

const AT_A_TIME = 3;

/** Files on their way to the server; they go on while another page is shown. `change` is told at each step. */
class UploadQueue extends EventTarget {
  /** {name, size, state: waiting | sending | done | failed, progress, error, image} in the order they came. */
  entries = [];
  #sending = 0;

  constructor() {
    super();
    connection.addEventListener('change', () => connection.online && this.#pump());
    window.addEventListener('beforeunload', (e) => this.busy && e.preventDefault());
  }

  get busy() {
    return this.entries.some((entry) => entry.state === 'waiting' || entry.state === 'sending');
  }

  add(files) {
    this.entries = this.entries.concat(
      files.map((file) => ({ file, name: file.name, size: file.size, state: 'waiting', progress: 0, error: null })),
    );
    this.#changed();
    this.#pump();
  }

  retry(entry) {
    Object.assign(entry, { state: 'waiting', progress: 0, error: null });
    this.#changed();
    this.#pump();
  }

  /** Forgets what has ended, and stops nothing. */
  clear() {
    this.entries = this.entries.filter((entry) => entry.state === 'waiting' || entry.state === 'sending');
    this.#changed();
  }

  /** Gives up all that has not arrived. */
  stop() {
    this.entries.forEach((entry) => {
      entry.abort?.abort();
      if (entry.state === 'waiting') {
        Object.assign(entry, { state: 'failed', error: 'Stopped.' });
      }
    });
    this.#changed();
  }

  #pump() {
    while (this.#sending < AT_A_TIME && connection.online) {
      const entry = this.entries.find((one) => one.state === 'waiting');
      if (!entry) {
        return;
      }
      this.#send(entry);
    }
  }

  async #send(entry) {
    this.#sending++;
    entry.state = 'sending';
    entry.abort = new AbortController();
    try {
      const progress = (share) => {
        entry.progress = share;
        this.#changed();
      };
      entry.image = await uploadImage(entry.file, progress, entry.abort.signal);
      entry.state = 'done';
      entry.file = null;
      imageAdded(entry.image);
    } catch (e) {
      // without a server it waits until there is one again
      entry.state = e.status === 0 ? 'waiting' : 'failed';
      entry.error = e.name === 'AbortError' ? 'Stopped.' : e.message;
    } finally {
      this.#sending--;
      this.#changed();
      this.#pump();
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const uploads = new UploadQueue();

/** The files of a drop, those in folders too. */
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry.isDirectory)) {
    return plain;
  }
  const found = [];
  for (const entry of entries) {
    await walk(entry, found);
  }
  return found;
}

async function walk(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
    if (file && !file.name.startsWith('.')) {
      found.push(file);
    }
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // a reader gives a hundred at a time and ends with none
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (!some.length) {
      return;
    }
    for (const child of some) {
      await walk(child, found);
    }
  }
}

/** Pictures of a paste get a name, as the clipboard has none. */
export function pastedFiles(clipboard) {
  const stamp = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-');
  return [...(clipboard?.files ?? [])].map((file, i) =>
    /^image\.\w+$/.test(file.name)
      ? new File([file], `pasted-${stamp}${i ? '-' + i : ''}.${file.name.split('.').pop()}`, { type: file.type })
      : file,
  );
}
