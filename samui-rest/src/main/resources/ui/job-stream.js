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
    const over = !['queued', 'running'].includes(job.status);
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
    clearInterval(this.#timer);
    this.#timer = on ? setInterval(() => this.#ask(), POLL_MS) : 0;
  }

  async #ask() {
    if (!connection.online) {
      return;
    }
    try {
      const { entries } = await listJobs({ limit: 50 });
      const known = [...this.active.keys()];
      const open = entries.filter((job) => ['queued', 'running'].includes(job.status));
      const gone = known.filter((id) => !open.some((job) => job.id === id));
      open.forEach((job) => this.#update({ job }));
      for (const id of gone) {
        this.#update({ job: entries.find((job) => job.id === id) ?? (await getJob(id)) });
      }
    } catch {
      // the banner says so already
    }
  }
}

export const jobStream = new JobStream();
