// Rejected requests: those with the same cause together, from which addresses, and what to do about them; and the newest.

import { get } from './api.js';
import { heading, section } from './controls.js';
import { el, name, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { moment } from './time.js';

const PEERS_AT_FIRST = 5;
const KEPT = 200;

/** Puts groups that differ in their address alone under one cause, newest first. */
function causes(groups) {
  const all = new Map();
  for (const group of groups) {
    const key = JSON.stringify([group.status, group.check, group.reason, group.source]);
    const cause = all.get(key) ?? { ...group, key, count: 0, peers: [] };
    cause.count += group.count;
    if (group.first < cause.first) cause.first = group.first;
    cause.peers.push(group);
    all.set(key, cause);
  }
  return [...all.values()];
}

function times(one) {
  return one.count === 1
    ? [moment(one.last)]
    : ['last ', moment(one.last), el('span', { class: 'dim' }, ' · first ', moment(one.first))];
}

function peer(group) {
  return el('tr', null,
    el('th', { scope: 'row' }, name(group.from)),
    el('td', { class: 'number' }, group.count.toLocaleString()),
    el('td', null, moment(group.first)),
    el('td', null, moment(group.last)));
}

function peers(cause, open) {
  const known = cause.peers.filter((one) => one.from);
  if (known.length === 0) return el('p', { class: 'dim small' }, 'There were too many different ones to keep them apart: only their number is known.');
  if (known.length === 1) return null;
  const body = el('tbody', null, known.slice(0, PEERS_AT_FIRST).map(peer));
  const more = known.length > PEERS_AT_FIRST && el('button', { type: 'button', class: 'link small', onclick: () => {
    show(body, known.map(peer));
    more.remove();
  } }, `${known.length - PEERS_AT_FIRST} more addresses`);
  return el('details', { class: 'peers', open },
    el('summary', null, `${known.length} addresses`),
    el('div', { class: 'scroll' }, el('table', null,
      el('thead', null, el('tr', null, ['Address', 'Requests', 'First', 'Last'].map((words, i) => el('th', { scope: 'col', class: i === 1 && 'number' }, words)))),
      body)),
    more);
}

function card(cause, open) {
  return el('li', { class: 'refusal', 'data-key': cause.key },
    el('div', { class: 'refusal-head' },
      el('span', { class: cause.status < 400 ? 'badge' : 'badge bad' }, icon('cross'), el('span', null, String(cause.status))),
      el('b', { class: 'refusal-why' }, cause.reason ?? `Rejected by the check ${cause.check}`),
      el('span', { class: 'refusal-count', title: `${cause.count.toLocaleString()} requests` }, `${cause.count.toLocaleString()} ×`),
      el('span', { class: 'small refusal-times' }, times(cause))),
    cause.advice && el('p', { class: 'hint' }, icon('warn'), el('span', null, cause.advice)),
    el('div', { class: 'hook-facts' },
      el('span', null, el('span', { class: 'dim' }, 'Check '), el('code', null, cause.check)),
      cause.source && el('span', null, el('span', { class: 'dim' }, 'Sender '), name(cause.source)),
      cause.peers.length === 1 && cause.from && el('span', null, el('span', { class: 'dim' }, 'From '), name(cause.from)),
      cause.delivery && el('span', null, el('span', { class: 'dim' }, cause.count > 1 ? 'Last delivery ' : 'Delivery '), el('code', { class: 'breaking' }, cause.delivery))),
    peers(cause, open));
}

function line(refusal) {
  return el('tr', null,
    el('td', null, moment(refusal.at)),
    el('td', null, String(refusal.status)),
    el('td', { class: 'breaking' }, refusal.reason),
    el('td', null, name(refusal.source)),
    el('td', null, name(refusal.from)),
    el('td', { class: 'breaking' }, el('code', null, refusal.delivery)));
}

class View {
  title = 'Rejected requests';
  #list = el('ol', { class: 'refusals', 'aria-label': 'Rejected requests by cause, newest first' });
  #around = el('div', null);
  #newest = el('tbody', null);
  #single = el('details', { class: 'panel newest-refusals' }, el('summary', null, el('span', { class: 'panel-name' }, 'One by one'), el('span', { class: 'dim panel-took' }, 'the last 200 since the start')),
    el('div', { class: 'panel-body scroll' }, el('table', null,
      el('thead', null, el('tr', null, ['When', 'Status', 'Reason', 'Sender', 'From', 'Delivery'].map((words) => el('th', { scope: 'col' }, words)))),
      this.#newest)));
  #find = el('input', { type: 'search', class: 'search', 'data-search': '', placeholder: 'Find a reason, an address', 'aria-label': 'Find rejected requests', spellcheck: 'false', autocomplete: 'off' });
  #known = { groups: [], left_out: 0 };
  #timer;
  #stops;

  constructor(page) {
    show(page, heading(this.title, el('span', { class: 'search-box' }, icon('search'), this.#find)),
      el('p', { class: 'dim' }, 'Requests that were not accepted, by their cause. They explain why a delivery is red at its sender. They are kept as long as deliveries are.'),
      this.#list, this.#around, section('Newest', this.#single));
    this.#find.addEventListener('input', () => this.#paint());
    this.#single.addEventListener('toggle', () => this.#single.open && this.#loadNewest());
    this.#stops = [
      // A flood of requests causes one read a second.
      feed.on('refusal', (refusal) => {
        this.#timer ??= setTimeout(() => { this.#timer = undefined; this.#load(); }, 1000);
        if (this.#single.open) this.#prepend(refusal);
      }),
      feed.on('connection', (state) => state === 'open' && this.#load()),
    ];
    this.#load();
  }

  close() {
    clearTimeout(this.#timer);
    this.#stops.forEach((stop) => stop());
  }

  async #load() {
    try {
      this.#known = await get('api/refusals/groups');
      this.#paint();
    } catch (error) {
      show(this.#around, el('p', { class: 'why' }, error.message));
    }
  }

  #paint() {
    const open = new Set([...this.#list.querySelectorAll('.peers[open]')].map((one) => one.closest('[data-key]').dataset.key));
    const wanted = this.#find.value.trim().toLowerCase();
    const groups = this.#known.groups.filter((group) => wanted === '' || [group.reason, group.from, group.source, group.check, String(group.status), group.delivery].some((one) => one?.toLowerCase().includes(wanted)));
    show(this.#list, causes(groups).map((cause) => card(cause, open.has(cause.key))));
    if (this.#known.groups.length === 0) {
      show(this.#around, el('div', { class: 'empty' }, icon('check'), el('h2', null, 'No rejected requests'),
        el('p', null, 'If a delivery is still red at its sender, it did not reach this server: check its address, the proxy, and the firewall.')));
    } else {
      show(this.#around, groups.length === 0 && el('p', { class: 'nothing' }, 'Nothing matches this search.'),
        this.#known.left_out > 0 && el('p', { class: 'dim' }, `${this.#known.left_out.toLocaleString()} older groups are not shown.`));
    }
  }

  async #loadNewest() {
    try {
      const { refusals } = await get('api/refusals');
      show(this.#newest, refusals.map(line));
    } catch (error) {
      show(this.#newest, el('tr', null, el('td', { class: 'why' }, error.message)));
    }
  }

  #prepend(refusal) {
    this.#newest.prepend(line(refusal));
    while (this.#newest.childElementCount > KEPT) this.#newest.lastChild.remove();
  }
}

export function open(page) {
  return new View(page);
}
