// The servers that share one journal: who is there, what each does, and in what they differ.

import { get } from './api.js';
import { heading } from './controls.js';
import { el, name, show } from './dom.js';
import { badge } from './state.js';
import { duration } from './time.js';

/** Milliseconds. A beat comes every two seconds. */
const EVERY = 2000;
const QUIET = 6000;
/** After this, readiness names it too. */
const LONG = 600000;

const ROLES = { intake: 'accepts deliveries', worker: 'runs hooks' };

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function seconds(millis) {
  return `${Math.floor(millis / 1000)} s`;
}

function state(server) {
  if (server.state !== 'live') return badge('Leaving', 'quiet', 'out', 'it takes nothing new');
  return server.beat_ms < QUIET
    ? badge('Live', 'good', 'check', 'it sends its beats')
    : badge('Quiet', 'bad', 'warn', `the others take over what it holds after ${seconds(server.patience_ms)}`);
}

function fact(words, value) {
  return el('span', null, el('span', { class: 'dim' }, words, ' '), value);
}

function card(server) {
  const differs = [server.same_hooks ? null : 'other hooks', server.same_config ? null : 'another configuration'].filter(Boolean);
  return el('li', { class: 'hook', 'data-server': String(server.number) },
    el('div', { class: 'hook-head' },
      name(server.name, 'hook-name'),
      state(server),
      server.leader && badge('Leads', 'quiet', 'person', 'it does what is done once for all servers: chat, tickets, reports, schedules'),
      server.this && el('span', { class: 'dim' }, 'this one')),
    differs.length > 0 && el('p', { class: 'why' }, `It has ${differs.join(' and ')} than this one.`),
    el('div', { class: 'hook-facts' },
      fact('Server', String(server.number)),
      server.machine !== server.name && fact('Machine', name(server.machine)),
      fact('Role', server.roles.map((role) => ROLES[role] ?? role).join(' and ')),
      fact('Last beat', `${seconds(server.beat_ms)} ago`),
      server.roles.includes('worker') && fact('Runs', `${server.busy} of ${server.places}`),
      fact('Waiting', String(server.waiting)),
      fact('Version', name(server.version))));
}

/** Whose transaction keeps the database from cleaning up, and for how long. The name is what its program calls itself. */
function snapshot({ age_ms: age, application, user, process }) {
  return el('p', { class: age > LONG ? 'why' : 'dim', 'data-snapshot': true },
    'A transaction ', application && ['of ', name(application), ' '],
    '(', user && ['user ', name(user), ', '], `process ${process}) has been open for ${duration(age)}: the database removes no dead rows meanwhile.`);
}

class View {
  title = 'Servers';
  #shown = '';
  #timer;
  #closed = false;
  #why = el('div', null);
  #list = el('ul', { class: 'hooks', 'aria-label': 'Servers' });

  constructor(page) {
    show(page, heading('Servers'), el('p', { class: 'dim' }, 'These servers share one journal. What one accepts, another may run; when one dies, the others take over what it held.'), this.#why, this.#list);
    this.#load();
  }

  update() {}

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #load() {
    try {
      const { servers, problems, oldest_snapshot: oldest } = await get('api/servers');
      if (this.#closed) return;
      const now = JSON.stringify([servers, problems, oldest]);
      if (now !== this.#shown) {
        this.#shown = now;
        show(this.#why, problems.map((problem) => el('p', { class: 'why' }, sentence(problem))), oldest && snapshot(oldest));
        show(this.#list, servers.map(card));
      }
    } catch (error) {
      if (this.#closed) return;
      this.#shown = '';
      show(this.#why, el('p', { class: 'why' }, error.message));
    }
    this.#timer = setTimeout(() => this.#load(), EVERY);
  }
}

export function open(page, place) {
  return new View(page, place);
}
