// The list of deliveries, which updates as they arrive.

import { get } from './api.js';
import { heading } from './controls.js';
import { el, show } from './dom.js';
import * as feed from './feed.js';
import { admits, Filters, filtersOf } from './filters.js';
import { address, refine } from './router.js';
import { announce, Row } from './row.js';
import { Selection } from './select.js';
import { guide } from './setup.js';
import { dayName } from './time.js';
import { Timeline } from './timeline.js';

const PAGE = 50;

/** A page may be short although there are more deliveries. Limits how often the list asks for more by itself. */
const MOST_ASKS = 20;

/** Only a page that stays open gets a list this long. */
const LONGEST = 400;

let lastOpened = null;

class List {
  title = 'Deliveries';
  #rows = new Map();
  #news = new Map();
  #next = null;
  #filters = {};
  #cursor = '';
  #asked = 0;
  #held = '';
  #newer = 0;
  #frame = null;
  #counted = null;
  #bar = new Filters((filters) => refine(address('deliveries', null, filters)));
  #timeline = new Timeline((filters) => refine(address('deliveries', null, filters)), (answer) => this.#count(answer));
  #total = el('p', { class: 'dim total' });
  #days = new Map();
  #list = el('ol', { class: 'rows', 'aria-label': 'Deliveries, newest first' });
  #above = el('div', { class: 'above' });
  #foot = el('div', { class: 'foot' });
  #empty = el('div', null);
  #selection = new Selection(this.#list);
  #head = el('div', { class: 'row-head', 'aria-hidden': 'true' }, ['State', 'What', 'Where', 'Hooks', 'Duration', 'Received'].map((words) => el('span', null, words)));
  #stop;

  constructor(page, place) {
    this.#bar.node.hidden = true;
    this.#head.hidden = true;
    show(page, heading('Deliveries', this.#total), this.#timeline.node, this.#bar.node, this.#above, this.#head, this.#list, this.#selection.node, this.#empty, this.#foot);
    this.#list.addEventListener('click', (event) => {
      lastOpened = event.target.closest('li')?.dataset.entry ?? null;
    });
    this.#stop = [
      feed.on('delivery', (delivery) => this.#hear(delivery)),
      // Reads again what arrived while the stream was closed.
      feed.on('connection', (state) => state === 'open' && this.#read()),
    ];
    this.update(place);
  }

  update(place) {
    this.#filters = filtersOf(place.query);
    this.#cursor = place.query.get('cursor') ?? '';
    this.#bar.put(this.#filters);
    this.#selection.update(this.#filters);
    this.#read();
  }

  #read() {
    this.#load();
    this.#timeline.load(this.#filters);
  }

