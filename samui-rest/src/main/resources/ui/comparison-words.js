const KINDS = { segment: 'Box', positive_exemplar: 'Example', negative_exemplar: 'Counter-example' };
const boxWords = (box) => `${KINDS[box.prompt_type]} ${box.bbox_width} × ${box.bbox_height} at ${box.bbox_x}, ${box.bbox_y}`;
const pointWords = (point) => `${point.is_positive ? 'Positive' : 'Negative'} point at ${point.point_x}, ${point.point_y}`;
const textWords = (text) => (text ? `“${text}”` : 'none');

/** What became of prompts, model and parameters from one result to another, in lines for people. */
export function differenceWords(prompts, older, newer) {
  const lines = [...changes(prompts.boxes, boxWords), ...changes(prompts.points, pointWords)];
  if (!prompts.same_text) {
    lines.push(`Text: ${textWords(prompts.text_prompt_a)} became ${textWords(prompts.text_prompt_b)}`);
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

/** One that was removed and added under the same id was changed. */
function changes({ added, removed }, words) {
  const after = new Map(added.map((one) => [one.id, one]));
  const gone = removed.map((one) => {
    const now = after.get(one.id);
    after.delete(one.id);
    return now ? `${words(one)} became ${words(now)}` : `Removed: ${words(one)}`;
  });
  return [...gone, ...[...after.values()].map((one) => `Added: ${words(one)}`)];
}
