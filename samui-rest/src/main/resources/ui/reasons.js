/** What change detection says of an image, in the words and looks of this UI. */
export const REASONS = {
  NOTHING_TO_PROCESS: { short: 'no prompts', look: '', group: 'without prompts' },
  UNSUPPORTED_PROMPT: { short: 'prompts do not fit the model', look: 'warn', group: 'with prompts that the model lacks' },
  IN_PROGRESS: { short: 'in a job', look: 'live', group: 'in a job already' },
  UP_TO_DATE: { short: 'up to date', look: 'good', group: 'up to date' },
  LAST_FAILED: { short: 'failed', look: 'bad', group: 'failed last time' },
  NEVER_PROCESSED: { short: 'new', look: 'warn', group: 'never processed' },
  IMAGE_CHANGED: { short: 'image changed', look: 'warn', group: 'with a changed image' },
  MODEL_CHANGED: { short: 'model changed', look: 'warn', group: 'of another model' },
  PARAMETERS_CHANGED: { short: 'parameters changed', look: 'warn', group: 'with other parameters' },
  TEXT_PROMPT_CHANGED: { short: 'text changed', look: 'warn', group: 'with a changed text' },
  ANNOTATIONS_CHANGED: { short: 'changed', look: 'warn', group: 'changed' },
};

const UNPROCESSABLE = ['NOTHING_TO_PROCESS', 'UNSUPPORTED_PROMPT'];
const SETTLED = ['UP_TO_DATE', 'IN_PROGRESS', ...UNPROCESSABLE];

export const needsProcessing = (reason) => !SETTLED.includes(reason);

/** What a forced job takes. */
export const canBeProcessed = (reason) => !UNPROCESSABLE.includes(reason);

/** Whether somebody has still something to do there: draw prompts, or process. */
export const needsWork = (reason) => reason !== 'UP_TO_DATE' && reason !== 'IN_PROGRESS';

/** "9 changed, 3 failed last time", the largest first. */
export function breakdown(reasons, count) {
  return Object.entries(reasons)
    .filter(([, n]) => n > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([reason, n]) => `${count(n)} ${REASONS[reason]?.group ?? reason}`)
    .join(', ');
}
