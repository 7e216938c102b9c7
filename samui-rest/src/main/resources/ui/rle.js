/**
 * COCO's uncompressed run lengths, `{counts, size: [height, width]}`, go down the columns and begin with what is not set. Calls
 * `run(x, y, length)` for each stretch of set pixels within one column.
 */
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
