// The routes of chat: which events of which repositories are said in which rooms. Fixed ones are those of the file.

import { query, send } from './api.js';
import { button, confirmed, notice } from './controls.js';
import { el, name, say, show } from './dom.js';
import { icon } from './icons.js';
import { badge } from './state.js';
import { moment } from './time.js';
import { join, split } from './words.js';

export const SETS = { repohook: 'Code hosts', travis: 'Travis CI' };

/** Shows what the server replied to a change: a line for each thing that was left out, or is missing. */
export function replies(place, lines) {
  show(place, lines.map((line) => el('p', { class: /left out|no token/.test(line) ? 'hint' : 'reply' }, name(line))));
}

/** Creates a field with its label. */
export function field(id, label, input, kind) {
  input.id = id;
  return el('label', { for: id, class: kind }, el('span', null, label), input);
}

function text(attributes) {
  return el('input', { type: 'text', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'none', ...attributes });
}

export class Routes {
  #changed;
  #shown = '';
  #rooms = [];
  #repo = text({ required: true, placeholder: 'owner/name or owner/*' });
  #room = el('select', { required: true });
  #events = text({ placeholder: 'the default events' });
  #set = el('select', null, Object.entries(SETS).map(([value, words]) => el('option', { value }, words)));
  #form;
  #title = el('h3', null);
  #wrong = el('div', { class: 'replies', 'aria-live': 'polite' });
  #add = button('Add a route', null, () => this.#open(null), 'small', 'admin');
  #list = el('ul', { class: 'lines', 'aria-label': 'Routes' });
  #none = el('p', { class: 'nothing' }, 'There is no route, so nothing is said.');
  #opener = null;

  /** @param changed called after a change */
  constructor(changed) {
    this.#changed = changed;
    this.#form = el('form', { class: 'chat-form', hidden: true, 'aria-label': 'Route' }, this.#title,
      el('div', { class: 'chat-fields' },
        field('route-repo', 'Repository', this.#repo), field('route-room', 'Room', this.#room),
        field('route-set', 'Reported by', this.#set), field('route-events', 'Events', this.#events, 'wide')),
      el('p', { class: 'dim small' }, 'For example: ', el('code', null, 'push:main issues.opened pull_request +label:bug -bots'), '. Without events, the route gets a copy of the default ones.'),
      el('div', { class: 'message-acts' }, el('button', { class: 'button primary' }, 'Save'), button('Cancel', null, () => this.#close())));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    this.#form.addEventListener('keydown', (event) => event.key === 'Escape' && this.#close());
    this.node = el('div', null, el('div', { class: 'chat-bar' }, this.#add), this.#form, this.#wrong, this.#none, this.#list);
  }

  set(routes, rooms) {
    const now = JSON.stringify([routes, rooms]);
    if (now === this.#shown) return;
    this.#shown = now;
    this.#rooms = rooms;
    this.#none.hidden = routes.length > 0;
    this.#list.hidden = routes.length === 0;
    this.#add.disabled = rooms.length === 0;
    const focused = document.activeElement?.dataset?.route;
    show(this.#list, routes.map((route) => this.#line(route)));
    if (focused) [...this.#list.querySelectorAll('[data-route]')].find((one) => one.dataset.route === focused)?.focus();
  }

  #line(route) {
    const act = (words, onclick, kind) => {
      const node = button(words, null, onclick, `small ${kind}`, 'admin');
      node.setAttribute('aria-label', `${words} the route from ${route.repo} to ${route.room}`);
      node.dataset.route = `${words} ${route.set} ${route.repo} ${route.room}`;
      return node;
    };
    return el('li', { 'data-repo': route.repo },
      el('div', { class: 'line-main' }, el('b', null, name(route.repo)), ' → ', name(route.room, 'hook-name'), ' ',
        route.fixed ? badge('Fixed', 'quiet', 'gear', 'in config.json') : route.set === 'travis' && el('span', { class: 'dim small' }, SETS.travis),
        el('div', { class: 'events' }, route.events.map((word) => el('code', { class: word.startsWith('-') ? 'event-word not' : 'event-word' }, word))),
        !route.fixed && el('div', { class: 'dim small' }, 'By ', name(route.by), ', ', moment(route.made)),
        !this.#rooms.includes(route.room) && el('p', { class: 'hint' }, icon('warn'), el('span', null, 'There is no such room any more.'))),
      !route.fixed && el('div', { class: 'message-acts' }, act('Change', (event) => this.#open(route, event.currentTarget), ''), act('Remove', () => this.#remove(route), 'danger')));
  }

  /** Opens the form, for a new route or for one that exists. */
  #open(route, opener = this.#add) {
    this.#opener = opener;
    show(this.#wrong);
    show(this.#title, route ? 'Change a route' : 'Add a route');
    show(this.#room, this.#rooms.map((room) => el('option', { value: room }, room)));
    this.#repo.value = route?.repo ?? '';
    this.#room.value = route?.room ?? this.#rooms[0] ?? '';
    this.#set.value = route?.set ?? 'repohook';
    this.#events.value = route ? join(route.events) : '';
    this.#repo.readOnly = route !== null;
    this.#room.disabled = this.#set.disabled = route !== null;
    this.#form.hidden = false;
    (route ? this.#events : this.#repo).focus();
    this.#form.scrollIntoView({ block: 'nearest' });
  }

  #close() {
    this.#form.hidden = true;
    show(this.#wrong);
    (this.#opener?.isConnected ? this.#opener : this.#add).focus();
  }

  async #save() {
    try {
      const { reply } = await send('PUT', 'api/chat/routes', { repo: this.#repo.value.trim(), room: this.#room.value, set: this.#set.value, events: split(this.#events.value) });
      this.#close();
      replies(this.#wrong, reply);
    } catch (error) {
      show(this.#wrong, error.message.split('\n').map((line) => el('p', { class: 'why' }, name(line))));
    }
    this.#changed();
  }

  async #remove(route) {
    if (!(await confirmed(`Remove the route from ${route.repo} to ${route.room}?`, 'Tokens that no other route needs go, too.', 'Remove the route', 'Keep it'))) return;
    try {
      const { reply } = await send('DELETE', query('api/chat/routes', { repo: route.repo, room: route.room, set: route.set }));
      replies(this.#wrong, reply);
      say('The route is removed');
    } catch (error) {
      notice(`The route could not be removed: ${error.message}.`);
    }
    this.#changed();
  }
}

/** A line with the default events of one set. */
export class Defaults {
  #set;
  #known = '';
  #events;
  #wrong = el('div', { class: 'replies', 'aria-live': 'polite' });

  constructor(set) {
    this.#set = set;
    this.#events = text({ required: true });
    const form = el('form', { class: 'chat-form flat', 'data-needs': 'admin' }, el('div', { class: 'chat-fields line' }, field(`defaults-${set}`, SETS[set], this.#events, 'wide'), el('button', { class: 'button', 'aria-label': `Save the default events of ${SETS[set]}` }, 'Save')), this.#wrong);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    this.node = form;
  }

  /** Shows what the server has, unless a person changed the line. */
  set(events) {
    const line = join(events);
    if (this.#events.value === this.#known) this.#events.value = line;
    this.#known = line;
  }

  async #save() {
    try {
      const { reply } = await send('PUT', 'api/chat/defaults', { set: this.#set, events: split(this.#events.value) });
      replies(this.#wrong, reply);
    } catch (error) {
      show(this.#wrong, el('p', { class: 'why' }, name(error.message)));
    }
  }
}
