import { connection, getModels } from './api.js';

/** What the model can do, asked once and again when the server came back. `change` is told when it is known. */
class Models extends EventTarget {
  /** null until known */
  known = null;

  constructor() {
    super();
    connection.addEventListener('change', () => connection.online && this.load());
  }

  async load() {
    try {
      this.known = await getModels();
    } catch {
      // asked again when the server is back
    }
    this.dispatchEvent(new Event('change'));
    return this.known;
  }

  /** Why a mode cannot be used, as a sentence; null when it can, or when that is not known yet. */
  lacks(mode) {
    if (!this.known) {
      return null;
    }
    const { current, problem } = this.known;
    if (!current) {
      return problem ?? 'There is no usable model. The System page says how to add one.';
    }
    return current.missing_modes.find((one) => one.mode === mode)?.sentence ?? null;
  }

  /** Why a kind of prompt (box, point, text, positive_exemplar, negative_exemplar) cannot be used; null when it can, or when that is not known yet. */
  lacksPrompt(kind) {
    return this.known?.current?.missing_prompts.find((one) => one.kind === kind)?.sentence ?? null;
  }
}

export const models = new Models();

/** When the first answer is there, or that there is none. */
export const modelsAsked = models.load();
