// One delivery: its facts, the output of its hooks, what was sent, and buttons to run it again or to cancel it.

import { WAYS, needing } from './access.js';
import { redeliverControl } from './again.js';
import { at, get, send } from './api.js';
import { apart } from './apart.js';
import { attempts } from './attempts.js';
import { button, confirmed, copier, facts, notice, section } from './controls.js';
import { content } from './content.js';
import { el, name, say, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { listen } from './live.js';
import { Messages } from './messages.js';
import { address, go } from './router.js';
import { refOf, repositoryOf, tookOf } from './row.js';
import { HookPanel } from './runs.js';
import { ended, stateBadge, word } from './state.js';
import { movesTickets, TicketLines } from './ticketlines.js';
import { clock, full, moment } from './time.js';
import { whyNothing } from './whynot.js';

/** The reason of a wait changes without an event, so it is asked for again after this time. */
const REASON_AGAIN_MS = 3000;

class View {
  title;
  #entry;
  #detail = null;
  #panels = [];
  #messages;
  #tickets;
  #stream = null;
  #closed = false;
  #head = el('div', { class: 'delivery-head' });
  #facts = el('div', null);
  #hooks = el('div', { class: 'panels' });
  #moved = el('div', null);
  #said = el('div', null);
  #apart = el('div', null);
  #attempts = el('div', null);
  #content = el('div', null);
  #stop;
  #reasonTimer;

  constructor(page, place) {
    this.#entry = place.part;
    this.title = `Delivery ${this.#entry}`;
    show(page, el('a', { class: 'back', href: '#/deliveries' }, icon('back'), 'Deliveries'), this.#head, this.#facts, this.#hooks, this.#moved, this.#said, this.#apart, this.#attempts, this.#content);
    show(this.#head, el('h1', { tabindex: '-1' }, this.title));
    this.#begin();
    const stops = [
      feed.on('delivery', (delivery) => this.#hear(delivery)),
      // Anything may have happened meanwhile, also to a delivery that could not be read before.
      feed.on('back', () => this.#load()),
    ];
    this.#stop = () => stops.forEach((stop) => stop());
    this.#load();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#reasonTimer);
    this.#stop();
    this.#messages.close();
    this.#tickets.close();
    this.#stream?.();
  }

  #begin() {
    this.#messages = new Messages(this.#entry);
    this.#tickets = new TicketLines(this.#entry);
    show(this.#moved, this.#tickets.node);
  }

  async #load() {
    try {
      this.#take(await get(at.delivery(this.#entry)));
    } catch (error) {
      // Keeps what was read before.
      if (this.#closed || (this.#detail && error.status !== 404)) return;
      this.#forget();
      show(this.#head, el('h1', { tabindex: '-1' }, error.status === 404 ? 'There is no such delivery' : 'The delivery could not be read'),
        el('p', { class: 'dim' }, error.status === 404 ? 'It may have been deleted after the retention time.' : error.message));
    }
  }

  #forget() {
    this.#stream?.();
    this.#detail = null;
    this.#panels = [];
    this.#messages.close();
    this.#tickets.close();
    [this.#facts, this.#hooks, this.#said, this.#apart, this.#attempts, this.#content].forEach((node) => show(node));
    this.#begin();
  }

  /** Shows all that is known: at first, when a stream begins, and at the end. */
  #take(detail) {
    if (this.#closed) return;
    // The server may have returned with another journal, in which this number is another delivery.
    if (this.#detail && this.#detail.id !== detail.id) this.#forget();
    const first = this.#detail === null;
    this.#detail = detail;
    this.#paint();
    show(this.#attempts, attempts(detail));
    const awaited = detail.actions?.filter((action) => !action.apart) ?? [];
    awaited.forEach((action) => this.#panel(action.position, action).set(action));
    this.#tickets.set(detail.tickets);
    this.#messages.set(detail.actions ?? []);
    if (!this.#messages.node.isConnected) show(this.#said, this.#messages.node);
    show(this.#apart, apart(detail));
    if (first) {
      if (!awaited.length) show(this.#hooks, el('p', { class: 'nothing' }, nothing(detail)), asksWhy(detail) && whyNothing(this.#entry));
      show(this.#content, content(detail));
      if (!ended(detail.state)) this.#listen();
    }
    this.#askAgain();
  }

  /** Reads the delivery again in a while, as long as it waits. */
  #askAgain() {
    clearTimeout(this.#reasonTimer);
    if (this.#detail?.waiting_for) this.#reasonTimer = setTimeout(() => this.#load(), REASON_AGAIN_MS);
  }

  /** Leaves the reason of a wait out: an action runs. */
  #waitsNoMore() {
    clearTimeout(this.#reasonTimer);
    this.#detail = { ...this.#detail, waiting_for: undefined };
    this.#paint();
  }

  #panel(position, action) {
    if (!this.#panels[position]) {
      this.#panels[position] = new HookPanel(this.#entry, action, this.#detail.actions.length, () => this.#detail);
      if (movesTickets(action)) this.#tickets.beside(this.#panels.filter(movesTickets));
      else show(this.#hooks, section('Hooks', this.#panels.filter((panel) => !movesTickets(panel)).map((panel) => panel.node)));
    }
    return this.#panels[position];
  }

  #listen() {
    // An event without a panel is one of a message.
    const to = (what, then) => (event) => {
      const panel = this.#panels[event.position];
      panel?.[what](event);
      if (panel) then?.();
      else this.#messages.soon();
      if (panel && movesTickets(panel)) this.#tickets.soon();
    };
    this.#stream = listen(`${at.delivery(this.#entry)}/live`, {
      snapshot: (detail) => {
        this.#panels.forEach((panel) => panel.restart());
        this.#take(detail);
      },
      started: to('started', () => this.#waitsNoMore()),
      output: to('output'),
      ended: to('ended'),
      retrying: to('retrying', () => this.#load()),
      finished: ({ state }) => {
        this.#stream();
        this.#detail = { ...this.#detail, state };
        this.#waitsNoMore();
        say(`This delivery: ${word(state)}`);
        this.#load();
      },
    });
  }

  #hear(delivery) {
    if (!this.#detail) return;
    if (String(delivery.entry) === this.#entry) {
      this.#detail = { ...this.#detail, ...delivery };
      this.#paint();
    } else if (delivery.id === this.#detail.id && !this.#detail.attempts?.some((one) => one.entry === delivery.entry && one.state === delivery.state)) {
      this.#load();
    }
  }

  #paint() {
    const d = this.#detail;
    const repository = repositoryOf(d);
    this.title = `${word(d.state)}: ${d.event} ${repository}`;
    document.title = `${this.title} · Jenvoy`;
    const focused = document.activeElement?.dataset?.act ?? (document.activeElement?.tagName === 'H1' ? 'h1' : null);
    const newest = d.attempts?.[0];
    show(this.#head,
      el('div', { class: 'delivery-title' },
        stateBadge(d.state),
        el('h1', { tabindex: '-1' }, name(d.event), d.action && [' ', name(d.action, 'dim')], repository && [' ', el('a', { class: 'plain', href: address('deliveries', null, { owner: d.owner, repository: d.repository }) }, name(repository, 'repository'))]),
        d.branch ? el('a', { class: 'plain', href: address('deliveries', null, { owner: d.owner, repository: d.repository, branch: d.branch }) }, refOf(d)) : refOf(d)),
      el('div', { class: 'delivery-acts' }, this.#acts()),
      newest && newest.entry > d.entry && el('p', { class: 'newer-attempt' }, 'There is a newer attempt: ', el('a', { href: address('deliveries', newest.entry) }, `see attempt ${newest.attempt}`), ', ', word(newest.state).toLowerCase(), '.'));
    if (focused) this.#head.querySelector(focused === 'h1' ? 'h1' : `[data-act="${focused}"]`)?.focus({ preventScroll: true });
    show(this.#facts, facts([
      ['Waits because', waiting(d.waiting_for), 'wide'],
      ['Received', moment(d.received)],
      ['Duration', tookOf(d)],
      ['Attempt', d.attempt > 0 && String(d.attempt)],
      ['Source', d.source],
      ['Sender', d.sender && name(d.sender)],
      ['Commit', d.sha && el('span', { class: 'paste' }, el('code', { title: d.sha }, d.sha.slice(0, 12)), copier(() => d.sha, 'Copy the commit'))],
      ['Reference', d.ref && el('code', { class: 'breaking' }, d.ref), d.ref?.length > 24 && 'wide'],
      ['Number', d.number && `#${d.number}`],
      ['Delivery id', el('span', { class: 'paste' }, el('code', { class: 'breaking' }, d.id), copier(() => d.id, 'Copy the id')), 'wide'],
      ['Ended', d.ended && el('span', { title: full(new Date(d.ended)) }, new Date(d.ended).toLocaleTimeString())],
      ['Redelivered', asked(d.redelivered_by), 'wide'],
      ['Cancelled', asked(d.cancelled_by), 'wide'],
      ['Why', d.reason],
    ]));
  }

  #acts() {
    const d = this.#detail;
    if (ended(d.state)) {
      // A deletion runs no hook, but its messages are said again.
      const kept = d.payload_size > 0 && d.actions !== undefined;
      return kept && redeliverControl(d);
    }
    const cancel = button(d.cancel_requested ? 'Cancelling…' : 'Cancel', 'stop', () => this.#cancel(), 'danger');
    cancel.disabled = d.cancel_requested === true;
    cancel.dataset.act = 'cancel';
    return needing('operate', cancel);
  }

  async #cancel() {
    if (!(await confirmed('Cancel this delivery?', 'A running hook gets SIGTERM, and SIGKILL after kill_grace. Further hooks do not start.', 'Cancel the delivery'))) return;
    try {
      await send('POST', `${at.delivery(this.#entry)}/cancel`);
      this.#detail = { ...this.#detail, cancel_requested: true };
      this.#paint();
      say('The delivery is being cancelled');
    } catch (error) {
      notice(`It could not be cancelled: ${error.message}.`);
      this.#load();
    }
  }
}

/** Shows which operator requested something: the name, the address, the way of authentication, and for which hooks. */
function asked(request) {
  return request && el('span', null, request.name && ['by ', el('b', null, name(request.name)), ' '], 'from ', name(request.address), ` ${WAYS[request.way] ?? ''}, `, moment(request.at), request.part && [': ', name(request.part)]);
}

/** Why it waits, with the time at which it goes on and a link to the delivery before it. */
function waiting(reason) {
  return reason && el('span', { class: 'waiting-for', 'data-reason': reason.reason }, name(reason.text),
    reason.until && [' (until ', el('time', { datetime: reason.until, title: full(new Date(reason.until)) }, clock(reason.until)), ')'],
    reason.entry && ['. ', el('a', { href: address('deliveries', reason.entry) }, 'See that delivery')]);
}

function nothing(detail) {
  if (['repohook', 'travishook'].includes(detail.source)) return 'It came to an address for messages, so no hook runs.';
  const words = {
    pong: 'A ping, answered with pong: address, secret and proxy are correct.',
    skipped: 'It deleted its branch or tag, so no hook runs. A hook named delete runs for deletions.',
  }[detail.state];
  if (words) return words;
  const asked = { event: detail.event, owner: detail.owner, repository: detail.repository, branch: detail.branch, tag: detail.tag };
  return ['No hook matches it. ', el('a', { href: address('hooks', null, { ...asked, explain: '1' }) }, 'Explain another')];
}

/** Returns whether the hooks folder says why nothing ran. */
function asksWhy(detail) {
  return !['repohook', 'travishook'].includes(detail.source) && detail.state !== 'pong' && ended(detail.state);
}

export function open(page, place) {
  return new View(page, place);
}
