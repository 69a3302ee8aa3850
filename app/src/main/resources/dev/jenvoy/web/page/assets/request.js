// The request of a delivery: from where it came, its headers, its payload, and the request as a command line.

import { at } from './api.js';
import { copier } from './controls.js';
import { curl } from './curl.js';
import { el, name, show } from './dom.js';
import * as feed from './feed.js';
import { showPayload } from './payload.js';
import { size } from './size.js';

function headers(all) {
  return el('dl', { class: 'facts headers' }, all.map(([key, value]) => el('div', null, el('dt', null, key), el('dd', null, el('code', { class: 'breaking' }, value)))));
}

function fold(title, beside, body, open) {
  return el('details', { class: 'panel', open }, el('summary', null, el('span', { class: 'panel-name' }, title), el('span', { class: 'dim panel-took' }, beside)), body);
}

function command(detail) {
  const words = curl(detail, feed.status()?.public_url ?? 'URL', new URL(at.payload(detail.entry), document.baseURI).href);
  return fold('As a command', 'curl', el('div', { class: 'panel-body' },
    el('div', { class: 'pane-bar' }, el('span', { class: 'dim' }, 'Sends the same delivery again. The server then answers with the recorded result or runs it again, as a redelivery.'), el('span', { class: 'spacer' }), copier(() => words, 'Copy as curl')),
    el('pre', { class: 'code', dir: 'ltr' }, words)), false);
}

/**
 * Returns the part.
 *
 * @param exchange returns a promise of what is known of the response; its address is shown when it comes
 */
export function request(detail, payload, exchange) {
  const known = Object.entries(detail.headers ?? {});
  const bytes = detail.payload_size ?? 0;
  const kept = bytes > 0 && detail.digest;
  const from = el('span', null, '…');
  exchange().then((one) => show(from, one ? name(one.from) : 'not kept'), () => show(from, 'not known'));
  const body = el('div', { class: 'panel-body' });
  if (kept) showPayload(detail, payload, body);
  return el('div', null,
    el('dl', { class: 'facts request-facts' },
      el('div', null, el('dt', null, 'From'), el('dd', null, from)),
      el('div', null, el('dt', null, 'Sender'), el('dd', null, name(detail.source))),
      el('div', null, el('dt', null, 'Payload'), el('dd', null, kept ? size(bytes) : 'not kept')),
      detail.digest && el('div', { class: 'wide' }, el('dt', null, 'SHA-256 of the payload'), el('dd', null, el('code', { class: 'breaking' }, detail.digest)))),
    el('div', { class: 'request-parts' },
      known.length > 0
        ? fold('Headers', `${known.length}`, el('div', { class: 'panel-body' }, headers(known)), true)
        : el('p', { class: 'nothing' }, 'No headers are kept of an ignored delivery.'),
      kept ? fold('Payload', size(bytes), body, true) : el('p', { class: 'nothing' }, 'Ignored deliveries have no stored payload.'),
      kept && command(detail)));
}
