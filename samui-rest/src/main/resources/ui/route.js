/**
 * Where the user is, as the fragment says: `#/annotate/{id}?mode=point`. The parts are the path's, decoded; the query has what can
 * be linked and reloaded.
 */
export const MODES = ['inside_box', 'find_all', 'point'];

export const MODE_NAMES = { inside_box: 'Inside box', find_all: 'Find all', point: 'Point' };

export function currentRoute() {
  const [path, query = ''] = location.hash.replace(/^#/, '').split('?');
  const parts = path.split('/').filter(Boolean).map(decode);
  return { page: parts[0] ?? 'images', parts: parts.slice(1), query: new URLSearchParams(query) };
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The fragment of a place: `link(['jobs', id], {status: 'failed'})`. Empty values are left out. */
export function link(parts, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const search = new URLSearchParams(given).toString();
  return '#/' + parts.map(encodeURIComponent).join('/') + (search ? '?' + search : '');
}

export function go(parts, query) {
  location.hash = link(parts, query);
}

/** Changes the query only, without a step in the browser's history: a filter that is typed is one place. */
export function replaceQuery(changes) {
  const route = currentRoute();
  const query = { ...Object.fromEntries(route.query), ...changes };
  history.replaceState(null, '', link([route.page, ...route.parts], query));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The mode of the place, or the one that was used last. */
export function currentMode() {
  const asked = currentRoute().query.get('mode');
  if (MODES.includes(asked)) {
    remember('mode', asked);
    return asked;
  }
  const last = recall('mode');
  return MODES.includes(last) ? last : 'inside_box';
}

/** What this browser keeps over visits; nothing where it keeps nothing. */
export function recall(key) {
  try {
    return localStorage.getItem('samui.' + key);
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem('samui.' + key, value);
  } catch {
    // it is a convenience
  }
}
