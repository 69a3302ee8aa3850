// Why is GitHub red? The last requests that were not taken, and what to do.

import { get } from './api.js';
import { heading } from './controls.js';
import { el, name, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { moment } from './time.js';

const KEPT = 200;

/** What to do, by the check that refused it or, where that is not known, by the status. */
const HINTS = {
  signature: 'Compare the webhook’s secret with the one in config.json, without a space or newline. A proxy that rewrites bodies breaks it too.',
  address: 'The sender’s address is not among those admitted. Behind a proxy set trusted_proxies; for a sender of your own, allowed_ips.',
  'no-address-list': 'The server has not reached GitHub’s meta endpoint yet: let it out, or set github_ips_only to false and use a good secret. Behind a proxy set trusted_proxies.',
  method: 'Deliveries are POST. A redirect from http: to https: makes a GET of them: use the https: address in the webhook.',
  'hooks-folder': 'hooks_path is missing or cannot be read.',
  backlog: 'More wait than max_backlog: raise max_concurrent, or look for a hook that hangs.',
  journal: 'The disk of data_path is full or fails. Make room; nothing else is needed.',
  stopping: 'A restart was under way: redeliver it.',
  404: 'The path of the webhook’s address is /.',
  408: 'The request did not come whole within request_timeout: the line, or the proxy.',
  409: 'Something sends different deliveries under one id. A real sender does not.',
  413: 'It is larger than max_payload.',
  415: 'Choose application/json as the webhook’s content type.',
};

/** A signature that never came has one cause. */
function hintOf({ hint, check, status, reason = '' }) {
  if (hint) return hint;
  if (check === 'signature' && reason.includes('missing')) return 'The webhook has no secret: enter the one of config.json there.';
  return HINTS[check] ?? HINTS[status];
}

function item(refusal) {
  return el('li', { class: 'refusal' },
    el('div', { class: 'refusal-head' },
      el('span', { class: 'badge bad' }, icon('cross'), el('span', null, String(refusal.status))),
      el('b', { class: 'refusal-why' }, refusal.reason),
      moment(refusal.at, 'dim')),
    hintOf(refusal) && el('p', { class: 'hint' }, icon('warn'), el('span', null, hintOf(refusal))),
    el('div', { class: 'hook-facts' },
      refusal.check && el('span', null, el('span', { class: 'dim' }, 'Check '), el('code', null, refusal.check)),
      refusal.from && el('span', null, el('span', { class: 'dim' }, 'From '), name(refusal.from)),
      refusal.source && el('span', null, el('span', { class: 'dim' }, 'Source '), name(refusal.source)),
      refusal.delivery && el('span', null, el('span', { class: 'dim' }, 'Delivery '), el('code', { class: 'breaking' }, refusal.delivery))));
}

export function open(page) {
  const list = el('ol', { class: 'refusals', 'aria-label': 'Refused requests, newest first' });
  const empty = el('div', null);
  show(page, heading('Refusals'), el('p', { class: 'dim' }, 'Requests that were not taken, the last 200 since the server started: why a delivery is red on GitHub.'), list, empty);
  const around = () => show(empty, list.childElementCount === 0 && el('div', { class: 'empty' }, icon('check'), el('h2', null, 'Nothing was refused'),
    el('p', null, 'If a delivery is red on GitHub all the same, it did not reach this server: look at its address, the proxy, and the firewall.')));
  async function load() {
    try {
      const { refusals } = await get('api/refusals');
      show(list, refusals.map(item));
      around();
    } catch (error) {
      show(empty, el('p', { class: 'why' }, error.message));
    }
  }
  const stops = [
    feed.on('refusal', (refusal) => {
      list.prepend(item(refusal));
      while (list.childElementCount > KEPT) list.lastChild.remove();
      around();
    }),
    feed.on('connection', (state) => state === 'open' && load()),
  ];
  load();
  return { title: 'Refusals', close: () => stops.forEach((stop) => stop()) };
}
