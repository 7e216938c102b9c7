import { getImage } from './api.js';

const known = new Map();

/** An image by its id, asked for once; null for one that is gone. */
export function imageOf(id) {
  if (!known.has(id)) {
    known.set(id, getImage(id).catch((e) => {
      if (e.status !== 404) {
        known.delete(id);
      }
      return null;
    }));
  }
  return known.get(id);
}
