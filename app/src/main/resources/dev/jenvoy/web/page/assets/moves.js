// Moves of tickets: from where to where, or why not, and a button that tries one again.

import { at, get, send } from './api.js';
import { button } from './controls.js';
import { arrange, el, name, outward, show } from './dom.js';
import { address } from './router.js';
import { badge, ended } from './state.js';
import { moment } from './time.js';

/** result: [word, tone, drawing, meaning]. */
const RESULTS = {
  moved: ['Moved', 'good', 'check', 'it is in the target status'],
  already: ['Already there', 'quiet', 'dash', 'it was in the target status before'],
  final: ['Last state', 'quiet', 'dash', 'it is in the last state of its machine'],
  no_step: ['No step', 'quiet', 'dash', 'the machine has no step for the event in its state'],
  before: ['Handled before', 'quiet', 'skip', 'an earlier delivery told of the same happening'],
  overtaken: ['Overtaken', 'quiet', 'skip', 'something newer has moved it since'],
  foreign: ['Other project', 'quiet', 'dash', 'it belongs to another project'],
  ignored: ['Ignored', 'quiet', 'dash', 'there is no such ticket, and the configuration ignores that'],
  no_transition: ['No transition', 'bad', 'cross', 'the tracker offers no step to the target status'],
  needs_field: ['Needs a field', 'bad', 'cross', 'the step needs a field that is not configured'],
  unknown_status: ['Unknown status', 'bad', 'cross', 'the machine has no state for its status'],
  missing: ['Missing', 'bad', 'cross', 'there is no such ticket, or the account may not see it'],
  forbidden: ['Forbidden', 'bad', 'cross', 'the account may not move it'],
  rejected: ['Rejected', 'bad', 'cross', 'the tracker refused the move'],
  unchanged: ['Unchanged', 'bad', 'cross', 'the tracker accepted the move and did not carry it out'],
  hook_failed: ['Hook failed', 'warn', 'warn', 'a hook failed, and "after" is "success": the tracker was not asked'],
  credentials: ['Credentials', 'warn', 'warn', 'the tracker refuses the credentials: nothing was tried'],
  not_tracker: ['Not a tracker', 'warn', 'warn', 'what answers is not the tracker: nothing was tried'],
  unreachable: ['Unreachable', 'wait', 'clock', 'the tracker did not answer'],
  limited: ['Limited', 'wait', 'clock', 'the tracker limits the rate'],
  busy: ['Busy', 'wait', 'clock', 'another changes the ticket'],
  under_way: ['Under way', 'busy', 'clock', 'the move is decided, and its delivery has not ended: the result is not known yet'],
  in_doubt: ['In doubt', 'warn', 'warn', 'it is not known whether the ticket moved, and its delivery has ended'],
};

const of = (...tones) => Object.keys(RESULTS).filter((result) => tones.includes(RESULTS[result][1]));

/** The results of those that are left alone, and of those that a person has to look at: as the API takes them. */
export const ALONE = of('quiet').join();
export const REFUSED = of('bad', 'warn', 'wait').join();
export const RESULT_NAMES = Object.keys(RESULTS);

/** The results of moves that were left alone because something is not configured: when it is, they may move. */
const UNCONFIGURED = ['no_step', 'foreign'];

/** The words of moves that have no result. */
const OPEN = ['under_way', 'in_doubt'];

/** The word of a move and how it looks. */
function lookOf({ result, waiting }) {
  const [word, tone, drawing, meaning] = RESULTS[result] ?? [result, 'quiet', 'dash'];
  return [word, tone, drawing, tone === 'wait' && waiting ? `${meaning}; it is tried again` : meaning];
}

export function wordOf(result) {
  return lookOf({ result })[0];
}

/** After a try: milliseconds between two requests for its result, and the maximum number of requests. */
const LOOK = 1000;
const LOOKS = 120;

/** What makes a move one and the same. Its number changes when it is tried again. */
function keyOf({ tracker, ticket, occasion }) {
  return JSON.stringify([tracker, ticket, occasion]);
}

class MoveRow {
  move;
  /** Whether a person tried it again on this page. Such a row stays, so that its result can be read. */
  tried = false;
  #shown = '';
  #busy = false;
  #closed = false;
  #timer;
  #result = el('span', { class: 'move-result' });
  #main = el('div', { class: 'move-main' });
  #where = el('div', { class: 'move-where small' });
  #acts = el('div', { class: 'move-acts' });
  #answer = el('p', { class: 'test-answer', role: 'status' });
  #here;

