import { LitElement } from 'lit';
import { connection } from './api.js';

/**
 * A component that listens to things outside of it as long as it is shown, and that loads again when the server is back or the
 * place has changed.
 */
export class LiveElement extends LitElement {
  #ends = [];

  /** Listens until the component goes. */
  listen(target, type, handler, options) {
    target.addEventListener(type, handler, options);
    this.#ends.push(() => target.removeEventListener(type, handler, options));
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(connection, 'change', () => connection.online && this.load?.());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.forEach((end) => end());
    this.#ends = [];
  }
}

/** True where a key belongs to the field that has the focus. */
export function isTyping(event) {
  const at = event.composedPath()[0];
  return at instanceof HTMLElement && (at.matches('input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select') || at.isContentEditable);
}
