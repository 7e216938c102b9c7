/**
 * COCO's uncompressed run lengths: `{counts, size: [height, width]}`, down the columns, beginning with what is not set.
 */

/** Calls `run(x, y, length)` for each stretch of set pixels within one column. */
export function eachRun({ counts, size: [height] }, run) {
  let at = 0;
  for (let i = 0; i < counts.length; i++) {
    const length = counts[i];
    if (i % 2 === 1) {
      let left = length;
      let from = at;
      while (left > 0) {
        const y = from % height;
        const part = Math.min(left, height - y);
        run((from - y) / height, y, part);
        from += part;
        left -= part;
      }
    }
    at += length;
  }
}

export function area({ counts }) {
  let sum = 0;
  for (let i = 1; i < counts.length; i += 2) {
    sum += counts[i];
  }
  return sum;
}

/** How many pixels both have, by walking both lists of runs at once. */
export function intersection(a, b) {
  let i = 0;
  let j = 0;
  let endA = a.counts[0] ?? 0;
  let endB = b.counts[0] ?? 0;
  let at = 0;
  let both = 0;
  while (i < a.counts.length && j < b.counts.length) {
    const end = Math.min(endA, endB);
    if (i % 2 === 1 && j % 2 === 1) {
      both += end - at;
    }
    at = end;
    if (endA === end) {
      endA += a.counts[++i] ?? 0;
    }
    if (endB === end) {
      endB += b.counts[++j] ?? 0;
    }
  }
  return both;
}

/** Intersection over union; two empty masks are the same. */
export function iou(a, b) {
  const both = intersection(a, b);
  const either = area(a) + area(b) - both;
  return either === 0 ? 1 : both / either;
}
