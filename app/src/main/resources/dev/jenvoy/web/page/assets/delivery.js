// One delivery: its head, its hooks with their output, the request, the response, its course, and buttons to run it again or
// to cancel it.

import { needing } from './access.js';
import { redeliverControl } from './again.js';
import { at, get, send } from './api.js';
import { apart } from './apart.js';
import { button, confirmed, notice, section } from './controls.js';
import { Course } from './course.js';
import * as head from './deliveryhead.js';
import { el, say, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { linksOf } from './links.js';
import { listen } from './live.js';
import { Messages } from './messages.js';
import { BY_ITSELF, PayloadText } from './payload.js';
import { redeliveries } from './redeliveries.js';
import { request } from './request.js';
import { response } from './response.js';
import { address } from './router.js';
import { repositoryOf } from './row.js';
import { HookPanel } from './runs.js';
import { ended, word } from './state.js';
import { Tabs } from './tabs.js';
import { movesTickets, TicketLines } from './ticketlines.js';
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
  #redeliveries = el('div', null);
  #request = el('div', null);
  #response = el('div', null);
  #course = new Course();
  #payload;
  #exchange = null;
  #links = {};
  #tabs;
  #stop;
  #reasonTimer;

  constructor(page, place) {
    this.#entry = place.part;
    this.title = `Delivery ${this.#entry}`;
    show(page, el('a', { class: 'back', href: '#/deliveries' }, icon('back'), 'Deliveries'), this.#head, this.#facts);
    this.#tabs = new Tabs(place, [
      { id: 'hooks', words: 'Hooks', node: [this.#hooks, this.#moved, this.#said, this.#apart, this.#redeliveries] },
      { id: 'request', words: 'Request', node: this.#request },
      { id: 'response', words: 'Response', node: this.#response },
      { id: 'timeline', words: 'Timeline', node: this.#course.node, opened: () => this.#detail && !ended(this.#detail.state) && this.#load() },
    ]);
    page.append(this.#tabs.node);
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

  /** Shows the part that another address of this delivery names. */
  update(place) {
    this.#tabs.arrive(place);
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
    this.#payload = new PayloadText(this.#entry);
    this.#links = {};
    this.#exchange = null;
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
    [this.#facts, this.#hooks, this.#said, this.#apart, this.#redeliveries, this.#request, this.#response].forEach((node) => show(node));
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
    show(this.#redeliveries, redeliveries(detail));
    const awaited = detail.actions?.filter((action) => !action.apart) ?? [];
    awaited.forEach((action) => this.#panel(action.position, action).set(action));
    this.#tickets.set(detail.tickets);
    this.#messages.set(detail.actions ?? []);
    if (!this.#messages.node.isConnected) show(this.#said, this.#messages.node);
    show(this.#apart, apart(detail));
    if (first) {
      if (!awaited.length) show(this.#hooks, el('p', { class: 'nothing' }, nothing(detail)), asksWhy(detail) && whyNothing(detail));
      show(this.#request, request(detail, this.#payload, () => this.#answered()));
      this.#readLinks();
      if (!ended(detail.state)) this.#listen();
    }
    this.#tabs.mark('hooks', awaited.length > 0 && String(awaited.length));
    this.#showAnswer();
    this.#askAgain();
  }

  /** Returns what is known of the response. It is sent while hooks still run, and written a second later. */
  #answered() {
    if (this.#exchange) return this.#exchange;
    const read = get(`${at.delivery(this.#entry)}/exchange`).then((found) => (found.status ? found : null));
    this.#exchange = read;
    read.then((found) => { if (!found && this.#exchange === read) this.#exchange = null; }, () => { if (this.#exchange === read) this.#exchange = null; });
    return read;
  }

  #showAnswer() {
    this.#course.set(this.#detail, null);
    show(this.#response, response(this.#detail, () => this.#answered()));
    const shown = this.#detail;
    this.#answered().then((exchange) => {
      if (this.#closed || !exchange || this.#detail.id !== shown.id) return;
      this.#tabs.mark('response', String(exchange.status));
      this.#course.set(this.#detail, exchange);
    }, () => {});
  }

  /** Reads the links to the sender from the payload, unless it is large. */
  async #readLinks() {
    const detail = this.#detail;
    if (!detail.digest || !(detail.payload_size <= BY_ITSELF)) return;
    try {
      const { value } = await this.#payload.get();
      if (this.#closed || this.#detail?.id !== detail.id) return;
      this.#links = linksOf(detail, value);
      this.#paint();
    } catch {
      // The page works without them.
    }
  }

  /** Shows the log of a hook. */
  #openHook(hook) {
    this.#tabs.choose('hooks');
    const panel = this.#panels.find((one) => one?.node.dataset.hook === hook)?.node;
    if (!panel) return;
    panel.open = true;
    panel.scrollIntoView({ block: 'start' });
    panel.querySelector('summary').focus({ preventScroll: true });
  }

  /** Reads the delivery again in a while, as long as it waits, or runs while its course is shown. */
  #askAgain() {
    clearTimeout(this.#reasonTimer);
    if (this.#detail?.waiting_for || (this.#tabs.chosen === 'timeline' && !ended(this.#detail.state))) this.#reasonTimer = setTimeout(() => this.#load(), REASON_AGAIN_MS);
  }

  /** An action runs. Which of several servers runs it is read again, as another one may have taken the delivery. */
  #begins() {
    this.#waitsNoMore();
    if (feed.status()?.servers > 1) this.#load();
  }

  /** Leaves the reason of a wait out: an action runs. */
  #waitsNoMore() {
    clearTimeout(this.#reasonTimer);
    this.#detail = { ...this.#detail, waiting_for: undefined };
    this.#paint();
    this.#askAgain();
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
      started: to('started', () => this.#begins()),
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
    this.title = `${word(d)}: ${d.event} ${repository}`;
    document.title = `${this.title} · Jenvoy`;
    const focused = document.activeElement?.dataset?.act ?? (document.activeElement?.tagName === 'H1' ? 'h1' : null);
    show(this.#head,
      head.title(d, this.#links),
      el('div', { class: 'delivery-acts' }, this.#acts()),
      head.line(d, this.#links),
      head.newer(d),
      head.failure(d, (hook) => this.#openHook(hook)));
    if (focused) this.#head.querySelector(focused === 'h1' ? 'h1' : `[data-act="${focused}"]`)?.focus({ preventScroll: true });
    show(this.#facts, head.notes(d), head.details(d, this.#facts.querySelector('.all-facts')?.open ?? false));
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
