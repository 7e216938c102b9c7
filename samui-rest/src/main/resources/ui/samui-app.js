import { html, css, nothing } from 'lit';
import { AnnotationDoc } from './annotation-doc.js';
import { connection } from './api.js';
import { icon } from './icons.js';
import { jobStream } from './job-stream.js';
import { LiveElement, isTyping } from './live-element.js';
import { currentMode, currentRoute, link, recall, remember } from './route.js';
import { common } from './styles.js';
import './notices.js';
import './keyboard-help.js';
import './images-page.js';
import './annotate-page.js';
import './jobs-page.js';
import './job-page.js';
import './history-page.js';
import './image-history-page.js';
import './system-page.js';

const PAGES = [
  ['images', 'Images'],
  ['annotate', 'Annotate'],
  ['jobs', 'Jobs'],
  ['history', 'History'],
  ['system', 'System'],
];

/** The frame around all pages: where one is, how the jobs and the server stand, light or dark, help. */
class SamuiApp extends LiveElement {
  static properties = { route: { state: true }, help: { state: true }, theme: { state: true }, jobs: { state: true } };
  static styles = [
    common,
    css`
      :host { height: 100%; display: grid; grid-template-rows: auto auto minmax(0, 1fr); }
      keyboard-help { position: absolute; }
      header { display: flex; align-items: center; gap: var(--s2); height: var(--bar); padding: 0 var(--s4); background: var(--panel);
        border-bottom: 1px solid var(--line); }
      .brand { font-weight: 700; letter-spacing: -0.02em; font-size: var(--text-l); margin-right: var(--s3); color: var(--ink);
        text-decoration: none; display: flex; align-items: center; gap: var(--s2); }
      .mark { width: 22px; height: 22px; border-radius: 6px; background: var(--accent); display: grid; place-items: center; }
      .mark::after { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--accent-ink); }
      nav { display: flex; gap: 2px; flex: 1; }
      nav a { display: flex; align-items: center; gap: 6px; padding: 0 var(--s3); height: 36px; border-radius: var(--radius);
        color: var(--ink-2); text-decoration: none; font-weight: 560; position: relative; }
      nav a:hover { background: var(--panel-2); color: var(--ink); }
      nav a[aria-current] { color: var(--accent); background: var(--accent-soft); }
      .dot { min-width: 18px; padding: 0 5px; height: 18px; border-radius: 9px; background: var(--accent); color: var(--accent-ink);
        font-size: 0.75rem; line-height: 18px; text-align: center; font-weight: 650; }
      .banner { background: var(--failed-soft); color: var(--failed); padding: var(--s2) var(--s4); display: flex; align-items: center;
        justify-content: center; gap: var(--s3); border-bottom: 1px solid var(--failed); }
      main { min-height: 0; position: relative; }
      main > * { position: absolute; inset: 0; }
      .skip { position: absolute; left: var(--s2); top: -60px; z-index: 40; background: var(--panel); padding: var(--s2) var(--s3); }
      .skip:focus { top: var(--s2); }
      @media (max-width: 720px) {
        :host { grid-template-rows: auto auto minmax(0, 1fr) auto; }
        header { height: 46px; padding: 0 var(--s3); }
        .brand { flex: 1; }
        nav { position: static; flex: none; order: 9; }
        header nav { display: none; }
        nav.foot { display: flex; justify-content: space-around; height: var(--bar); background: var(--panel);
          border-top: 1px solid var(--line); padding: 0 2px; grid-row: 4; }
        nav.foot a { flex-direction: column; justify-content: center; gap: 1px; font-size: 0.72rem; padding: 0 var(--s2); height: 46px;
          margin: 3px 0; min-width: 60px; }
        nav.foot .dot { position: absolute; top: 0; right: 8px; height: 16px; line-height: 16px; }
      }
      @media (min-width: 721px) { nav.foot { display: none; } }
    `,
  ];

