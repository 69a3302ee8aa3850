// The course of a delivery to scale: when it was received, what it waited for, when each hook ran, when it was answered.

import { plot } from './charts.js';
import { section } from './controls.js';
import { el, name, show, svg } from './dom.js';
import { ended } from './state.js';
import { toneOf, words } from './strip.js';
import { clock, duration } from './time.js';

const ROW = 30;
const BAR = 14;
const AXIS = 24;

function outcomeOf(run) {
  if (!run.outcome) return 'running';
  if (run.outcome.ending !== 'exited') return run.outcome.ending;
  return run.outcome.failed ? 'failed' : 'succeeded';
}

/** Returns the steps in the order of time: `{ words, from, to, tone, note }`; an instant has no `to`. */
export function steps(detail, exchange, now = Date.now()) {
  const received = Date.parse(detail.received);
  const all = [{ words: 'Received', from: received, tone: 'quiet', note: clock(received) }];
  const actions = detail.actions ?? [];
  const runs = actions.flatMap((action) => (action.attempts ?? []).map((run) => ({ action, run, from: Date.parse(run.began), to: run.outcome ? Date.parse(run.began) + (run.took_ms ?? 0) : now })))
    .filter((one) => one.run.attempt > 0).sort((a, b) => a.from - b.from);
  const awaited = runs.filter((one) => !one.action.apart);
  const last = new Map();
  let free = received;
  const wait = (from, to, why) => to - from >= 1 && all.push({ words: 'Waited', from, to, tone: 'wait', note: why });
  for (const { action, run, from, to } of awaited) {
    const before = last.get(action.position);
    if (before) wait(before, from, `${duration(from - before)} before attempt ${run.attempt}`);
    else wait(free, from, `${duration(from - free)} for ${free === received ? 'its turn and a free worker' : 'the next start'}`);
    const outcome = outcomeOf(run);
    all.push({ words: action.name, from, to, tone: toneOf(outcome), note: `${words(outcome)} after ${duration(to - from)}${run.attempt > 1 ? `, attempt ${run.attempt}` : ''}` });
    last.set(action.position, to);
    free = to;
  }
  if (detail.waiting_for) wait(free, now, `${duration(now - free)} so far: ${detail.waiting_for.text}`);
  if (exchange) all.push({ words: 'Answered', from: Date.parse(exchange.answered), tone: exchange.status < 300 ? 'good' : 'bad', note: `${exchange.status} after ${duration(Math.max(0, Date.parse(exchange.answered) - received))}` });
  for (const { action, run, from, to } of runs.filter((one) => one.action.apart)) {
    all.push({ words: action.name, from, to, tone: toneOf(outcomeOf(run)), note: `${words(outcomeOf(run))} after ${duration(to - from)}; the delivery did not wait for it` });
  }
  if (ended(detail.state) && detail.ended) all.push({ words: 'Ended', from: Date.parse(detail.ended), tone: 'quiet', note: `${duration(Date.parse(detail.ended) - received)} after it was received` });
  return all.sort((a, b) => a.from - b.from);
}

function tickStep(span) {
  const sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 30000, 60000, 120000, 300000, 600000, 1800000, 3600000, 7200000, 21600000, 86400000];
  return sizes.find((one) => span / one <= 6) ?? 86400000 * Math.ceil(span / (6 * 86400000));
}

function draw(all) {
  return (width, label) => {
    const left = width < 520 ? 96 : 190;
    const from = all[0].from;
    const to = Math.max(from + 1, ...all.map((one) => one.to ?? one.from));
    const x = (time) => left + ((time - from) / (to - from)) * (width - left - 12);
    const height = all.length * ROW + AXIS;
    const node = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label });
    const step = tickStep(to - from);
    for (let at = 0; from + at <= to; at += step) {
      node.append(
        svg('line', { class: 'grid', x1: x(from + at), x2: x(from + at), y1: 0, y2: height - AXIS }),
        svg('text', { class: 'tick', x: x(from + at), y: height - 6, 'text-anchor': at === 0 ? 'start' : 'middle' }, at === 0 ? '0' : duration(at)));
    }
    all.forEach((one, i) => {
      const y = i * ROW + (ROW - BAR) / 2;
      const most = Math.floor(left / 7.4);
      const row = svg('g', { class: 'course-row' }, svg('title', null, `${one.words}: ${one.note}`),
        svg('rect', { class: 'hit', x: 0, y: i * ROW, width, height: ROW }),
        svg('text', { class: 'course-name', x: 0, y: y + BAR - 3 }, one.words.length > most ? `${one.words.slice(0, most - 1)}…` : one.words),
        one.to === undefined
          ? svg('circle', { class: `fill-${one.tone}`, cx: x(one.from), cy: y + BAR / 2, r: 5 })
          : svg('rect', { class: `fill-${one.tone}`, x: x(one.from), y, width: Math.max(3, x(one.to) - x(one.from)), height: BAR, rx: 3 }));
      node.append(row);
    });
    return node;
  };
}

function asWords(all) {
  return el('ol', { class: 'course-words' }, all.map((one) => el('li', null, el('span', { class: `swatch bg-${one.tone}` }), name(one.words, 'course-what'), el('span', { class: 'dim' }, ` ${one.note}`))));
}

export class Course {
  node = el('div', null);
  #shown = '';

  /** Draws what is known now. */
  set(detail, exchange) {
    const all = steps(detail, exchange);
    const text = JSON.stringify(all);
    if (text === this.#shown) return;
    this.#shown = text;
    const drawing = plot(draw(all), `The course of the delivery in ${all.length} steps`);
    drawing.classList.add('course');
    show(this.node, section('Timeline', el('div', { class: 'card plot-card' }, drawing)), section('In words', el('div', { class: 'card' }, asWords(all))));
  }
}
