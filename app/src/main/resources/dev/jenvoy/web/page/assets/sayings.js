// The last messages of all rooms, or of one, newest first.

import { get } from './api.js';
import { button, tool } from './controls.js';
import { el, name, show } from './dom.js';
import { address, go } from './router.js';
import { messageBadge } from './state.js';
import { moment } from './time.js';

const PAGE = 20;

const QUICK = [['All', ''], ['Waiting', 'waiting'], ['Failed', 'failed']];

function line(message) {
  const text = message.text?.split('\n')[0];
  return el('li', { class: 'saying', 'data-message': message.message }, el('a', { href: address('deliveries', message.entry), 'data-row': message.message },
    el('span', null, messageBadge(message.state)),
    name(message.room, 'hook-name'),
    el('span', { class: 'saying-text' }, name(text || [message.owner, message.repository].filter(Boolean).join('/') || message.event), !['sent', 'dropped'].includes(message.state) && (message.said || message.error) && el('span', { class: 'dim small' }, ' ', name(message.said || message.error))),
    moment(message.received ?? message.tried, 'dim')));
}

export class Sayings {
  #quick = el('div', { class: 'quick', role: 'group', 'aria-label': 'State of messages' });
  #chip = el('span', { class: 'chips' });
  #list = el('ol', { class: 'rows', 'aria-label': 'Messages, newest first' });
  #none = el('p', { class: 'nothing' }, 'There is no such message.');
  #more = el('div', { class: 'foot' });
  #query = {};
  #limit = PAGE;
  #asked = 0;
  #shown = '';
  node = el('div', null, el('div', { class: 'chat-bar' }, this.#quick, this.#chip), this.#list, this.#none, this.#more);

  /** Shows the messages of an address. */
  update(query) {
    const { room, state } = this.#query = { room: query.get('room') ?? '', state: query.get('state') ?? '' };
    this.#limit = PAGE;
    show(this.#quick, QUICK.map(([words, wanted]) => el('button', { type: 'button', 'aria-pressed': String(state === wanted), onclick: () => go(address('chat', null, { room, state: wanted })) }, words)));
    show(this.#chip, room && el('span', { class: 'chip' }, el('span', { class: 'dim' }, 'room'), name(room), tool(`Without room ${room}`, 'cross', () => go(address('chat', null, { state })))));
    return this.load();
  }

  async load() {
    const asked = ++this.#asked;
    const { messages, next } = await get('api/chat/messages', { ...this.#query, limit: this.#limit });
    const now = JSON.stringify([messages, next]);
    if (asked !== this.#asked || now === this.#shown) return;
    this.#shown = now;
    this.#none.hidden = messages.length > 0;
    const focused = document.activeElement?.closest?.('[data-message]')?.dataset.message;
    show(this.#list, messages.map(line));
    show(this.#more, next && button('More', 'down', () => {
      this.#limit = Math.min(500, this.#limit + 50);
      this.load().catch(() => {});
    }));
    if (focused) this.#list.querySelector(`[data-message="${focused}"] a`)?.focus({ preventScroll: true });
  }
}