  constructor() {
    super();
    this.route = currentRoute();
    this.help = false;
    this.theme = recall('theme') ?? 'auto';
    this.jobs = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.replaceChildren();
    this.listen(window, 'hashchange', () => this.#arrive());
    this.listen(window, 'keydown', (e) => this.#key(e), true);
    this.listen(window, 'beforeunload', (e) => AnnotationDoc.anyUnsaved && e.preventDefault());
    this.listen(connection, 'change', () => this.requestUpdate());
    const count = () => (this.jobs = jobStream.active.size);
    this.listen(jobStream, 'snapshot', count);
    this.listen(jobStream, 'update', count);
    jobStream.start();
    this.#title();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    jobStream.stop();
  }

  #arrive() {
    this.route = currentRoute();
    this.#title();
  }

  #title() {
    const page = PAGES.find(([name]) => name === this.route.page);
    document.title = page ? `${page[1]} · samui` : 'samui';
  }

  /** While the sheet of keys is open, the page below hears none. */
  #key(event) {
    if (this.help) {
      event.stopPropagation();
    }
    if (event.key === '?' && !isTyping(event)) {
      this.help = !this.help;
      event.preventDefault();
    }
  }

  #nextTheme() {
    this.theme = { auto: 'light', light: 'dark', dark: 'auto' }[this.theme];
    remember('theme', this.theme);
    if (this.theme === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = this.theme;
    }
  }

  #links(place) {
    const mode = currentMode();
    return html`<nav class=${place} aria-label=${place === 'foot' ? 'Pages, at the foot' : 'Pages'}>
      ${PAGES.map(([name, title]) => {
        const query = ['annotate', 'history'].includes(name) ? { mode } : {};
        return html`<a href=${link([name], query)} aria-current=${this.route.page === name ? 'page' : nothing}>
          ${place === 'foot' ? icon(name) : null}${title}
          ${name === 'jobs' && this.jobs ? html`<span class="dot" aria-label="${this.jobs} not ended">${this.jobs}</span>` : null}</a>`;
      })}
    </nav>`;
  }

  #page() {
    const { page, parts } = this.route;
    switch (page) {
      case 'annotate':
        return html`<annotate-page .imageId=${parts[0] ?? null} .mode=${currentMode()}></annotate-page>`;
      case 'jobs':
        return parts[0] ? html`<job-page .jobId=${parts[0]}></job-page>` : html`<jobs-page></jobs-page>`;
      case 'history':
        return parts[0]
          ? html`<image-history-page .imageId=${parts[0]} .parts=${parts.slice(1)} .mode=${currentMode()}></image-history-page>`
          : html`<history-page .mode=${currentMode()}></history-page>`;
      case 'system':
        return html`<system-page></system-page>`;
      case 'images':
        return html`<images-page .mode=${currentMode()}></images-page>`;
      default:
        return html`<div class="page"><div class="inner"><h1>There is no such page</h1>
          <p>The address names “${page}”. <a href=${link(['images'])}>Go to the images</a>.</p></div></div>`;
    }
  }

  render() {
    const themes = { auto: ['auto', 'as the system'], light: ['sun', 'light'], dark: ['moon', 'dark'] };
    const [picture, words] = themes[this.theme];
    return html`
      <header>
        <button class="skip" @click=${() => this.renderRoot.querySelector('main').focus()}>To the content</button>
        <a class="brand" href=${link(['images'])}><span class="mark"></span>samui</a>
        ${this.#links('head')}
        <button class="quiet icon" aria-label="Colours: ${words}. Change" title="Colours: ${words}" @click=${this.#nextTheme}>
          ${icon(picture)}</button>
        <button class="quiet icon" aria-label="Keyboard help" title="Keys (?)" @click=${() => (this.help = true)}>${icon('help')}</button>
      </header>
      <div role="alert">${connection.online
        ? null
        : html`<div class="banner"><span>The server cannot be reached. What you do is kept here, and it is tried again by itself.</span>
            <button @click=${() => connection.retry()}>Try now</button></div>`}</div>
      <main tabindex="-1">${this.#page()}</main>
      ${this.#links('foot')}
      <keyboard-help .open=${this.help} .page=${this.route.page} @close=${() => (this.help = false)}></keyboard-help>
      <notice-list></notice-list>
    `;
  }
}
customElements.define('samui-app', SamuiApp);
