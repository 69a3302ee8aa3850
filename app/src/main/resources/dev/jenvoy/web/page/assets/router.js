// The current place, in the address bar: #/section/part?filter=value. One address is one view, and the browser's
// buttons work.

/** Returns the place in an address's hash. */
export function placeOf(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const parts = path.split('/').filter(Boolean).map(decode);
  return { section: parts[0] ?? 'deliveries', part: parts[1], query: new URLSearchParams(search) };
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function address(section, part, parameters) {
  const search = new URLSearchParams(
    Object.entries(parameters ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ).toString();
  const path = part === undefined || part === null ? section : `${section}/${encodeURIComponent(part)}`;
  return `#/${path}${search ? `?${search}` : ''}`;
}

export function go(hash) {
  location.hash = hash;
}

/** Goes to another address of the same view, without a step in the browser's history. */
export function refine(hash) {
  history.replaceState(null, '', hash);
  dispatchEvent(new Event('hashchange'));
}

export function follow(arrive) {
  addEventListener('hashchange', () => arrive(placeOf(location.hash)));
  arrive(placeOf(location.hash));
}
