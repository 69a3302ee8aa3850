// The messages about one delivery: for each room its state, what the service said, and the text.

import { at, get, send } from './api.js';
import { button, confirmed, copier, facts, notice, section } from './controls.js';
import { el, name, say, show } from './dom.js';
import { icon } from './icons.js';
import { messageBadge } from './state.js';
import { clock, full, moment } from './time.js';

/** Messages change without an event, so unfinished ones are read again after this time. */
const AGAIN_MS = 3000;

/** Actions with this ending look at the end of a delivery, for the room before it. */
const AT_THE_END = '/hooks';

/** Returns whether an action of a delivery is a message. */
export function isMessage(action) {
  return action.apart === true && action.kind === 'chat';
}

/** Returns the state of a message, in the words of the API. */
function stateOf({ state, attempts }) {
  if (state === 'waiting') return 'waiting';
  if (state === 'running') return 'sending';
  const outcome = attempts?.at(-1)?.outcome;
  if (!outcome || ['cancelled', 'superseded'].includes(outcome.ending) || state === 'dropped') return 'dropped';
  if (outcome.ending === 'vanished') return 'vanished';
  if (outcome.ending === 'nothing') return 'nothing';
  return outcome.failed ? 'failed' : 'sent';
}

/** Returns what is kept of an attempt: text, said, remote, kind. */
function kept(outcome) {
  try {
    return JSON.parse(outcome?.result ?? '{}');
  } catch {
    return {};
  }
}

/** What a service said, or why there was no request. */
function said(outcome) {
  return kept(outcome).said || outcome?.error || '';
}

/** Leaves out a look at the end of a delivery that had nothing to say. */
function speaks(action) {
  const last = action.attempts?.findLast((run) => run.outcome)?.outcome;
  return !action.name.endsWith(AT_THE_END) || (last ? last.ending !== 'nothing' : action.state === 'dropped');
}

class MessagePanel {
  #entry;
  #changed;
  #shown = '';
  #head = el('summary', null);
  #body = el('div', { class: 'panel-body' });

  constructor(entry, action, open, changed) {
    this.#entry = entry;
    this.#changed = changed;
    this.node = el('details', { class: 'panel message', 'data-room': action.name, open }, this.#head, this.#body);
  }

  /** Shows what the server knows, if it has changed. */
  set(action) {
    const now = JSON.stringify(action);
    if (now === this.#shown) return;
    const before = this.#shown && stateOf(JSON.parse(this.#shown));
    this.#shown = now;
    const state = stateOf(action);
    const runs = action.attempts ?? [];
    const last = runs.at(-1)?.outcome ?? runs.at(-2)?.outcome;
    const result = kept(last);
    const aboutHooks = action.name.endsWith(AT_THE_END);
    const room = aboutHooks ? action.name.slice(0, -AT_THE_END.length) : action.name;
    if (before && before !== state) say(`Message to ${room}: ${state}`);
    if (['failed', 'waiting'].includes(state) && runs.length > 0) this.node.open = true;
    show(this.#head, icon('chat'), el('span', { class: 'panel-name' }, name(room), result.kind && el('span', { class: 'dim' }, ` ${result.kind}`), aboutHooks && el('span', { class: 'dim' }, ', about its hooks')),
      runs.length > 1 && el('span', { class: 'panel-took' }, `${runs.length} attempts`),
      el('span', { class: 'panel-state' }, messageBadge(state)));
    const text = result.text || runs.map((run) => kept(run.outcome).text).findLast(Boolean);
    const again = state === 'failed' || (state === 'waiting' && runs.length > 0);
    const focused = this.#body.contains(document.activeElement) ? document.activeElement.dataset.act : null;
    show(this.#body,
      text
        ? el('div', { class: 'said' }, el('pre', { tabindex: '0', dir: 'auto', 'aria-label': `Text of the message to ${room}` }, text), copier(() => text, 'Copy the text'))
        : el('p', { class: 'nothing' }, state === 'nothing' ? 'There was nothing to say.' : state === 'sent' ? 'All of it was said before.' : ['waiting', 'sending'].includes(state) ? 'The text is made when the message is sent.' : 'No text was made.'),
      facts([
        [state === 'sent' || result.text ? 'The service said' : 'Reason', said(last) && name(said(last), state === 'failed' ? 'why' : ''), 'wide'],
        ['Waits because', state === 'waiting' && action.waiting_for && name(action.waiting_for.text), 'wide'],
        ['Next attempt', state === 'waiting' && action.due && el('time', { datetime: action.due, title: full(new Date(action.due)) }, clock(action.due))],
        ['Tried', runs.length > 0 && moment(runs.at(-1).began)],
        ['Attempts', runs.length > 0 && String(runs.length)],
        ['Id at the service', result.remote && el('code', { class: 'breaking' }, result.remote)],
      ]),
      runs.length > 1 && el('details', { class: 'as-words' }, el('summary', null, 'All attempts'),
        el('ol', { class: 'told' }, runs.map((run) => el('li', null, moment(run.began), ' ', name(run.outcome ? said(run.outcome) || 'accepted' : 'under way'))))),
      (again || state === 'waiting') && el('div', { class: 'message-acts' },
        again && this.#act('Retry', 'again', 'retry', () => this.#ask(action, 'retry')),
        state === 'waiting' && this.#act('Drop', 'cross', 'drop', () => this.#drop(action, room), 'danger')));
    if (focused) this.#body.querySelector(`[data-act="${focused}"]`)?.focus({ preventScroll: true });
  }

  #act(words, drawing, act, onclick, kind) {
    const node = button(words, drawing, onclick, kind, 'operate');
    node.dataset.act = act;
    return node;
  }

  async #drop(action, room) {
    if (await confirmed(`Drop the message to ${room}?`, 'It is not sent any more. Messages behind it go on.', 'Drop the message', 'Keep it')) await this.#ask(action, 'drop');
  }

  async #ask(action, what) {
    try {
      await send('POST', `api/chat/messages/${this.#entry}.${action.position}/${what}`);
      say(what === 'retry' ? 'The message is sent again' : 'The message is dropped');
    } catch (error) {
      notice(`That was not possible: ${error.message}.`);
    }
    this.#changed();
  }
}

export class Messages {
  node = el('div', null);
  #entry;
  #panels = new Map();
  #timer;
  #closed = false;

  constructor(entry) {
    this.#entry = entry;
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** Shows the messages among the actions of the delivery. */
  set(actions) {
    clearTimeout(this.#timer);
    const messages = actions.filter(isMessage);
    const shown = messages.filter(speaks);
    const before = this.#panels.size;
    for (const action of shown) {
      if (!this.#panels.has(action.position)) this.#panels.set(action.position, new MessagePanel(this.#entry, action, shown.length <= 3, () => this.soon()));
      this.#panels.get(action.position).set(action);
    }
    if (this.#panels.size > before) {
      const sorted = [...this.#panels.entries()].sort(([one], [other]) => one - other);
      show(this.node, section('Messages', sorted.map(([, panel]) => panel.node)));
    }
    if (messages.some((action) => ['waiting', 'running'].includes(action.state))) this.#timer = setTimeout(() => this.#read(), AGAIN_MS);
  }

  /** Reads them again at once, or nearly so. */
  soon() {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => this.#read(), 150);
  }

  async #read() {
    if (this.#closed || document.hidden) return;
    try {
      const detail = await get(at.delivery(this.#entry));
      if (!this.#closed) this.set(detail.actions ?? []);
    } catch {
      if (!this.#closed) this.#timer = setTimeout(() => this.#read(), AGAIN_MS);
    }
  }
}
