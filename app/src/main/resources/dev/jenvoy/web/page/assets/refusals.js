// Why is GitHub red? The last requests that were not taken, and what to do.

import { get } from './api.js';
import { heading } from './controls.js';
import { el, name, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { moment } from './time.js';

const KEPT = 200;

function item(refusal) {
  return el('li', { class: 'refusal' },
    el('div', { class: 'refusal-head' },
      el('span', { class: 'badge bad' }, icon('cross'), el('span', null, String(refusal.status))),
      el('b', { class: 'refusal-why' }, refusal.reason),
      moment(refusal.at, 'dim')),
    refusal.hint && el('p', { class: 'hint' }, icon('warn'), el('span', null, refusal.hint)),
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
  let opened = false;
  const stops = [
    feed.on('refusal', (refusal) => {
      list.prepend(item(refusal));
      while (list.childElementCount > KEPT) list.lastChild.remove();
      around();
    }),
    feed.on('connection', (state) => {
      if (state === 'open' && opened) load();
      opened ||= state === 'open';
    }),
  ];
  load();
  return { title: 'Refusals', close: () => stops.forEach((stop) => stop()) };
}
