// The rooms of chat: their state, what waits for them, and a button that says a line there.

import { send } from './api.js';
import { button } from './controls.js';
import { arrange, el, name, show } from './dom.js';
import { address } from './router.js';
import { badge } from './state.js';
import { moment } from './time.js';

const STATES = {
  open: ['Open', 'good', 'check', 'messages are sent'],
  waiting: ['Waiting', 'warn', 'clock', 'its account cannot be reached, or a message waits after an error'],
  shut: ['Shut', 'bad', 'cross', 'the service refuses every message; one is tried every 15 minutes'],
};

/** What the service did with a test, in words. */
const RESULTS = {
  sent: 'The service accepted the test.',
  limited: 'The service limits the rate now: try again later.',
  unreachable: 'The service cannot be reached.',
  in_doubt: 'The test may have arrived: the answer was lost.',
  refused: 'The service refused the test.',
};

class RoomCard {
  #changed;
  #shown = '';
  #head = el('div', { class: 'hook-head' });
  #facts = el('div', null);
  #answer = el('p', { class: 'test-answer', role: 'status' });
  #test;

  constructor(room, changed) {
    this.#changed = changed;
    this.#test = button('Send test', 'chat', () => this.#send(room.name), 'small', 'operate');
    this.#test.setAttribute('aria-label', `Send a test to ${room.name}`);
    this.node = el('li', { class: 'hook', 'data-room': room.name }, el('div', { class: 'room-line' }, this.#head, this.#test), this.#facts, this.#answer);
  }

  set(room) {
    const now = JSON.stringify(room);
    if (now === this.#shown) return;
    this.#shown = now;
    show(this.#head, name(room.name, 'hook-name'), badge(...(STATES[room.state] ?? [room.state, 'quiet', 'dash'])),
      el('span', { class: 'dim' }, room.account ? `${room.kind}, account ` : room.kind, room.account && name(room.account)));
    show(this.#facts,
      room.last_error && el('p', { class: room.state === 'shut' ? 'why' : 'hint' }, el('span', null, 'Last error: ', name(room.last_error))),
      el('div', { class: 'hook-facts' },
        room.shut_since && el('span', null, el('span', { class: 'dim' }, 'Shut since '), moment(room.shut_since)),
        el('span', null, el('span', { class: 'dim' }, 'Waiting '), room.waiting > 0 ? el('a', { href: address('chat', null, { room: room.name, state: 'waiting' }) }, String(room.waiting)) : '0'),
        room.oldest && el('span', null, el('span', { class: 'dim' }, 'Oldest from '), moment(room.oldest)),
        el('span', null, el('span', { class: 'dim' }, 'Last sent '), moment(room.last_sent) ?? 'not since the start'),
        room.address && el('span', null, el('span', { class: 'dim' }, 'Address '), el('code', { class: 'breaking' }, room.address)),
        room.threads && el('span', { class: 'dim' }, 'with threads')));
  }

  async #send(room) {
    this.#test.disabled = true;
    show(this.#answer, 'Sending…');
    try {
      const { result, said } = await send('POST', `api/chat/rooms/${encodeURIComponent(room)}/test`);
      this.#tell(result === 'sent', RESULTS[result] ?? result, said && result !== 'sent' && [' It said: ', name(said)]);
    } catch (error) {
      this.#tell(false, `The test was not possible: ${error.message}.`);
    }
    this.#test.disabled = false;
    this.#changed();
  }

  #tell(good, ...words) {
    this.#answer.className = `test-answer ${good ? 'good' : 'bad'}`;
    show(this.#answer, words);
  }
}

/** The list of rooms, which keeps what a test said while the rooms are read again. */
export class Rooms {
  #changed;
  #cards = new Map();
  #list = el('ul', { class: 'hooks', 'aria-label': 'Rooms' });
  node = el('div', null);

  /** @param changed called after a test */
  constructor(changed) {
    this.#changed = changed;
  }

  set(rooms) {
    for (const room of rooms) {
      if (!this.#cards.has(room.name)) this.#cards.set(room.name, new RoomCard(room, this.#changed));
      this.#cards.get(room.name).set(room);
    }
    arrange(this.#list, rooms.map((room) => this.#cards.get(room.name).node));
    if (rooms.length === 0) show(this.node, el('p', { class: 'nothing' }, 'There is no room yet: add one under chat.rooms in config.json.'));
    else if (!this.#list.isConnected) show(this.node, this.#list);
  }
}
