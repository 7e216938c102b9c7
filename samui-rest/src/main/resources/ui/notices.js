import { html, css } from 'lit';
import { LiveElement } from './live-element.js';
import { common } from './styles.js';

const board = new EventTarget();

/**
 * Tells the user something beside the page.
 *
 * @param options kind is '' or 'bad'; undo, a function, gives it an Undo button; stay is how long in ms, Infinity until it is taken away
 * @returns a function that takes it away
 */
export function tell(text, { kind = '', undo = null, action = null, stay = kind === 'bad' ? 12000 : 6000 } = {}) {
  const notice = { text, kind, undo, action, stay };
  board.dispatchEvent(new CustomEvent('notice', { detail: notice }));
  return () => board.dispatchEvent(new CustomEvent('gone', { detail: notice }));
}

/** The notices, at the foot of the page. They wait while the pointer or the focus is on them. */
class NoticeList extends LiveElement {
  static properties = { notices: { state: true } };
  static styles = [
    common,
    css`
      :host { position: fixed; left: 50%; bottom: calc(var(--s4) + env(safe-area-inset-bottom)); transform: translateX(-50%);
        z-index: 30; width: min(560px, calc(100vw - 24px)); pointer-events: none; }
      @media (max-width: 720px) { :host { bottom: calc(var(--bar) + var(--s3)); } }
      li { pointer-events: auto; display: flex; align-items: center; gap: var(--s3); margin-top: var(--s2); padding: var(--s2) var(--s3);
        border-radius: var(--radius); background: var(--ink); color: var(--surface); box-shadow: var(--shadow); }
      li span { flex: 1; padding: var(--s1) 0; overflow-wrap: anywhere; }
      li.bad { background: var(--failed-soft); color: var(--failed); border: 1px solid var(--failed); }
      button { background: none; border-color: currentColor; color: inherit; min-height: 28px; }
      button:hover:not(:disabled) { background: none; text-decoration: underline; border-color: currentColor; }
    `,
  ];

  constructor() {
    super();
    this.notices = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(board, 'notice', ({ detail }) => {
      this.notices = [...this.notices, detail].slice(-4);
      this.#count(detail);
    });
    this.listen(board, 'gone', ({ detail }) => this.#drop(detail));
  }

  #count(notice) {
    clearTimeout(notice.timer);
    if (notice.stay < Infinity) {
      notice.timer = setTimeout(() => this.#drop(notice), notice.stay);
    }
  }

  #drop(notice) {
    clearTimeout(notice.timer);
    this.notices = this.notices.filter((one) => one !== notice);
  }

  render() {
    return html`<div role="status" aria-live="polite"><ul>
      ${this.notices.map(
        (notice) => html`<li class=${notice.kind}
          @pointerenter=${() => !notice.undo && clearTimeout(notice.timer)} @pointerleave=${() => !notice.undo && this.#count(notice)}>
          <span>${notice.text}</span>
          ${notice.undo
            ? html`<button @click=${() => { notice.undo(); this.#drop(notice); }}>Undo</button>`
            : html`<button aria-label="Dismiss" @click=${() => this.#drop(notice)}>Close</button>`}
        </li>`,
      )}
    </ul></div>`;
  }
}
customElements.define('notice-list', NoticeList);
