// The filters of the list. The address bar is the only place that stores them.

import { get } from './api.js';
import { el, show } from './dom.js';
import { tool } from './controls.js';
import { icon } from './icons.js';
import { STATE_NAMES, word } from './state.js';

const QUICK = [
  ['All', ''],
  ['In progress', 'queued,running'],
  ['Succeeded', 'succeeded'],
  ['Failed', 'failed,set_aside'],
  ['No hook', 'unmatched'],
];

export const FILTERS = ['text', 'state', 'source', 'event', 'owner', 'repository', 'branch', 'from', 'to'];

const EXACT = ['source', 'event', 'owner', 'repository', 'branch'];

/** Returns the filters of an address, as the API takes them. */
export function filtersOf(query) {
  return Object.fromEntries(FILTERS.map((key) => [key, query.get(key) ?? '']).filter(([, value]) => value !== ''));
}

/** Returns whether the server's list would contain this delivery. */
export function admits(filters, delivery) {
  if (EXACT.some((key) => filters[key] && filters[key] !== delivery[key])) return false;
  if (filters.state && !filters.state.split(',').includes(delivery.state)) return false;
  if (filters.from && delivery.received < filters.from) return false;
  if (filters.to && delivery.received >= filters.to) return false;
  if (!filters.text) return true;
  const wanted = filters.text.toLowerCase();
  return ['id', 'sha', 'sender', 'branch', 'tag', 'owner', 'repository', 'title'].some((key) => delivery[key]?.toLowerCase().includes(wanted));
}

