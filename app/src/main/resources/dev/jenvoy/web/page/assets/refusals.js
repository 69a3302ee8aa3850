// Lists the last rejected requests, and what to do about them.

import { get } from './api.js';
import { heading } from './controls.js';
import { el, name, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { moment } from './time.js';

const KEPT = 200;

/** What to do, by the check that failed or, if it is unknown, by the status. */
const HINTS = {
  signature: 'Compare the webhook’s secret with the one in config.json; neither may have a space or newline at the end. A proxy that rewrites bodies also breaks the signature.',
  address: 'The sender’s address is not allowed. Behind a proxy, set trusted_proxies; for your own sender, set allowed_ips.',
  'no-address-list': 'The server has not reached GitHub’s meta endpoint yet. Allow the connection, or set github_ips_only to false and use a strong secret. Behind a proxy, set trusted_proxies.',
  method: 'Deliveries use POST. A redirect from http: to https: turns them into GET: use the https: address in the webhook.',
  'hooks-folder': 'hooks_path is missing or cannot be read.',
  backlog: 'More deliveries wait than max_backlog allows: raise max_concurrent, or find a hook that hangs.',
  journal: 'The disk of data_path is full or fails. Free some space; nothing else is needed.',
  stopping: 'The server was restarting: redeliver it.',
  404: 'Use / as the path of the webhook’s address.',
  408: 'The request did not arrive completely within request_timeout: check the network and the proxy.',
  409: 'Different deliveries were sent with the same id. Real senders do not do this.',
  413: 'The payload is larger than max_payload.',
  415: 'Choose application/json as the webhook’s content type.',
};

/** A missing signature has one cause. */
function hintOf({ hint, check, status, reason = '' }) {
  if (hint) return hint;
  if (check === 'signature' && reason.includes('missing')) return 'The webhook has no secret: enter the secret from config.json there.';
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
  const list = el('ol', { class: 'refusals', 'aria-label': 'Rejected requests, newest first' });
  const empty = el('div', null);
  show(page, heading('Rejected requests'), el('p', { class: 'dim' }, 'The last 200 rejected requests since the server started. They explain why a delivery is red on GitHub.'), list, empty);
  const around = () => show(empty, list.childElementCount === 0 && el('div', { class: 'empty' }, icon('check'), el('h2', null, 'No rejected requests'),
    el('p', null, 'If a delivery is still red on GitHub, it did not reach this server: check its address, the proxy, and the firewall.')));
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
  return { title: 'Rejected requests', close: () => stops.forEach((stop) => stop()) };
}
