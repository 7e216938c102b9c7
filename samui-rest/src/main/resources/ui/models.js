import { connection, getModels } from './api.js';
import { MODE_NAMES } from './route.js';

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
    if (current.modes.includes(mode)) {
      return null;
    }
    const has = current.modes.map((one) => MODE_NAMES[one]).join(' and ');
    const remedy = mode === 'find_all' ? ' Find all takes a model with concept prompts, such as SAM3.' : '';
    return `The model ${current.id} has ${has || 'no mode'}, not ${MODE_NAMES[mode]}.${remedy}`;
  }

  isApproximate(mode) {
    return this.known?.current?.approximate_modes?.includes(mode) ?? false;
  }

  /** Most exemplars of an image; 0 where the model takes none. */
  get exemplarLimit() {
    return this.known?.current?.exemplar_limit ?? 0;
  }
}

export const models = new Models();
models.load();
