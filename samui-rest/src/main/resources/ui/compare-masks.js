import { iou } from './rle.js';

/** Run lengths of what any of the masks has; size is [height, width], for when there is no mask. */
export function union(masks, size) {
  return masks.reduce((all, mask) => combine(all, mask, (a, b) => a || b).rle, { counts: [size[0] * size[1]], size });
}

/** What the second has and the first had not, the other way round, and what both have: each {rle, area}. */
export function difference(older, newer) {
  return {
    added: combine(older, newer, (a, b) => b && !a),
    removed: combine(older, newer, (a, b) => a && !b),
    kept: combine(older, newer, (a, b) => a && b),
  };
}

/** Pairs of masks that overlap most, each once: [older or null, newer or null, IoU or null]. */
export function matches(older, newer) {
  const pairs = older.flatMap((a, i) => newer.map((b, j) => [i, j, iou(a, b)])).filter(([, , share]) => share > 0);
  pairs.sort((x, y) => y[2] - x[2]);
  const left = new Set(older.keys());
  const right = new Set(newer.keys());
  const taken = pairs.filter(([i, j]) => left.has(i) && right.has(j) && left.delete(i) && right.delete(j));
  taken.sort((x, y) => x[0] - y[0]);
  return [...taken, ...[...left].map((i) => [i, null, null]), ...[...right].map((j) => [null, j, null])];
}

/** Walks the runs of both at once. */
function combine(a, b, rule) {
  const counts = [];
  let area = 0;
  let set = false;
  let run = 0;
  const total = a.size[0] * a.size[1];
  let [i, j] = [0, 0];
  let [endA, endB] = [a.counts[0] ?? total, b.counts[0] ?? total];
  let at = 0;
  while (at < total) {
    const end = Math.min(endA, endB, total);
    const is = rule(i % 2 === 1, j % 2 === 1);
    if (end > at) {
      if (is !== set) {
        counts.push(run);
        run = 0;
        set = is;
      }
      run += end - at;
      area += is ? end - at : 0;
    }
    at = end;
    if (endA === end) {
      endA += a.counts[++i] ?? total;
    }
    if (endB === end) {
      endB += b.counts[++j] ?? total;
    }
  }
  counts.push(run);
  return { rle: { counts, size: a.size }, area };
}
