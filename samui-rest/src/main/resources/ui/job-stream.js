import { connection, getJob, jobEventsUrl, listJobs } from './api.js';

const POLL_MS = 3000;

/**
 * What happens to jobs, told to all who listen: `update` events whose detail is a job's state, `snapshot` with all that have not
 * ended, and `link` when the stream goes or comes back. While there is no stream the running jobs are asked for. A hidden page
 * listens to nothing, because a browser gives a server few connections and shares them among its tabs.
 */
class JobStream extends EventTarget {
  /** live, polling, or off */
  link = 'off';
  /** States of the jobs that have not ended, by id. */
  active = new Map();
  #source = null;
  #timer = 0;
  /** While asking: ids of ended jobs that were told of, or stood there when it began; null before. */
  #ended = null;
  #users = 0;

  constructor() {
    super();
    document.addEventListener('visibilitychange', () => this.#settle());
    connection.addEventListener('change', () => this.#settle());
  }

  start() {
    this.#users++;
    this.#settle();
  }

  stop() {
    this.#users--;
    this.#settle();
  }

  #settle() {
    const wanted = this.#users > 0 && !document.hidden;
    if (wanted && !this.#source) {
      this.#open();
    } else if (!wanted && this.#source) {
      this.#source.close();
      this.#source = null;
      this.#poll(false);
      this.#say('off');
    }
  }

  #open() {
    const source = new EventSource(jobEventsUrl);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#poll(false);
      this.#say('live');
    });
    source.addEventListener('error', () => {
      this.#say('polling');
      this.#poll(true);
      if (source.readyState === EventSource.CLOSED) {
        this.#source = null;
        setTimeout(() => this.#settle(), POLL_MS);
      }
    });
    source.addEventListener('snapshot', (e) => this.#snapshot(JSON.parse(e.data).jobs));
    source.addEventListener('progress', (e) => this.#update(JSON.parse(e.data)));
    source.addEventListener('end', (e) => this.#update(JSON.parse(e.data)));
  }

  #snapshot(jobs) {
    this.active = new Map(jobs.map((job) => [job.id, job]));
    this.dispatchEvent(new CustomEvent('snapshot', { detail: jobs }));
  }

  #update({ job, ended_items: ended = [] }) {
    const isNew = !this.active.has(job.id);
    const over = !isOpen(job);
    if (over) {
      this.active.delete(job.id);
    } else {
      this.active.set(job.id, job);
    }
    this.dispatchEvent(new CustomEvent('update', { detail: { job, ended, isNew, over } }));
  }

  #say(link) {
    if (this.link !== link) {
      this.link = link;
      this.dispatchEvent(new Event('link'));
    }
  }

  #poll(on) {
    if (on === this.#timer > 0) {
      return;
    }
    clearInterval(this.#timer);
    this.#timer = on ? setInterval(() => this.#ask(), POLL_MS) : 0;
    this.#ended = null;
    if (on) {
      this.#ask();
    }
  }

  async #ask() {
    if (!connection.online) {
      return;
    }
    try {
      const { entries } = await listJobs({ limit: 50 });
      const open = entries.filter(isOpen);
      const over = entries.filter((job) => !isOpen(job));
      const told = this.#ended ?? new Set(over.map((job) => job.id));
      // what began and ended between two questions was never seen open
      const news = over.filter((job) => this.active.has(job.id) || !told.has(job.id));
      const older = [...this.active.keys()].filter((id) => !entries.some((job) => job.id === id));
      this.#ended = new Set(over.map((job) => job.id));
      [...open, ...news, ...(await Promise.all(older.map(getJob)))].forEach((job) => this.#update({ job }));
    } catch {
      // the banner says so already
    }
  }
}

const isOpen = (job) => ['queued', 'running'].includes(job.status);

export const jobStream = new JobStream();
