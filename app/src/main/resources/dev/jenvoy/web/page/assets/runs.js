// A hook's panel on a delivery's page: its attempts with their output, live while it runs.

import { canRunAgain, hookAgain } from './again.js';
import { el, name, show } from './dom.js';
import { LogView } from './log.js';
import { outcomeBadge } from './state.js';
import { duration, moment, since } from './time.js';

const OPEN_AT_FIRST = 5;
/** Kinds of action that have a button of their own to try again. */
const movable = new Set(['tickets']);

export class HookPanel {
  #entry;
  #action;
  #runs = new Map();
  #state = el('span', { class: 'panel-state' });
  #took = el('span', { class: 'panel-took' });
  #body = el('div', { class: 'panel-body' });
  #again;
  #delivery;

  /** @param delivery returns what is known of the delivery */
  constructor(entry, action, total, delivery) {
    this.kind = action.kind;
    this.#delivery = delivery;
    this.#entry = entry;
    this.#action = action;
    this.#again = movable.has(action.kind) ? null : hookAgain(delivery, action.name);
    this.node = el('details', { class: 'panel', 'data-hook': action.name, open: total <= OPEN_AT_FIRST },
      el('summary', null, el('span', { class: 'panel-place' }, String(action.position + 1)), name(action.name, 'panel-name'), this.#took, this.#state, this.#again),
      this.#body);
  }

  /** Returns how many lines the ended attempts printed, on both streams. */
  get lines() {
    const texts = [...this.#runs.values()].map((run) => `${run.outcome?.stdout ?? ''}\n${run.outcome?.stderr ?? ''}`);
    return texts.join('\n').split('\n').filter(Boolean).length;
  }

  /** Adds what the server knows. Keeps what is already shown. */
  set(action) {
    this.#action = action;
    for (const run of action.attempts ?? []) this.#run(run.attempt, run.began).put(run);
    if (action.attempts?.some((run) => !run.outcome || run.outcome.failed)) this.node.open = true;
    this.#paint();
  }

  /** Forgets the output of unfinished attempts, because a new stream repeats it from the beginning. */
  restart() {
    for (const run of this.#runs.values()) run.restart();
  }

  // Events at the beginning of a stream may arrive twice.

  started({ attempt, at: began }) {
    if (this.#runs.get(attempt)?.outcome) return;
    this.#action = { ...this.#action, state: 'running', due: null };
    this.#run(attempt, began);
    this.node.open = true;
    this.#paint();
  }

  output(piece) {
    this.#run(piece.attempt, null).write(piece);
  }

  ended({ attempt, outcome, took_ms: took }) {
    if (this.#runs.get(attempt)?.outcome) return;
    this.#action = { ...this.#action, state: 'ended' };
    this.#run(attempt, null).put({ outcome, took_ms: took });
    this.#paint();
  }

  retrying({ due }) {
    if (![...this.#runs.values()].at(-1)?.outcome) return;
    this.#action = { ...this.#action, state: 'waiting', due };
    this.#paint();
  }

  /** Shows the time from the first attempt's start to the last one's end, pauses included. */
  #span(last) {
    const first = this.#runs.values().next().value;
    const began = first?.began;
    if (!last?.outcome) {
      show(this.#took, began && since(began));
      return;
    }
    const all = first === last || !began || !last.began ? last.took : Date.parse(last.began) + last.took - Date.parse(began);
    show(this.#took, duration(all), this.#runs.size > 1 && ` in ${this.#runs.size} attempts`);
  }

  #run(attempt, began) {
    let run = this.#runs.get(attempt);
    if (!run) {
      run = new RunView(this.#entry, this.#action, attempt, began);
      this.#runs.set(attempt, run);
      this.#body.append(run.node);
      const all = [...this.#runs.values()];
      all.forEach((one) => one.title(all.length > 1));
    }
    return run;
  }

  #paint() {
    const last = [...this.#runs.values()].at(-1);
    const waiting = this.#action.state === 'waiting';
    const retry = waiting && last;
    show(this.#state,
      retry && this.#action.due && el('span', { class: 'dim small' }, 'retry at ', el('time', { title: this.#action.due }, new Date(this.#action.due).toLocaleTimeString())),
      retry || !last ? outcomeBadge(null, this.#action.state) : outcomeBadge(last.outcome, this.#action.state));
    this.#span(last);
    if (this.#again) this.#again.hidden = !canRunAgain(this.#delivery());
    if (this.#runs.size === 0) show(this.#body, el('p', { class: 'nothing' }, waiting ? 'It has not started.' : 'It was not run.'));
    else this.#body.querySelector(':scope > .nothing')?.remove();
  }
}

class RunView {
  outcome = null;
  took = null;
  #title = el('h3', { class: 'run-title', hidden: true });
  #why = el('p', { class: 'why', hidden: true });
  #none = el('p', { class: 'nothing' }, 'No output yet.');
  #of;
  #log = null;

  constructor(entry, action, attempt, began) {
    this.began = began;
    this.attempt = attempt;
    this.#of = { entry, position: action.position, attempt, name: action.name };
    this.node = el('div', { class: 'run', 'data-attempt': attempt }, this.#title, this.#why, this.#none);
  }

  title(shown) {
    this.#title.hidden = !shown;
    show(this.#title, `Attempt ${this.attempt}`, this.outcome && [' ', outcomeBadge(this.outcome), ' ', el('span', { class: 'dim small' }, duration(this.took))], this.began && [' ', moment(this.began, 'dim small')]);
  }

  #view(runs) {
    if (!this.#log) {
      this.#log = new LogView(this.#of, runs);
      this.node.append(this.#log.node);
      this.#none.hidden = true;
    }
    return this.#log;
  }

  write(piece) {
    if (!this.outcome) this.#view(true).piece(piece);
  }

  restart() {
    if (!this.outcome) this.#log?.restart();
  }

  put({ began, took_ms: took, outcome }) {
    this.began = began ?? this.began;
    this.took = took ?? this.took ?? (outcome && this.began ? Date.now() - Date.parse(this.began) : null);
    if (!outcome || this.outcome) return;
    this.outcome = outcome;
    if (outcome.stdout || outcome.stderr || outcome.log) this.#view(false).settle(outcome);
    show(this.#none, 'No output.');
    this.#why.hidden = !outcome.error;
    this.#why.className = outcome.failed && outcome.ending !== 'cancelled' ? 'why' : 'dim';
    show(this.#why, outcome.error);
    this.title(!this.#title.hidden);
  }
}