  constructor(here) {
    this.#here = here;
    this.node = el('li', { class: 'move' }, this.#result, this.#main, this.#where, this.#acts, this.#answer);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  set(move) {
    this.move = move;
    const now = JSON.stringify(move);
    if (now === this.#shown) return;
    this.#shown = now;
    this.node.dataset.ticket = move.ticket;
    this.node.dataset.result = move.result;
    const focused = this.node.contains(document.activeElement) ? document.activeElement : null;
    const look = lookOf(move);
    show(this.#result, badge(...look));
    show(this.#main,
      el('div', { class: 'move-line' }, outward(move.url, { class: 'hook-name' }, name(move.ticket)), way(move)),
      move.note && el('div', { class: ['bad', 'warn'].includes(look[1]) ? 'why' : 'dim' }, name(move.note)));
    show(this.#where,
      el('span', { title: move.occasion }, outward(move.page, null, name(move.happening)), move.repository && [' in ', name(move.repository)], move.event && [', event ', el('code', null, name(move.event))]),
      el('span', { class: 'dim' }, name(move.tracker)),
      el('span', null, String(move.entry) !== this.#here && [el('a', { href: address('deliveries', move.entry), 'data-row': move.move }, `Delivery ${move.entry}`), ' '], moment(move.ended_at ?? move.decided_at, 'dim')));
    show(this.#acts, (!move.fine || UNCONFIGURED.includes(move.result)) && this.#button());
    if (focused && !focused.isConnected) ((focused.matches('button') && this.#acts.firstChild) || this.node.querySelector('a'))?.focus({ preventScroll: true });
  }

  #button() {
    const again = button('Try again', 'again', () => this.#again(), 'small', 'operate');
    again.setAttribute('aria-label', `Try ${this.move.ticket} again`);
    again.setAttribute('aria-disabled', String(this.#busy));
    return again;
  }

  /** Unlike a disabled button, this one keeps the focus. */
  #work(busy) {
    this.#busy = busy;
    this.#acts.firstChild?.setAttribute('aria-disabled', String(busy));
  }

  async #again() {
    if (this.#busy) return;
    this.#work(true);
    this.#tell('', 'Trying again…');
    try {
      const { entry } = await send('POST', `api/tickets/${this.move.move}/retry`);
      this.tried = true;
      this.#tell('', 'It is tried again with ', delivery(entry), '.');
      this.#look(entry, LOOKS);
    } catch (error) {
      this.#work(false);
      this.#tell('bad', `It could not be tried again: ${error.message}.`, error.answer?.entry && [' See ', delivery(error.answer.entry), '.']);
    }
  }

  /** Asks for the result of the try until there is one, the delivery has ended, or the requests are used up. */
  async #look(entry, left) {
    let over = left === 0;
    try {
      // In this order: what a delivery does is recorded before its end.
      over ||= ended((await get(at.delivery(entry))).state);
      const { tracker, ticket } = this.move;
      const { moves } = await get('api/tickets', { tracker, ticket, entry });
      const now = moves.find((one) => keyOf(one) === keyOf(this.move) && !OPEN.includes(one.result));
      if (this.#closed) return;
      if (now) {
        this.#work(false);
        this.set(now);
        this.#tell(now.fine ? 'good' : 'bad', `${wordOf(now.result)}, with `, delivery(entry), '.');
        return;
      }
    } catch (error) {
      over ||= error.status === 404;
    }
    if (this.#closed) return;
    if (over) {
      this.#work(false);
      this.#tell('', 'The result is on the page of ', delivery(entry), '.');
      return;
    }
    this.#timer = setTimeout(() => this.#look(entry, left - 1), LOOK);
  }

  #tell(tone, ...words) {
    this.#answer.className = `test-answer ${tone}`;
    show(this.#answer, words);
  }
}

function delivery(entry) {
  return el('a', { href: address('deliveries', entry) }, `delivery ${entry}`);
}

/** From where to where it goes or went. */
function way({ from, to, transition, result }) {
  if (from && to) return el('span', { class: 'way' }, name(from), ' → ', name(to), result === 'moved' && transition && [' ', el('span', { class: 'dim small' }, 'by ', name(transition))]);
  return from && el('span', { class: 'way' }, 'is ', name(from));
}

/** A list of moves whose rows stay while they are read again. */
export class MoveRows {
  #rows = new Map();
  #order;
  #here;
  node;

  /**
   * @param words the name of the list
   * @param order compares the numbers of two moves
   * @param here the number of the delivery on whose page the list is
   */
  constructor(words, order, here) {
    this.#order = order;
    this.#here = here;
    this.node = el('ol', { class: 'rows', 'aria-label': words });
  }

  /** Shows these moves, and beside them those that were tried again here. */
  set(moves) {
    const rows = new Map();
    for (const move of moves) {
      const key = keyOf(move);
      const row = rows.get(key) ?? this.#rows.get(key) ?? new MoveRow(this.#here);
      row.set(move);
      rows.set(key, row);
    }
    for (const [key, row] of this.#rows) {
      if (rows.has(key)) continue;
      if (row.tried) rows.set(key, row);
      else row.close();
    }
    this.#rows = rows;
    const nodes = [...rows.values()].sort((one, other) => this.#order(one.move.move, other.move.move)).map((row) => row.node);
    const focused = this.node.contains(document.activeElement) ? document.activeElement : null;
    arrange(this.node, nodes);
    focused?.focus({ preventScroll: true });
  }

  /** Lets go of those that were tried again here: the next moves are those of another filter. */
  forget() {
    this.#rows.forEach((row) => (row.tried = false));
  }

  clear() {
    this.#rows.forEach((row) => row.close());
    this.#rows.clear();
    show(this.node);
  }
}