function toLocal(iso) {
  if (!iso) return '';
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function fromLocal(value) {
  return value ? new Date(value).toISOString() : '';
}

/** Formats 950, 1.2k, 34k, 1.2M. */
function brief(count) {
  if (count < 1000) return String(count);
  const [size, unit] = count < 1e6 ? [1e3, 'k'] : [1e6, 'M'];
  return `${count / size < 9.95 ? (Math.floor((count / size) * 10) / 10).toString() : Math.floor(count / size)}${unit}`;
}

export class Filters {
  #values = {};
  #totals = null;
  #change;
  #timer;
  #typing = null;
  #pending = {};
  #told = '';
  #search = el('input', { type: 'search', class: 'search', placeholder: 'Search title, repository, branch, sender, id', 'aria-label': 'Search', 'data-search': '', spellcheck: 'false', autocomplete: 'off' });
  #quick = el('div', { class: 'quick', role: 'group', 'aria-label': 'State' });
  #fields = {};
  #known = {};
  #count = el('span', { class: 'count', hidden: true });
  #chips = el('div', { class: 'chips' });
  #panel;

  /** @param change called with the filters when a person changed them */
  constructor(change) {
    this.#change = change;
    this.#search.addEventListener('input', () => this.#later({ text: this.#search.value.trim() }));
    const field = (key, label, attributes = {}) => {
      const input = el('input', { id: `f-${key}`, type: 'text', spellcheck: 'false', autocomplete: 'off', ...attributes });
      this.#fields[key] = input;
      return el('label', { for: `f-${key}` }, el('span', null, label), input);
    };
    const completed = (key, label, attributes) => [field(key, label, { ...attributes, list: `l-${key}` }), this.#known[key] = el('datalist', { id: `l-${key}` })];
    const typed = (key) => this.#fields[key].addEventListener('input', () => this.#later({ [key]: this.#fields[key].value.trim() }));
    const state = el('select', { id: 'f-state' }, el('option', { value: '' }, 'any'), STATE_NAMES.map((one) => el('option', { value: one }, word(one))));
    state.addEventListener('change', () => this.#now({ state: state.value }));
    this.#panel = el('div', { class: 'filter-fields', id: 'filter-fields', hidden: true },
      completed('source', 'Source', { placeholder: 'github' }),
      completed('event', 'Event', { placeholder: 'push' }),
      completed('repository', 'Repository', { placeholder: 'owner/name' }),
      completed('branch', 'Branch', { placeholder: 'main' }),
      el('label', { for: 'f-state' }, el('span', null, 'State'), state),
      field('from', 'Received from', { type: 'datetime-local' }),
      field('to', 'Received before', { type: 'datetime-local' }));
    const more = el('button', { type: 'button', class: 'button', 'aria-expanded': 'false', 'aria-controls': 'filter-fields', onclick: () => {
      this.#panel.hidden = !this.#panel.hidden;
      more.setAttribute('aria-expanded', String(!this.#panel.hidden));
      if (!this.#panel.hidden) this.#complete();
    } }, 'Filters', this.#count);
    this.#fields.state = state;
    ['source', 'event', 'branch'].forEach(typed);
    this.#fields.repository.addEventListener('input', () => this.#later(split(this.#fields.repository.value.trim())));
    ['from', 'to'].forEach((key) => this.#fields[key].addEventListener('change', () => this.#now({ [key]: fromLocal(this.#fields[key].value) })));
    this.node = el('div', { class: 'filters' },
      el('div', { class: 'filter-line' }, el('span', { class: 'search-box' }, icon('search'), this.#search), this.#quick, more),
      this.#panel, this.#chips);
  }

  /** Shows the filters of the address bar. */
  put(values) {
    this.#values = values;
    const own = this.#told === JSON.stringify(values);
    this.#told = '';
    if (!own) {
      // Another address, by a link or the browser's buttons: discards text that was typed for the previous one.
      clearTimeout(this.#timer);
      this.#pending = {};
    }
    this.#typing = own ? document.activeElement : null;
    const repository = values.owner || values.repository ? `${values.owner ? `${values.owner}/` : ''}${values.repository ?? ''}` : '';
    this.#set(this.#search, values.text ?? '');
    for (const key of ['source', 'event', 'branch']) this.#set(this.#fields[key], values[key] ?? '');
    this.#set(this.#fields.repository, repository);
    this.#set(this.#fields.state, values.state ?? '');
    for (const key of ['from', 'to']) this.#set(this.#fields[key], toLocal(values[key]));
    this.#paintQuick();
    if (!this.#panel.hidden) this.#complete();
    const chips = this.#chosen(repository);
    this.#count.hidden = chips.length === 0;
    show(this.#count, chips.length);
    show(this.#chips, chips.map(([label, value, cleared]) =>
      el('span', { class: 'chip' }, el('span', { class: 'dim' }, label), el('bdi', null, value), tool(`Without ${label} ${value}`, 'cross', () => this.#now(cleared)))),
      chips.length > 0 && el('button', { type: 'button', class: 'link', onclick: () => this.#tell({}) }, 'Clear all'));
  }

  /** Offers the names that there are; branches are those of the chosen repository. */
  async #complete() {
    const { owner, repository } = this.#values;
    const names = await get('api/names', { owner, repository }).catch(() => null);
    if (!names) return;
    for (const [key, values] of [['source', names.sources], ['event', names.events], ['repository', names.repositories], ['branch', names.branches]]) {
      show(this.#known[key], values.map((value) => el('option', { value })));
    }
  }

  /** Shows on each tab how many deliveries the other filters admit. */
  count(totals) {
    this.#totals = totals;
    this.#paintQuick();
  }

  #paintQuick() {
    const focused = this.#quick.contains(document.activeElement) ? document.activeElement.dataset.states : null;
    const count = (states) => Object.entries(this.#totals ?? {}).reduce((sum, [state, all]) => (states === '' || states.split(',').includes(state) ? sum + all : sum), 0);
    show(this.#quick, QUICK.map(([words, states]) =>
      el('button', { type: 'button', 'data-states': states, 'aria-pressed': String((this.#values.state ?? '') === states), onclick: () => this.#now({ state: states }) },
        words, this.#totals && [' ', el('span', { class: 'quick-count' }, brief(count(states)))])));
    if (focused !== null) this.#quick.querySelector(`[data-states="${focused}"]`)?.focus({ preventScroll: true });
  }

  #chosen(repository) {
    const v = this.#values;
    const quick = QUICK.some(([, states]) => states === (v.state ?? ''));
    return [
      ['source', v.source, { source: '' }],
      ['event', v.event, { event: '' }],
      ['repository', repository, { owner: '', repository: '' }],
      ['branch', v.branch, { branch: '' }],
      ['state', quick ? '' : v.state && v.state.split(',').map(word).join(', '), { state: '' }],
      ['from', v.from && new Date(v.from).toLocaleString(), { from: '' }],
      ['before', v.to && new Date(v.to).toLocaleString(), { to: '' }],
    ].filter(([, value]) => value);
  }

  /** Keeps the text that a person is typing, unless the address changed in another way. */
  #set(input, value) {
    if (this.#typing !== input) input.value = value;
  }

  #now(change) {
    clearTimeout(this.#timer);
    const all = { ...this.#values, ...this.#pending, ...change };
    this.#pending = {};
    this.#tell(Object.fromEntries(FILTERS.map((key) => [key, all[key] ?? '']).filter(([, value]) => value !== '')));
  }

  #tell(values) {
    this.#told = JSON.stringify(values);
    this.#change(values);
  }

  /** Waits until the typing pauses, in one field or in several. */
  #later(change) {
    clearTimeout(this.#timer);
    this.#pending = { ...this.#pending, ...change };
    this.#timer = setTimeout(() => this.#now({}), 250);
  }
}

/** acme/site, acme/, site. The last slash counts, because a group may contain slashes. */
function split(value) {
  const slash = value.lastIndexOf('/');
  return slash < 0 ? { owner: '', repository: value } : { owner: value.slice(0, slash), repository: value.slice(slash + 1) };
}
