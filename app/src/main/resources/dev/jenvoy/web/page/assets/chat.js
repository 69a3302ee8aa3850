// Chat: its rooms, the last messages, routes, default events and tokens.

import { get } from './api.js';
import { heading, section } from './controls.js';
import { el, name, show } from './dom.js';
import { icon } from './icons.js';
import { Rereading } from './rereading.js';
import { Rooms } from './rooms.js';
import { Defaults, Routes, SETS } from './routes.js';
import { Sayings } from './sayings.js';
import { Tokens } from './tokens.js';

export function open(page, place) {
  const problems = el('div', null);
  const rereading = new Rereading(load, (status) => status.chat === body.hidden);
  const changed = () => rereading.now();
  const rooms = new Rooms(changed);
  const sayings = new Sayings();
  const routes = new Routes(changed);
  const defaults = Object.keys(SETS).map((set) => [set, new Defaults(set)]);
  const tokens = new Tokens(changed);
  const parts = [
    section('Rooms', rooms.node),
    section('Messages', sayings.node),
    section('Routes', routes.node),
    section('Default events', el('p', { class: 'dim' }, 'A route that is made without events gets a copy of these.'), defaults.map(([, one]) => one.node)),
    section('Tokens', tokens.node),
  ];
  const body = el('div', null, parts);
  show(page, heading('Chat'), el('p', { class: 'dim' }, 'What happens in repositories is said in rooms.'), problems, body);

  async function load() {
    try {
      const [chat, routed, config, ...events] = await Promise.all([
        get('api/chat'), get('api/chat/routes'), get('api/chat/config'),
        ...defaults.map(([set]) => get('api/chat/defaults', { set })), sayings.load()]);
      if (rereading.closed) return;
      body.hidden = false;
      // A shut room says so itself.
      show(problems, chat.problems.filter((one) => !one.startsWith('chat room ')).map((one) => el('p', { class: 'hint' }, icon('warn'), el('span', null, name(one)))));
      rooms.set(chat.rooms);
      routes.set(routed.routes, chat.rooms.map((room) => room.name));
      defaults.forEach(([, one], i) => one.set(events[i].events));
      tokens.set(config, routed.routes);
    } catch (error) {
      if (rereading.closed) return;
      body.hidden = error.status === 404 && /not configured/.test(error.message);
      show(problems, el('p', { class: body.hidden ? 'nothing' : 'why' }, body.hidden ? 'Chat is not configured. It begins when config.json has the key chat; this page appears then by itself.' : error.message));
    }
  }

  sayings.update(place.query).catch(() => {});
  rereading.now();
  return {
    title: 'Chat',
    update: (next) => sayings.update(next.query).catch(() => {}),
    close: () => rereading.close(),
  };
}
