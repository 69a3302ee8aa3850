// Shows what was sent: headers and payload.

import { at, getText } from './api.js';
import { button, copier, section } from './controls.js';
import { el, show } from './dom.js';
import { icon } from './icons.js';
import { size } from './size.js';
import { openAll, parse, tree } from './tree.js';

/** Larger payloads are shown only on request. */
const BY_ITSELF = 1_000_000;

const LARGEST = 30_000_000;

function fold(title, beside, fill) {
  const body = el('div', { class: 'panel-body' });
  const node = el('details', { class: 'panel' }, el('summary', null, el('span', { class: 'panel-name' }, title), el('span', { class: 'dim panel-took' }, beside)), body);
  node.addEventListener('toggle', () => {
    if (node.open && body.childElementCount === 0) fill(body);
  });
  return node;
}

function headers(all) {
  return el('dl', { class: 'facts headers' }, all.map(([key, value]) => el('div', null, el('dt', null, key), el('dd', null, el('code', { class: 'breaking' }, value)))));
}

/** Returns undefined for a payload that is not JSON: an endpoint may take any. */
function parsed(text) {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function plain(entry, body, text) {
  show(body,
    el('div', { class: 'pane-bar' }, el('span', { class: 'spacer' }), copier(() => text, 'Copy the payload'), download(entry)),
    el('pre', { class: 'json', dir: 'ltr' }, text));
}

async function payload(entry, body) {
  show(body, el('p', { class: 'nothing' }, 'Reading…'));
  try {
    const json = await getText(at.payload(entry));
    const value = parsed(json);
    if (value === undefined) return plain(entry, body, json);
    const root = el('div', { class: 'json', dir: 'ltr' }, tree(value, null, 1));
    show(body,
      el('div', { class: 'pane-bar' },
        el('button', { type: 'button', class: 'link', onclick: () => openAll(root, true) }, 'Unfold'),
        el('button', { type: 'button', class: 'link', onclick: () => openAll(root, false) }, 'Fold'),
        el('span', { class: 'spacer' }),
        copier(() => json, 'Copy the payload'),
        download(entry)),
      root);
  } catch (error) {
    show(body, el('p', { class: 'nothing' }, `The payload cannot be shown: ${error.message}. `, download(entry)));
  }
}

function download(entry) {
  return el('a', { class: 'tool', href: `${at.payload(entry)}?download`, download: `delivery-${entry}.json`, title: 'Download the payload', 'aria-label': 'Download the payload' }, icon('down'));
}

/** Returns the section. Reads a payload only when it is unfolded. */
export function content(detail) {
  const known = Object.entries(detail.headers ?? {});
  const bytes = detail.payload_size ?? 0;
  return section('What was sent',
    known.length > 0 && fold('Headers', `${known.length}`, (body) => show(body, headers(known))),
    bytes > 0 && detail.digest
      ? fold('Payload', size(bytes), (body) => {
        if (bytes <= BY_ITSELF) return payload(detail.entry, body);
        return show(body, el('p', { class: 'nothing' }, bytes > LARGEST ? 'The payload is too large for a page. ' : `The payload has ${size(bytes)}. `,
          bytes <= LARGEST && button('Show it anyway', null, () => payload(detail.entry, body)), ' ', download(detail.entry)));
      })
      : el('p', { class: 'nothing' }, 'Ignored deliveries have no stored payload.'));
}
