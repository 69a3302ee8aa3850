// The configuration in force, in the file's own keys: grouped, with what sets each, what it does, and the problems of the file.

import { get } from './api.js';
import { copier, heading, section } from './controls.js';
import { el, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { badge } from './state.js';
import { full, moment } from './time.js';

const ORIGINS = { default: ['Default', ''], file: ['config.json', 'busy'], command_line: ['Command line', 'wait'] };

/** The file is looked at again after this time. */
const AGAIN_MS = 5000;

/** Sizes of texts that are shown in full; longer ones fold. */
const LONG = 160;

function code(text) {
  return el('code', { class: 'breaking' }, text);
}

function value(one) {
  if (one === '' || one === null) return el('span', { class: 'dim' }, 'not set');
  if (typeof one !== 'object') return code(String(one));
  if (Object.keys(one).length === 0) return el('span', { class: 'dim' }, 'none');
  const text = JSON.stringify(one, null, 2);
  if (text.length <= LONG) return code(JSON.stringify(one));
  const count = Object.keys(one).length;
  return el('details', { class: 'config-long' },
    el('summary', null, `${count} ${Array.isArray(one) ? (count === 1 ? 'value' : 'values') : (count === 1 ? 'entry' : 'entries')}`),
    el('div', { class: 'paste' }, el('pre', { class: 'code' }, text), copier(() => text, 'Copy the value')));
}

/** Shows a line of the reference: its code as code, and its links as their words. */
function helpOf(text) {
  return text.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').split('`').map((part, i) => (i % 2 === 1 ? el('code', null, part) : part));
}

function problem(one) {
  if (typeof one === 'string') return el('li', { class: 'hint' }, icon('warn'), el('span', null, one));
  const where = [one.key, one.line && `line ${one.line}${one.column ? `, column ${one.column}` : ''}`].filter(Boolean).join(', ');
  const error = /error/i.test(one.level ?? '');
  return el('li', { class: 'problem' }, badge(error ? 'Error' : 'Warning', error ? 'bad' : 'warn', error ? 'cross' : 'warn'), el('span', null, where && el('b', null, `${where}: `), one.message));
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function row(key, { restart, given, problems }) {
  const [words, kind] = ORIGINS[key.origin];
  const mine = problems.filter((one) => one.key === key.key);
  return el('div', { class: `config-row ${key.origin === 'default' ? 'is-default' : ''}`, 'data-key': key.key },
    el('dt', null, el('code', null, key.key), mine.length > 0 && [' ', icon('warn')],
      el('p', { class: 'config-help' }, helpOf(key.help))),
    el('dd', null,
      el('div', null, value(key.value)),
      key.origin !== 'default' && !same(key.value, key.default) && el('p', { class: 'dim small' }, 'default ', value(key.default)),
      mine.map((one) => el('p', { class: 'hint' }, icon('warn'), el('span', null, one.message)))),
    el('dd', { class: 'config-marks' },
      el('span', { class: `origin ${kind}` }, words),
      given.has(key.key) && el('code', { class: 'small' }, given.get(key.key)),
      restart.has(key.key) ? el('span', { class: 'origin warn' }, 'Waits for a restart') : key.change === 'restart' && el('span', { class: 'dim small' }, 'changes at a restart')));
}

class View {
  title = 'Configuration';
  #head = el('div', null);
  #keys = el('div', null);
  #server = el('div', null);
  #find = el('input', { type: 'search', class: 'search', 'data-search': '', placeholder: 'Find a key', 'aria-label': 'Find a key', spellcheck: 'false', autocomplete: 'off' });
  #quick = el('div', { class: 'quick', role: 'group', 'aria-label': 'Which keys' });
  #which = 'all';
  #config = null;
  #told = null;
  #shown = '';
  #timer;
  #stops;

  constructor(page) {
    show(page, heading(this.title, el('span', { class: 'search-box' }, icon('search'), this.#find)), this.#head, el('div', { class: 'config-bar' }, this.#quick), this.#keys, this.#server);
    this.#find.addEventListener('input', () => this.#paintKeys());
    this.#stops = [
      feed.on('status', (status) => {
        const now = JSON.stringify([status.problems, status.ready]);
        if (now !== this.#told) this.#load();
        this.#told = now;
      }),
      feed.on('back', () => this.#load()),
    ];
    // Not every change of the file is a problem that the server reports by itself.
    this.#timer = setInterval(() => document.hidden || this.#load(), AGAIN_MS);
    this.#load();
  }

  close() {
    clearInterval(this.#timer);
    this.#stops.forEach((stop) => stop());
  }

  async #load() {
    try {
      const [config, status] = await Promise.all([get('api/config'), get('api/status')]);
      const text = JSON.stringify([config, status]);
      if (text === this.#shown) return;
      this.#shown = text;
      this.#config = config;
      this.#paintHead(config, status);
      this.#paintKeys();
    } catch (error) {
      // What was read before stays.
      if (!this.#config) show(this.#head, el('p', { class: 'why' }, error.message));
    }
  }

  #paintHead(config, status) {
    const restart = config.restart_needed ?? [];
    const problems = config.problems ?? [];
    const server = (status.problems ?? []).filter((one) => !problems.some((other) => one.endsWith(other.message)));
    show(this.#head,
      el('p', { class: 'dim' }, 'File ', code(config.file), config.loaded_at && [', read ', moment(config.loaded_at)], '. A change takes effect with the next request, unless the key says otherwise. This page changes nothing.'),
      (problems.length > 0 || server.length > 0) && section('Problems', el('ul', { class: 'problems' }, problems.map(problem), server.map(problem))),
      restart.length > 0 && el('p', { class: 'hint' }, icon('warn'), el('span', null, 'Changed in the file, used after a restart: ', restart.map((key, i) => [i > 0 && ', ', el('code', null, key)]))));
    show(this.#server, section('Server', el('dl', { class: 'facts' },
      el('div', null, el('dt', null, 'Version'), el('dd', null, status.version)),
      status.started_at && el('div', null, el('dt', null, 'Started'), el('dd', null, el('span', { title: full(new Date(status.started_at)) }, moment(status.started_at)))),
      el('div', null, el('dt', null, 'Accepts deliveries'), el('dd', null, status.ready ? badge('Ready', 'good', 'check') : badge('Not ready', 'bad', 'cross'))),
      el('div', null, el('dt', null, 'Address for webhooks'), el('dd', null, code(status.public_url), ' ', el('a', { href: '#/setup' }, 'Set up a webhook'))),
      el('div', null, el('dt', null, 'Stored deliveries'), el('dd', null, (status.deliveries_kept ?? 0).toLocaleString())))));
  }

  #paintKeys() {
    const config = this.#config;
    if (!config) return;
    const known = {
      restart: new Set(config.restart_needed ?? []),
      given: new Map((config.command_line ?? []).map((one) => [one.key, one.option])),
      problems: config.problems ?? [],
    };
    const sets = {
      all: config.keys,
      set: config.keys.filter((key) => key.origin !== 'default'),
      restart: config.keys.filter((key) => known.restart.has(key.key)),
    };
    const choices = [['all', 'All'], ['set', 'Set'], ...(sets.restart.length > 0 ? [['restart', 'Wait for a restart']] : [])];
    const focused = this.#quick.contains(document.activeElement);
    show(this.#quick, choices.map(([id, words]) => el('button', { type: 'button', 'aria-pressed': String(this.#which === id), onclick: () => { this.#which = id; this.#paintKeys(); } }, `${words} ${sets[id].length}`)));
    if (focused) this.#quick.querySelector('[aria-pressed="true"]')?.focus();
    const wanted = this.#find.value.trim().toLowerCase();
    const shown = (sets[this.#which] ?? sets.all).filter((key) => wanted === '' || [key.key, key.help, key.section, JSON.stringify(key.value)].some((text) => text.toLowerCase().includes(wanted)));
    const titles = [...new Set(shown.map((key) => key.section))];
    show(this.#keys,
      titles.map((title) => section(title, el('dl', { class: 'facts config config-keys' }, shown.filter((key) => key.section === title).map((key) => row(key, known))))),
      shown.length === 0 && el('p', { class: 'nothing' }, 'No key matches.'));
  }
}

export function open(page) {
  return new View(page);
}