  #count(answer) {
    this.#counted = answer;
    this.#bar.count(answer.totals);
    this.#paintTotal();
  }

  /** Says how many of how many are shown. */
  #paintTotal() {
    if (!this.#counted || this.#rows.size === 0) {
      show(this.#total);
      return;
    }
    const states = this.#filters.state?.split(',') ?? null;
    const all = Object.entries(this.#counted.totals).reduce((sum, [state, count]) => (states === null || states.includes(state) ? sum + count : sum), 0);
    const most = Math.max(all, this.#rows.size);
    show(this.#total, `${this.#rows.size.toLocaleString()} of ${this.#counted.complete ? '' : 'at least '}${most.toLocaleString()}`);
  }

  close() {
    this.#stop.forEach((stop) => stop());
    this.#selection.close();
    this.#asked = -1;
    this.#timeline.close();
    cancelAnimationFrame(this.#frame);
  }

  async #load() {
    const asked = ++this.#asked;
    const found = [];
    let cursor = this.#cursor;
    this.#list.setAttribute('aria-busy', 'true');
    try {
      for (let asks = 0; asks < MOST_ASKS && found.length < PAGE; asks++) {
        const answer = await get('api/deliveries', { ...this.#filters, limit: PAGE - found.length, cursor });
        if (asked !== this.#asked) return;
        found.push(...answer.deliveries);
        cursor = answer.next ?? null;
        if (cursor === null) break;
      }
    } catch (error) {
      if (asked === this.#asked) this.#failed(error);
      return;
    } finally {
      this.#list.removeAttribute('aria-busy');
    }
    this.#next = cursor;
    this.#newer = 0;
    this.#held = this.#wanted();
    show(this.#empty);
    this.#fill(found);
  }

  #wanted() {
    return JSON.stringify([this.#filters, this.#cursor]);
  }

  /** Keeps what was read before for the same address, and removes the content of another address. */
  #failed(error) {
    if (this.#held !== this.#wanted()) {
      this.#held = '';
      this.#rows.clear();
      this.#days.clear();
      show(this.#list);
      this.#head.hidden = true;
      show(this.#foot);
      show(this.#above);
    }
    this.#bar.node.hidden = false;
    show(this.#empty, el('div', { class: 'empty' }, el('h2', null, 'The list could not be read'), el('p', null, error.message)));
  }

  #fill(found) {
    const focused = document.activeElement?.closest?.('li')?.dataset.entry ?? null;
    const rows = new Map();
    for (const delivery of found) {
      const row = this.#rows.get(delivery.entry) ?? new Row(delivery, false);
      row.put(delivery);
      rows.set(delivery.entry, row);
    }
    this.#rows = rows;
    this.#arrange();
    const wanted = focused ?? lastOpened;
    if (wanted !== null && (focused !== null || document.activeElement?.tagName === 'H1')) {
      this.#list.querySelector(`[data-row="${CSS.escape(wanted)}"]`)?.focus({ preventScroll: focused !== null });
    }
    lastOpened = null;
    this.#around();
  }

  /** Puts the rows in order, under their days. What is in its place stays there, and keeps the focus. */
  #arrange() {
    const nodes = [];
    const days = new Map();
    let last = '';
    for (const [, row] of [...this.#rows].sort(([one], [other]) => other - one)) {
      const date = new Date(row.delivery.received);
      const day = date.toDateString();
      if (day !== last && !days.has(day)) {
        const words = dayName(date);
        const known = this.#days.get(day);
        days.set(day, known?.dataset.day === words ? known : el('li', { class: 'day', 'data-day': words }, words));
        nodes.push(days.get(day));
      }
      last = day;
      nodes.push(row.node);
    }
    this.#days = days;
    let place = this.#list.firstChild;
    for (const node of nodes) {
      if (node === place) place = place.nextSibling;
      else this.#list.insertBefore(node, place);
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
  }

  #around() {
    this.#paintTotal();
    const none = this.#rows.size === 0;
    const filtered = Object.keys(this.#filters).length > 0;
    this.#head.hidden = none;
    this.#bar.node.hidden = none && !filtered && !this.#cursor;
    if (!none) {
      show(this.#empty);
    } else if (filtered || this.#cursor) {
      show(this.#empty, el('div', { class: 'empty' },
        el('h2', null, 'No delivery matches'),
        el('p', null, this.#next ? 'No match among the newest; older deliveries were not searched yet.' : 'No delivery in the journal matches all filters.'),
        el('a', { class: 'button', href: address('deliveries') }, 'Show all deliveries')));
    } else if (this.#empty.childElementCount === 0) {
      show(this.#empty, guide('Nothing has arrived yet'));
    }
    show(this.#above, this.#newer > 0 && el('a', { class: 'newer', href: address('deliveries', null, this.#filters) }, this.#newer === 1 ? '1 newer delivery' : `${this.#newer} newer deliveries`));
    show(this.#foot,
      this.#cursor && el('a', { class: 'button', href: address('deliveries', null, this.#filters) }, 'Newest'),
      this.#next && el('a', { class: 'button', href: address('deliveries', null, { ...this.#filters, cursor: this.#next }) }, 'Older'));
  }

  /** Shows many deliveries at once if they arrive quickly. */
  #hear(delivery) {
    this.#news.set(delivery.entry, delivery);
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      const news = [...this.#news.values()].sort((one, other) => one.entry - other.entry);
      this.#news.clear();
      news.forEach((one) => this.#place(one));
      this.#arrange();
      this.#timeline.soon();
      this.#around();
      if (this.#rows.size > LONGEST) this.#load();
    });
  }

  #place(delivery) {
    const row = this.#rows.get(delivery.entry);
    const admitted = admits(this.#filters, delivery);
    if (row) {
      if (admitted) {
        if (row.delivery.state !== delivery.state) announce(delivery);
        row.put(delivery);
      } else {
        this.#rows.delete(delivery.entry);
      }
      return;
    }
    const newest = Math.max(0, ...this.#rows.keys());
    if (!admitted || (delivery.entry < newest && this.#oldest() > delivery.entry)) return;
    if (this.#cursor) {
      if (delivery.entry > newest) this.#newer++;
      return;
    }
    const fresh = new Row(delivery, true);
    this.#rows.set(delivery.entry, fresh);
    announce(delivery);
  }

  #oldest() {
    return Math.min(...this.#rows.keys());
  }
}

export function open(page, place) {
  return new List(page, place);
}
