/** What was changed of the prompts from one result to another, in lines for people. */
export function promptDifference(older, newer) {
  const lines = [
    ...compare(older.snapshot.boxes, newer.snapshot.boxes, boxWords),
    ...compare(older.snapshot.points, newer.snapshot.points, pointWords),
  ];
  const [before, after] = [older.snapshot.text_prompt, newer.snapshot.text_prompt];
  if (before !== after) {
    lines.push(`Text: ${before ? `“${before}”` : 'none'} became ${after ? `“${after}”` : 'none'}`);
  }
  if (older.model_digest !== newer.model_digest) {
    lines.push(`Model: ${older.model_id} became ${newer.model_id}`);
  }
  for (const [name, value] of Object.entries(newer.parameters)) {
    if (older.parameters[name] !== value) {
      lines.push(`${name.replaceAll('_', ' ')}: ${older.parameters[name]} became ${value}`);
    }
  }
  return lines.length ? lines : ['The same prompts, model and parameters.'];
}

const KINDS = { segment: 'Box', positive_exemplar: 'Example', negative_exemplar: 'Counter-example' };
const boxWords = (box) => `${KINDS[box.prompt_type]} ${box.bbox_width} × ${box.bbox_height} at ${box.bbox_x}, ${box.bbox_y}`;
const pointWords = (point) => `${point.is_positive ? 'Positive' : 'Negative'} point at ${point.point_x}, ${point.point_y}`;

function compare(older, newer, words) {
  const before = new Map(older.map((one) => [one.id, words(one)]));
  const after = new Map(newer.map((one) => [one.id, words(one)]));
  const lines = [];
  before.forEach((was, id) => {
    if (!after.has(id)) {
      lines.push(`Removed: ${was}`);
    } else if (after.get(id) !== was) {
      lines.push(`${was} became ${after.get(id)}`);
    }
  });
  after.forEach((is, id) => !before.has(id) && lines.push(`Added: ${is}`));
  return lines;
}
