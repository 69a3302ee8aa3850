// The payload of a delivery: read once, shown as a tree with search.

import { at, getText } from './api.js';
import { button, copier } from './controls.js';
import { el, name, show } from './dom.js';
import { icon } from './icons.js';
import { size } from './size.js';
import { openAll, parse, tree } from './tree.js';

/** Larger payloads are read only on request. */
export const BY_ITSELF = 1_000_000;

const LARGEST = 30_000_000;
const MOST_FOUND = 100;

/** Reads a delivery's payload at most once. */
export class PayloadText {
  #entry;
  #read = null;

  constructor(entry) {
    this.#entry = entry;
  }

  /** Returns `{ text, value }`; `value` is undefined for a payload that is not JSON: an endpoint may take any. */
  get() {
    this.#read ??= getText(at.payload(this.#entry)).then((text) => {
      try {
        return { text, value: parse(text) };
      } catch {
        return { text, value: undefined };
      }
    });
    // A read that failed is tried again.
    this.#read.catch(() => { this.#read = null; });
    return this.#read;
  }
}

/** Finds texts in keys and in values, as `{ path, value }`, in the order of the payload. */
function search(value, wanted, found = [], path = '') {
  if (value === null || typeof value !== 'object' || !Object.getPrototypeOf(value) || value.source !== undefined && Object.keys(value).length === 1) {
    const shown = String(value?.source ?? value);
    if (found.length <= MOST_FOUND && (shown.toLowerCase().includes(wanted) || path.split('.').at(-1).toLowerCase().includes(wanted))) found.push({ path, value: shown });
    return found;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (found.length > MOST_FOUND) break;
    search(inner, wanted, found, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key);
  }
  return found;
}

function finder(value, root) {
  const field = el('input', { type: 'search', class: 'search', placeholder: 'Search keys and values', 'aria-label': 'Search the payload', spellcheck: 'false', autocomplete: 'off' });
  const count = el('span', { class: 'dim small', 'aria-live': 'polite' });
  const list = el('ul', { class: 'found', hidden: true });
  field.addEventListener('input', () => {
    const wanted = field.value.trim().toLowerCase();
    root.hidden = wanted !== '';
    list.hidden = wanted === '';
    if (wanted === '') return show(count);
    const found = search(value, wanted);
    show(count, found.length > MOST_FOUND ? `more than ${MOST_FOUND}` : `${found.length} found`);
    return show(list, found.slice(0, MOST_FOUND).map((one) => el('li', null, el('code', { class: 'found-path' }, el('bdi', null, one.path)), ' ', el('span', { class: 'found-value' }, name(one.value.length > 300 ? `${one.value.slice(0, 300)}…` : one.value)), copier(() => one.value, `Copy ${one.path}`))));
  });
  return { field: el('span', { class: 'search-box' }, icon('search'), field), count, list };
}

function download(entry) {
  return el('a', { class: 'tool', href: `${at.payload(entry)}?download`, download: `delivery-${entry}.json`, title: 'Download the payload', 'aria-label': 'Download the payload' }, icon('down'));
}

async function fill(entry, payload, body) {
  show(body, el('p', { class: 'nothing' }, 'Reading…'));
  try {
    const { text, value } = await payload.get();
    if (value === undefined) {
      show(body,
        el('div', { class: 'pane-bar' }, el('span', { class: 'spacer' }), copier(() => text, 'Copy the payload'), download(entry)),
        el('pre', { class: 'json', dir: 'ltr' }, text));
      return;
    }
    const root = el('div', { class: 'json', dir: 'ltr' }, tree(value, null, 1));
    const find = finder(value, root);
    show(body,
      el('div', { class: 'pane-bar payload-bar' },
        find.field, find.count,
        el('span', { class: 'spacer' }),
        el('button', { type: 'button', class: 'link', onclick: () => openAll(root, true) }, 'Unfold'),
        el('button', { type: 'button', class: 'link', onclick: () => openAll(root, false) }, 'Fold'),
        copier(() => text, 'Copy the payload'),
        download(entry)),
      root, find.list);
  } catch (error) {
    show(body, el('p', { class: 'nothing' }, `The payload cannot be shown: ${error.message}. `, download(entry)));
  }
}

/** Shows the payload in a node, or offers to. */
export function showPayload(detail, payload, body) {
  const bytes = detail.payload_size;
  if (bytes <= BY_ITSELF) return fill(detail.entry, payload, body);
  show(body, el('p', { class: 'nothing' }, bytes > LARGEST ? 'The payload is too large for a page. ' : `The payload has ${size(bytes)}. `,
    bytes <= LARGEST && button('Show it anyway', null, () => fill(detail.entry, payload, body)), ' ', download(detail.entry)));
  return undefined;
}
