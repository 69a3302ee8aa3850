// The overview: deliveries over time, durations of hooks, length of the queue.

import { get } from './api.js';
import { columns, legend, plot, steps } from './charts.js';
import { heading, section } from './controls.js';
import { el, name, show, svg } from './dom.js';
import * as feed from './feed.js';
import { address, refine } from './router.js';
import { clock, duration } from './time.js';

/** Milliseconds between refreshes: without events, and after the first event. */
const REFRESH = 30000;
const SOON = 2500;

const RANGES = [[1, 'Hour'], [24, 'Day'], [168, 'Week'], [720, '30 days']];

const OUTCOMES = [
  { words: 'Succeeded', tone: 'good', states: ['succeeded'] },
  { words: 'Failed', tone: 'bad', states: ['failed', 'set_aside'] },
  { words: 'Cancelled', tone: 'warn', states: ['cancelled'] },
  { words: 'Superseded', tone: 'wait', states: ['superseded'] },
  { words: 'In progress', tone: 'busy', states: ['queued', 'running'] },
  { words: 'No hook', tone: 'quiet', states: ['unmatched', 'skipped', 'pong'] },
];

const QUEUE = [{ words: 'Queued', tone: 'warn' }, { words: 'Running', tone: 'busy' }];

/** Returns a bin for every step of time, even if nothing arrived. */
function binned(overview) {
  const step = overview.step_s * 1000;
  const from = Math.floor(Date.parse(overview.from) / step) * step;
  const to = Date.parse(overview.to);
  const known = new Map();
  for (const count of overview.deliveries) {
    const at = Math.floor((Date.parse(count.at) - from) / step) * step + from;
    const values = known.get(at) ?? OUTCOMES.map(() => 0);
    OUTCOMES.forEach(({ states }, i) => states.forEach((state) => { values[i] += count[state] ?? 0; }));
    known.set(at, values);
  }
  const bins = [];
  for (let at = from; at < to; at += step) bins.push({ at, values: known.get(at) ?? OUTCOMES.map(() => 0) });
  return { bins, step };
}

function span(at, step) {
  const day = new Date(at).toLocaleDateString(undefined, { weekday: 'short', month: 'short', day: 'numeric' });
  const time = (date) => new Date(date).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return step >= 86400000 ? day : `${day}, ${time(at)}–${time(at + step)}`;
}

function arrivals(overview) {
  const { bins, step } = binned(overview);
  const totals = OUTCOMES.map((_, i) => bins.reduce((sum, bin) => sum + bin.values[i], 0));
  const reading = el('p', { class: 'reading dim' });
  const rest = () => `Each column is ${duration(step)}.`;
  show(reading, rest());
  const words = (bin) => OUTCOMES.map((one, i) => bin.values[i] > 0 && `${bin.values[i]} ${one.words.toLowerCase()}`).filter(Boolean).join(', ') || 'nothing';
  const pointed = (bin) => show(reading, bin ? `${span(bin.at, step)}: ${words(bin)}` : rest());
  const label = `Deliveries over time. ${OUTCOMES.map((one, i) => `${one.words}: ${totals[i]}`).join(', ')}`;
  const busy = bins.filter((bin) => bin.values.some((value) => value > 0));
  return section('Deliveries', legend(OUTCOMES, totals), plot(columns(bins, step, OUTCOMES, pointed), label), reading,
    el('details', { class: 'as-words' }, el('summary', null, 'As a table'), el('div', { class: 'scroll' }, el('table', null,
      el('thead', null, el('tr', null, el('th', null, 'Time'), OUTCOMES.map((one) => el('th', { class: 'number' }, one.words)))),
      el('tbody', null, busy.map((bin) => el('tr', null, el('td', null, span(bin.at, step)), bin.values.map((value) => el('td', { class: 'number' }, String(value))))))))));
}

/** Draws durations on a logarithmic scale, because hooks differ by orders of magnitude. Its steps are written below. */
function times(overview) {
  const hooks = overview.hooks.filter((hook) => hook.runs > 0 && hook.median_ms != null).sort((one, other) => other.p95_ms - one.p95_ms).slice(0, 15);
  if (hooks.length === 0) return section('Hook durations', el('p', { class: 'nothing' }, 'No hook has run in this time.'));
  const low = Math.floor(Math.log10(Math.max(1, Math.min(...hooks.map((hook) => hook.median_ms)))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(1, ...hooks.map((hook) => hook.p95_ms)))));
  const at = (ms) => (100 * (Math.log10(Math.max(ms, 10 ** low)) - low)) / (high - low);
  const lines = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const bar = (hook) => svg('svg', { class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    lines.map((power) => svg('line', { class: 'grid', x1: at(10 ** power), x2: at(10 ** power), y1: 0, y2: 10, 'vector-effect': 'non-scaling-stroke' })),
    svg('rect', { class: 'fill-span', x: at(hook.median_ms), width: Math.max(0.6, at(hook.p95_ms) - at(hook.median_ms)), y: 3.4, height: 3.2 }),
    svg('rect', { class: 'fill-busy', x: Math.max(0, at(hook.median_ms) - 0.5), width: 1, y: 0.8, height: 8.4 }));
  return section('Hook durations', el('p', { class: 'dim small' }, 'From the median (the mark) to the 95th percentile (the end of the bar).'),
    el('div', { class: 'times' },
      hooks.map((hook) => [
        el('span', { class: 'times-name' }, name(hook.name, 'hook-name')),
        bar(hook),
        el('span', { class: 'times-number' }, el('b', null, duration(hook.median_ms)), el('span', { class: 'dim' }, ` / ${duration(hook.p95_ms)}`)),
        el('span', { class: 'times-runs dim' }, hook.runs === 1 ? '1 run' : `${hook.runs.toLocaleString()} runs`, hook.failures > 0 && el('span', { class: 'failures' }, `, ${hook.failures} failed`))]),
      el('span', null), el('span', { class: 'times-axis', 'aria-hidden': 'true' }, lines.map((power) => el('span', null, power < 3 ? `${10 ** power} ms` : `${10 ** (power - 3)} s`)))));
}

