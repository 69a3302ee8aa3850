// The deliveries of the list over time: point to read, click or drag to narrow the list.

import { get } from './api.js';
import { plot, strip } from './charts.js';
import { el, show } from './dom.js';
import { OUTCOMES } from './state.js';
import { span, zone } from './time.js';

const HEIGHT = 54;

/** Milliseconds. Deliveries that arrive are counted after this time. */
const SOON = 4000;

/** Returns a bin for every step of time, even if nothing arrived: `{at, values}` in the order of OUTCOMES. */
export function binned({ from, to, step_s: seconds, deliveries }) {
  const step = seconds * 1000;
  const known = new Map(deliveries.map((count) => [Date.parse(count.at), OUTCOMES.map(({ states }) => states.reduce((sum, state) => sum + (count[state] ?? 0), 0))]));
  const bins = [];
  for (let at = Date.parse(from); at < Date.parse(to) || bins.length === 0; at += step) bins.push({ at, values: known.get(at) ?? OUTCOMES.map(() => 0) });
  return { bins, step };
}

/** Says what a bin holds, in words. */
export function inWords(bin) {
  return OUTCOMES.map((one, i) => bin.values[i] > 0 && `${bin.values[i].toLocaleString()} ${one.words.toLowerCase()}`).filter(Boolean).join(', ') || 'nothing';
}

export class Timeline {
  node = el('div', { class: 'timeline', hidden: true });
  #reading = el('p', { class: 'reading dim small' });
  #filters = {};
  #change;
  #counted;
  #asked = 0;
  #timer = null;
  #shown = '';

  /**
   * @param change called with the filters of the time that a person chose
   * @param counted called with the answer: what the filters admit in any state
   */
  constructor(change, counted) {
    this.#change = change;
    this.#counted = counted;
  }

  close() {
    this.#asked = -1;
    clearTimeout(this.#timer);
  }

  /** Shows what these filters admit. */
  async load(filters) {
    this.#filters = filters;
    clearTimeout(this.#timer);
    this.#timer = null;
    const asked = ++this.#asked;
    const { state, ...others } = filters;
    try {
      const answer = await get('api/histogram', { ...others, zone: zone() });
      if (asked !== this.#asked) return;
      this.#counted(answer);
      // The server remembers what it has counted, and counts on from there.
      if (!answer.complete) this.soon();
      this.#paint(answer, state ? state.split(',') : []);
    } catch {
      // The list says that the server cannot be reached.
    }
  }

  /** Counts again soon. */
  soon() {
    this.#timer ??= setTimeout(() => this.load(this.#filters), SOON);
  }

  #paint(answer, states) {
    const { bins, step } = binned(answer);
    const wanted = OUTCOMES.map((one) => states.length === 0 || one.states.some((state) => states.includes(state)));
    bins.forEach((bin) => { bin.values = bin.values.map((value, i) => (wanted[i] ? value : 0)); });
    const all = bins.reduce((sum, bin) => sum + bin.values.reduce((one, other) => one + other, 0), 0);
    this.node.hidden = all === 0;
    const now = JSON.stringify([bins, answer.counted_from]);
    if (now === this.#shown || this.node.hidden) return;
    this.#shown = now;
    const rest = () => `${span(bins[0].at, bins.at(-1).at + step - bins[0].at)}${answer.complete ? '' : `, counted since ${new Date(answer.counted_from).toLocaleString()}`}`;
    show(this.#reading, rest());
    const on = {
      pointed: (bin, range) => show(this.#reading, bin ? `${span(bin.at, step)}: ${inWords(bin)}` : range ? span(range.from, range.to - range.from) : rest()),
      clicked: (from, to) => this.#choose(from, to),
      ranged: (from, to) => this.#choose(from, to),
    };
    show(this.node, plot(strip(bins, step, OUTCOMES, on, HEIGHT), `Deliveries over time: ${OUTCOMES.map((one, i) => `${one.words} ${bins.reduce((sum, bin) => sum + bin.values[i], 0)}`).join(', ')}. Arrow keys read it, Enter narrows the list.`), this.#reading);
  }

  #choose(from, to) {
    this.#change({ ...this.#filters, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  }
}
