// Tickets: their trackers, what is wrong with state files, and what deliveries did to tickets.

import { get } from './api.js';
import { heading, section } from './controls.js';
import { el, name, show } from './dom.js';
import { icon } from './icons.js';
import { ALONE, MoveRows, REFUSED, RESULT_NAMES, wordOf } from './moves.js';
import { Rereading } from './rereading.js';
import { address, refine } from './router.js';
import { Trackers } from './trackers.js';

const PAGE = 50;

/** What the address of the section may say: which moves are shown. */
const KEYS = ['ticket', 'tracker', 'result', 'waiting', 'before'];

const QUICK = [['All', ['', '']], ['Moved', ['moved', '']], ['Left alone', [ALONE, '']], ['Refused', [REFUSED, 'false']], ['Waiting', ['', 'true']]];

/** Filters, the moves that they let through, and the links to other pages of them. */
class Moves {
  #query = {};
  #asked = 0;
  #timer;
  #trackers = [];
  #ticket = el('input', { type: 'search', class: 'search', placeholder: 'Ticket, such as SOC-12', 'aria-label': 'Ticket', 'data-search': '', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'characters' });
  #quick = el('div', { class: 'quick', role: 'group', 'aria-label': 'Results' },
    QUICK.map(([words, [result, waiting]]) => el('button', { type: 'button', onclick: () => this.#wanted({ result, waiting }) }, words)));
  #tracker = el('select', { 'aria-label': 'Tracker' });
  #result = el('select', { 'aria-label': 'Result' }, el('option', { value: '' }, 'any result'), RESULT_NAMES.map((one) => el('option', { value: one }, wordOf(one))));
  #rows = new MoveRows('Moves, newest first', (one, other) => other - one);
  #none = el('p', { class: 'nothing', hidden: true });
  #foot = el('div', { class: 'foot' });
  node = el('div', null,
    el('div', { class: 'move-bar' }, el('span', { class: 'search-box' }, icon('search'), this.#ticket), this.#quick, this.#result, this.#tracker),
    this.#rows.node, this.#none, this.#foot);

  constructor() {
    this.#ticket.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#wanted({ ticket: this.#ticket.value.trim().toUpperCase() }), 250);
    });
    this.#tracker.addEventListener('change', () => this.#wanted({ tracker: this.#tracker.value }));
    this.#result.addEventListener('change', () => this.#wanted({ result: this.#result.value, waiting: '' }));
  }

  close() {
    clearTimeout(this.#timer);
    this.#asked = -1;
    this.#rows.clear();
  }

  /** Goes to the newest of what another filter lets through. */
  #wanted(change) {
    clearTimeout(this.#timer);
    refine(this.#at({ ...change, before: '' }));
  }

  #at(change) {
    return address('tickets', null, { ...this.#query, ...change });
  }

  /** Shows the moves of an address. */
  update(query) {
    this.#query = Object.fromEntries(KEYS.map((key) => [key, query.get(key) ?? '']));
    const { ticket, result, waiting } = this.#query;
    if (document.activeElement !== this.#ticket) this.#ticket.value = ticket;
    QUICK.forEach(([, wanted], i) => this.#quick.children[i].setAttribute('aria-pressed', String(result === wanted[0] && waiting === wanted[1])));
    this.#result.value = RESULT_NAMES.includes(result) ? result : '';
    this.#choices();
    this.#rows.forget();
    return this.load();
  }

  #choices() {
    const { tracker } = this.#query;
    const all = [...new Set([...this.#trackers, tracker].filter(Boolean))];
    this.#tracker.hidden = all.length < 2 && !tracker;
    show(this.#tracker, el('option', { value: '' }, 'any tracker'), all.map((one) => el('option', { value: one }, one)));
    this.#tracker.value = tracker;
  }

  /** Reads trackers, problems and moves, shows the moves, and returns all of it. */
  async load() {
    const asked = ++this.#asked;
    const answer = await get('api/tickets', { ...this.#query, limit: PAGE });
    if (asked !== this.#asked) return answer;
    const names = answer.trackers.map((one) => one.tracker);
    if (names.join() !== this.#trackers.join()) {
      this.#trackers = names;
      this.#choices();
    }
    this.#rows.set(answer.moves);
    this.#none.hidden = this.#rows.node.childElementCount > 0;
    show(this.#none, KEYS.some((key) => this.#query[key]) ? 'There is no such move.' : 'No delivery has named a ticket yet.');
    show(this.#foot,
      this.#query.before && el('a', { class: 'button', href: this.#at({ before: '' }) }, 'Newest'),
      answer.next && el('a', { class: 'button', href: this.#at({ before: answer.next }) }, 'Older'));
    return answer;
  }
}

export function open(page, place) {
  const problems = el('div', null);
  const trackers = new Trackers();
  const moves = new Moves();
  const body = el('div', null, section('Trackers', trackers.node), section('Moves', moves.node));
  show(page, heading('Tickets'), el('p', { class: 'dim' }, 'What happens in repositories moves the tickets that it names.'), problems, body);
  const rereading = new Rereading(() => take(moves.load()), (status) => status.tickets === body.hidden);

  /** Shows what is being read. */
  async function take(reading) {
    try {
      const answer = await reading;
      if (rereading.closed) return;
      body.hidden = false;
      trackers.set(answer.trackers);
      show(problems, answer.problems.length > 0 && el('ul', { class: 'problems', 'aria-label': 'Problems of state files' }, answer.problems.map((one) => el('li', { class: 'hint' }, icon('warn'), el('span', null, name(one))))));
    } catch (error) {
      if (rereading.closed) return;
      body.hidden = error.status === 404;
      show(problems, el('p', { class: body.hidden ? 'nothing' : 'why' }, body.hidden ? 'Tickets are not configured. They begin when config.json has the key tickets; this page appears then by itself.' : error.message));
    }
  }

  function update(query) {
    rereading.later();
    take(moves.update(query));
  }

  update(place.query);
  return {
    title: 'Tickets',
    update: (next) => update(next.query),
    close: () => {
      rereading.close();
      moves.close();
    },
  };
}