function depth(overview) {
  const points = (overview.queue ?? []).map((one) => ({ at: Date.parse(one.at), values: [one.queued, one.running] }));
  if (points.length < 2) return section('Queue', el('p', { class: 'nothing' }, 'The queue is sampled every ten seconds since the start. There are not enough samples yet.'));
  const most = QUEUE.map((_, i) => Math.max(...points.map((point) => point.values[i])));
  return section('Queue', el('p', { class: 'dim small' }, `Since ${clock(points[0].at)}; the server keeps samples for one day, and not across restarts.`), legend(QUEUE.map((one, i) => ({ ...one, words: `${one.words}, at most` })), most),
    plot(steps(points, QUEUE), `Queue over time. At most ${most[0]} queued and ${most[1]} running`));
}

function tiles(overview) {
  const sum = (states) => overview.deliveries.reduce((all, one) => all + states.reduce((part, state) => part + (one[state] ?? 0), 0), 0);
  const [good, bad] = OUTCOMES.map((one) => sum(one.states));
  const all = OUTCOMES.reduce((count, one) => count + sum(one.states), 0);
  const status = feed.status() ?? {};
  const tile = (number, words, href, tone) => el('a', { class: `tile ${tone ?? ''}`, href }, el('b', null, number), el('span', null, words));
  // Uses the same time as the numbers.
  const { from } = overview;
  return [
    tile(all.toLocaleString(), 'deliveries', address('deliveries', null, { from })),
    tile(good + bad === 0 ? '–' : `${Math.round((1000 * good) / (good + bad)) / 10} %`, 'succeeded', address('deliveries', null, { state: 'succeeded', from })),
    tile(bad.toLocaleString(), 'failed', address('deliveries', null, { state: 'failed,set_aside', from }), bad > 0 ? 'bad' : ''),
    tile(String(status.running ?? 0), 'running now', address('deliveries', null, { state: 'queued,running' })),
    tile(String(status.queued ?? 0), 'queued now', address('deliveries', null, { state: 'queued,running' })),
  ];
}

export function open(page, place) {
  const ranges = el('div', { class: 'quick', role: 'group', 'aria-label': 'Time' });
  const top = el('div', { class: 'tiles' });
  const body = el('div', null);
  const below = el('div', null);
  show(page, heading('Overview', ranges), top, body);
  let range = 24;
  let overview = null;
  let timer;
  let fresh = false;

  function again(after) {
    clearTimeout(timer);
    timer = setTimeout(load, after);
  }

  async function load() {
    fresh = false;
    again(REFRESH);
    if (document.hidden) return;
    const asked = range;
    try {
      const answer = await get('api/overview', { hours: range });
      if (asked !== range) return;
      overview = answer;
      show(top, tiles(overview));
      const words = body.querySelector('.as-words')?.open;
      show(body, arrivals(overview), times(overview), depth(overview), below);
      if (words) body.querySelector('.as-words').open = true;
      if (feed.status()?.forges) await (await import('./missed.js')).fill(below);
    } catch (error) {
      if (asked !== range) return;
      overview = null;
      show(top);
      show(body, el('p', { class: 'why' }, error.message));
    }
  }

  function update(next) {
    range = Number(next.query.get('hours')) || 24;
    show(ranges, RANGES.map(([length, words]) => el('button', { type: 'button', 'aria-pressed': String(length === range), onclick: () => refine(address('overview', null, { hours: length })) }, words)));
    load();
  }

  const stops = [
    feed.on('status', () => overview && show(top, tiles(overview))),
    feed.on('delivery', () => {
      if (!fresh) again(SOON);
      fresh = true;
    }),
    feed.on('connection', (state) => state === 'open' && load()),
  ];
  update(place);
  return { title: 'Overview', update, close: () => { stops.forEach((stop) => stop()); clearTimeout(timer); range = null; } };
}
