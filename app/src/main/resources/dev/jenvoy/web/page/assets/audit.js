// Who changed something, and what: the audit log.

import { get } from './api.js';
import { WAYS } from './access.js';
import { heading } from './controls.js';
import { el, name, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { address, refine } from './router.js';
import { badge } from './state.js';
import { moment } from './time.js';

const PAGE = 50;

/** A page may be empty although there are more records. Limits how often the list asks for more by itself. */
const MOST_ASKS = 20;

const FILTERS = ['text', 'result', 'act', 'who', 'entry'];

const ACTS = {
  redeliver: 'Ran a delivery again',
  redeliver_many: 'Ran many deliveries again',
  cancel: 'Cancelled a delivery',
  cancel_many: 'Cancelled many redeliveries',
  sign_in: 'Signed in',
  sign_out: 'Signed out',
  refused: 'Refused requests',
  configuration: 'Configuration changed',
  endpoint_register: 'Registered an endpoint',
  endpoint_rotate: 'Made a new secret for an endpoint',
  endpoint_import: 'Imported an endpoint',
  endpoint_remove: 'Removed an endpoint',
  chat_route: 'Set a chat route',
  chat_route_remove: 'Removed a chat route',
  chat_defaults: 'Set default events of chat',
  chat_token: 'Set a token of chat',
  chat_token_remove: 'Removed a token of chat',
  chat_reset: 'Reset chat',
  chat_say: 'Said a line in a room',
  message_retry: 'Retried a message',
  message_drop: 'Dropped a message',
  move_retry: 'Retried the move of a ticket',
  trackers_reopen: 'Reopened trackers',
  catch_up: 'Asked for missed deliveries',
};

const RESULTS = { done: ['Done', 'good', 'check'], failed: ['Failed', 'bad', 'cross'], refused: ['Refused', 'warn', 'shield'] };

const QUICK = [['All', ''], ['Done', 'done'], ['Failed', 'failed'], ['Refused', 'refused']];

function who(record) {
  if (record.who) return name(record.who, 'audit-name');
  return el('span', { class: 'audit-name dim' }, record.way === 'server' ? 'The server' : record.way === 'refused' ? 'Unknown' : 'This machine');
}

/** Links to the delivery that came of it. */
function detailOf(detail) {
  const entry = /^new entry (\d+)/.exec(detail)?.[1];
  return entry ? ['as ', el('a', { href: address('deliveries', entry) }, `delivery ${entry}`), name(detail.slice(`new entry ${entry}`.length))] : name(detail);
}

function line(record) {
  const [words, tone, drawing] = RESULTS[record.result] ?? [record.result, 'quiet', 'dash'];
  const failedSignIn = record.act === 'sign_in' && record.result === 'refused';
  return el('li', { class: 'audit', 'data-act': record.act, 'data-result': record.result },
    el('span', { class: 'audit-time' }, moment(record.at, 'dim')),
    el('span', { class: 'audit-who' }, who(record), el('span', { class: 'dim small' }, [record.address, WAYS[record.way]].filter(Boolean).join(', '))),
    el('span', { class: 'audit-what' },
      el('b', null, failedSignIn ? 'Tried to sign in' : ACTS[record.act] ?? record.act),
      record.entry && [' ', el('a', { href: address('deliveries', record.entry) }, `delivery ${record.entry}`)],
      record.about && el('span', { class: 'audit-about' }, name(record.about)),
      record.detail && el('span', { class: 'dim audit-about' }, detailOf(record.detail))),
    el('span', { class: 'audit-result' }, badge(words, tone, drawing)));
}

class View {
  title = 'Audit';
  #filters = {};
  #cursor = '';
  #asked = 0;
  #timer;
  #search = el('input', { type: 'search', placeholder: 'Search name, address, subject', 'aria-label': 'Search', 'data-search': '', spellcheck: 'false', autocomplete: 'off' });
  #quick = el('div', { class: 'quick', role: 'group', 'aria-label': 'Result' });
  #act = el('select', { 'aria-label': 'What was done' }, el('option', { value: '' }, 'Everything'), Object.entries(ACTS).map(([value, words]) => el('option', { value }, words)));
  #chips = el('div', { class: 'chips' });
  #list = el('ol', { class: 'rows audits', 'aria-label': 'Records, newest first' });
  #empty = el('div', null);
  #foot = el('div', { class: 'foot' });
  #stop;

  constructor(page, place) {
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#refine({ text: this.#search.value.trim() }), 250);
    });
    this.#act.addEventListener('change', () => this.#refine({ act: this.#act.value }));
    show(page, heading('Audit'),
      el('p', { class: 'dim' }, 'Who changed something on this page, through the API, by a command or in a chat room, and who was refused.'),
      el('div', { class: 'move-bar' }, el('span', { class: 'search-box' }, icon('search'), this.#search), this.#quick, this.#act),
      this.#chips, this.#list, this.#empty, this.#foot);
    this.#stop = feed.on('back', () => this.#load());
    this.update(place);
  }

  update(place) {
    this.#filters = Object.fromEntries(FILTERS.map((key) => [key, place.query.get(key) ?? '']).filter(([, value]) => value));
    this.#cursor = place.query.get('cursor') ?? '';
    if (document.activeElement !== this.#search) this.#search.value = this.#filters.text ?? '';
    this.#act.value = this.#filters.act ?? '';
    show(this.#quick, QUICK.map(([words, result]) => el('button', { type: 'button', 'aria-pressed': String((this.#filters.result ?? '') === result), onclick: () => this.#refine({ result }) }, words)));
    show(this.#chips, ['who', 'entry'].filter((key) => this.#filters[key]).map((key) =>
      el('span', { class: 'chip' }, el('span', { class: 'dim' }, key === 'who' ? 'by' : 'delivery'), el('bdi', null, this.#filters[key]),
        el('button', { type: 'button', class: 'tool', title: 'Without this', 'aria-label': 'Without this', onclick: () => this.#refine({ [key]: '' }) }, icon('cross')))));
    this.#load();
  }

  close() {
    this.#stop();
    this.#asked = -1;
    clearTimeout(this.#timer);
  }

  #refine(change) {
    refine(address('audit', null, { ...this.#filters, ...change }));
  }

  async #load() {
    const asked = ++this.#asked;
    const found = [];
    let cursor = this.#cursor;
    try {
      for (let asks = 0; asks < MOST_ASKS && found.length < PAGE; asks++) {
        const answer = await get('api/audit', { ...this.#filters, limit: PAGE - found.length, cursor });
        if (asked !== this.#asked) return;
        found.push(...answer.records);
        cursor = answer.next ?? null;
        if (cursor === null) break;
      }
    } catch (error) {
      if (asked === this.#asked) show(this.#empty, el('p', { class: 'why' }, error.message));
      return;
    }
    show(this.#list, found.map(line));
    show(this.#empty, found.length === 0 && el('div', { class: 'empty' }, el('h2', null, Object.keys(this.#filters).length > 0 ? 'No record matches' : 'Nothing was changed yet'),
      el('p', null, 'Redeliveries, cancellations, sign-ins, changes of endpoints, of chat and of the configuration are recorded here.')));
    show(this.#foot,
      this.#cursor && el('a', { class: 'button', href: address('audit', null, this.#filters) }, 'Newest'),
      cursor && el('a', { class: 'button', href: address('audit', null, { ...this.#filters, cursor }) }, 'Older'));
  }
}

export function open(page, place) {
  return new View(page, place);
}
