/**
 * The one module that talks to the server. Every function answers with what the server sent, or throws an ApiError whose message
 * is a sentence for people; while the server cannot be reached, `connection` says so and finds out when it is back.
 */
export class ApiError extends Error {
  /** @param status 0 when there was no answer at all */
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/** Tells `change` when the server went or came back. */
class Connection extends EventTarget {
  online = true;
  #timer = 0;
  #wait = 500;

  lost() {
    if (this.online) {
      this.online = false;
      this.#wait = 500;
      this.dispatchEvent(new Event('change'));
    }
    if (!this.#timer) {
      this.#timer = setTimeout(() => this.retry(), this.#wait);
      this.#wait = Math.min(this.#wait * 1.6, 8000);
    }
  }

  found() {
    if (!this.online) {
      this.online = true;
      this.dispatchEvent(new Event('change'));
    }
  }

  async retry() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    await call('GET', 'health').catch(() => {});
  }
}

export const connection = new Connection();

async function call(method, path, { body, signal, headers = {} } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      signal,
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    connection.lost();
    throw new ApiError(0, 'The server cannot be reached. It is tried again by itself.');
  }
  connection.found();
  if (!answer.ok) {
    throw new ApiError(answer.status, await sentenceOf(answer));
  }
  return answer;
}

async function sentenceOf(answer) {
  const problem = await answer.json().catch(() => null);
  return problem?.detail ?? `The server answered ${answer.status}. Its log may say why.`;
}

const read = async (path, options) => (await call('GET', path, options)).json();
const send = async (method, path, body, options) => (await call(method, path, { body, ...options })).json();

function query(values) {
  const given = Object.entries(values).filter(([, v]) => v !== undefined && v !== null && v !== '');
  return given.length ? '?' + new URLSearchParams(given) : '';
}

/** @returns {{entries, next}} next is the cursor of what follows, or null */
async function page(path, options, entries = (list) => list) {
  const answer = await call('GET', path, options);
  const found = /[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"/.exec(answer.headers.get('Link') ?? '');
  const body = await answer.json();
  return { entries: entries(body), next: found ? decodeURIComponent(found[1]) : null, total: body.total };
}

// images
export const listImages = (filter, options) => page('images' + query(filter), options, (body) => body.images);
export const getImage = (id) => read(`images/${id}`);
export const deleteImage = (id) => call('DELETE', `images/${id}`);
export const setTextPrompt = (id, text) => send('PATCH', `images/${id}`, { text_prompt: text });
export const thumbnailUrl = (id, size = 320) => `images/${id}/thumbnail?size=${size}`;
export const viewUrl = (id, max) => `images/${id}/view?max=${max}`;

/** Uploads one file. fetch tells nothing of what has been sent, so this is an XMLHttpRequest. */
export function uploadImage(file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', 'images');
    request.responseType = 'json';
    request.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total);
    request.onload = () => {
      connection.found();
      if (request.status === 201) {
        resolve(request.response);
      } else {
        reject(new ApiError(request.status, request.response?.detail ?? `The server answered ${request.status}.`));
      }
    };
    request.onerror = () => {
      connection.lost();
      reject(new ApiError(0, 'The server cannot be reached.'));
    };
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

// prompts
export const listBoxes = async (imageId) => (await read(`annotations/${imageId}`)).annotations;
export const listPoints = async (imageId) => (await read(`point-annotations/${imageId}`)).annotations;
export const addBox = (box) => send('POST', 'annotations', box);
export const changeBox = (id, box) => send('PUT', `annotations/${id}`, box);
export const deleteBox = (id) => call('DELETE', `annotations/${id}`);
export const addPoint = (point) => send('POST', 'point-annotations', point);
export const changePoint = (id, point) => send('PUT', `point-annotations/${id}`, point);
export const deletePoint = (id) => call('DELETE', `point-annotations/${id}`);

/** Masks at once, nothing stored. */
export const previewMasks = (imageId, prompts, signal) => send('POST', `images/${imageId}/preview`, prompts, { signal });

// jobs
export const listJobs = (filter) => page('jobs' + query(filter));
export const getJob = (id) => read(`jobs/${id}`);
export const listItems = (id, filter) => page(`jobs/${id}/items` + query(filter));
export const previewJob = (request, signal) => send('POST', 'jobs/preview', request, { signal });
export const cancelJob = (id) => send('POST', `jobs/${id}/cancel`);
export const retryJob = (id) => send('POST', `jobs/${id}/retry`);

/** The key makes a request that is repeated, because its answer was lost, the same job. */
export const submitJob = (request, key) => send('POST', 'jobs', request, { headers: { 'Idempotency-Key': key } });

export const jobEventsUrl = 'jobs/events';

// results
export const listHistory = (filter) => page('images/history' + query(filter));
export const imageHistory = (imageId, mode) => read(`images/${imageId}/history` + query({ mode }));
export const resultDocument = (id, signal) => read(`results/${id}/coco`, { signal });
/** How b differs from a. */
export const compareResults = (a, b) => read(`results/${a}/compare/${b}`);
export const differenceUrl = (a, b, max = 2048) => `results/${a}/compare/${b}/difference?max=${max}`;
export const maskUrl = (id) => `results/${id}/mask`;
export const documentUrl = (id) => `results/${id}/coco`;
export const overlayUrl = (id, max = '') => `results/${id}/overlay` + query({ max });
export const exportUrl = (mode) => 'export' + query({ mode, format: 'coco' });

// system
export const getSystem = () => read('system');
export const getModels = () => read('models');
export const pauseQueue = () => send('POST', 'queue/pause');
export const resumeQueue = () => send('POST', 'queue/resume');

/** An id of our own making, which lets a repeated request be recognised. */
export function freshId() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  // plain http from another machine has no randomUUID
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = [...b].map((n) => n.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
