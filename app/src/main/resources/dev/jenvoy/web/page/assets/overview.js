// The overview answers whether it is fine: what fails now, then figures over time, each beside those of the time before.

import { get } from './api.js';
import { areas, columns, legend, lines, plot } from './charts.js';
import { heading, section } from './controls.js';
import { el, name, show } from './dom.js';
import * as feed from './feed.js';
import { durations } from './durations.js';
import { icon } from './icons.js';
import { address, go, refine } from './router.js';
import { howFailed, repositoryOf } from './row.js';
import { OUTCOMES } from './state.js';
import { binned, inWords } from './timeline.js';
import { clock, duration, since, span, zone } from './time.js';
import { change, rateOf, tiles } from './tiles.js';

/** Milliseconds between refreshes: without events, and after the first event. */
const REFRESH = 30000;
const SOON = 5000;

const RANGES = [[1, 'Hour'], [24, 'Day'], [168, 'Week'], [720, '30 days']];

const QUEUE = [{ words: 'Queued', tone: 'due' }, { words: 'Running', tone: 'busy' }];

const TIMES = [{ words: 'Median', tone: 'busy' }, { words: '95th percentile', tone: 'wait' }];

/** Says whether it is fine: what fails now, and since when. */
function verdict({ failing }) {
  if (failing.length === 0) {
    return el('section', { class: 'verdict good' }, icon('check'), el('div', null, el('h2', null, 'Nothing fails now'), el('p', { class: 'dim' }, 'Each hook that failed in this time has succeeded since.')));
  }
  const words = failing.length === 1 ? '1 hook fails now' : `${failing.length} hooks fail now`;
  return el('section', { class: 'verdict bad' }, icon('warn'), el('div', null,
    el('h2', null, words),
    el('ul', { class: 'failing' }, failing.map((one) => el('li', { 'data-hook': one.hook },
      el('a', { class: 'plain', href: address('deliveries', one.entry) },
        name(one.hook, 'hook-name'), ' ',
        el('span', { class: 'dim' }, name([repositoryOf(one), one.branch ?? one.tag].filter(Boolean).join(' '))), ' ',
        el('span', { class: 'failing-since' }, 'for ', one.at_least && 'at least ', since(one.since), one.failures > 1 && `, ${one.failures} times`), ' ',
        el('span', { class: 'failure' }, el('b', null, howFailed(one)), ' ', (one.line ?? one.error) && name(one.line ?? one.error, 'failure-line'))))))));
}

function to(from, until) {
  go(address('deliveries', null, { from: new Date(from).toISOString(), to: new Date(until).toISOString() }));
}

function zoom(from, until) {
  go(address('overview', null, { from: new Date(from).toISOString(), to: new Date(until).toISOString() }));
}

/** Shows what is under the pointer, below a plot. */
function reader(rest, words, step) {
  const node = el('p', { class: 'reading dim' }, rest);
  const pointed = (bin, range) => show(node, bin ? `${span(bin.at, step)}: ${words(bin)}` : range ? `${span(range.from, range.to - range.from)}: show this time` : rest);
  return { node, on: { pointed, clicked: to, ranged: zoom } };
}

function arrivals(overview) {
  const { bins, step } = binned(overview);
  const totals = OUTCOMES.map((_, i) => bins.reduce((sum, bin) => sum + bin.values[i], 0));
  const { node, on } = reader(`Each column is ${duration(step)}. Click one for its deliveries, or drag over some.`, inWords, step);
  const label = `Deliveries over time. ${OUTCOMES.map((one, i) => `${one.words}: ${totals[i]}`).join(', ')}`;
  const busy = bins.filter((bin) => bin.values.some((value) => value > 0));
  return section('Deliveries', legend(OUTCOMES, totals), plot(columns(bins, step, OUTCOMES, on), label), node,
    el('details', { class: 'as-words' }, el('summary', null, 'As a table'), el('div', { class: 'scroll' }, el('table', null,
      el('thead', null, el('tr', null, el('th', null, 'Time'), OUTCOMES.map((one) => el('th', { class: 'number' }, one.words)))),
      el('tbody', null, busy.map((bin) => el('tr', null, el('td', null, span(bin.at, step)), bin.values.map((value) => el('td', { class: 'number' }, String(value))))))))));
}

/** Shows the success rate of each day as a bar; null for one day. */
function days({ days: all }) {
  const known = all.filter((day) => day.succeeded + day.failed > 0).slice(-31);
  if (known.length < 2) return null;
  return section('Success by day', el('ol', { class: 'days' }, known.map((day) => {
    const date = new Date(Date.parse(day.from));
    const rate = rateOf(day);
    const words = `${date.toLocaleDateString(undefined, { weekday: 'long', month: 'short', day: 'numeric' })}: ${rate} of ${day.succeeded + day.failed}, ${day.failed} failed`;
    const meter = el('meter', { class: 'day-meter', min: 0, max: 1, 'aria-label': words });
    meter.value = day.succeeded / (day.succeeded + day.failed);
    return el('li', null, el('a', { class: 'plain', title: words, href: address('deliveries', null, { from: day.from, to: day.to, state: day.failed > 0 ? 'failed,set_aside' : undefined }) },
      meter, el('b', null, rate), el('span', { class: 'dim' }, date.toLocaleDateString(undefined, known.length > 10 ? { month: 'numeric', day: 'numeric' } : { weekday: 'short', day: 'numeric' }))));
  })));
}

function took(overview) {
  const { bins: empty, step } = binned({ ...overview, deliveries: [] });
  const known = new Map(overview.durations.map((one) => [Date.parse(one.at), one]));
  const bins = empty.map(({ at }) => ({ at, values: [known.get(at)?.median_ms ?? null, known.get(at)?.p95_ms ?? null], runs: known.get(at)?.runs ?? 0 }));
  if (known.size === 0) return section('Durations of hooks', el('p', { class: 'nothing' }, 'No hook has run in this time.'));
  const { runs, before } = overview;
  const rest = `Of ${overview.sampled ? 'the newest ' : ''}${runs.runs.toLocaleString()} runs.`;
  const { node, on } = reader(rest, (bin) => (bin.runs === 0 ? 'no run' : `median ${duration(bin.values[0])}, 95 % within ${duration(bin.values[1])}, ${bin.runs === 1 ? '1 run' : `${bin.runs} runs`}`), step);
  return section('Durations of hooks',
    el('ul', { class: 'legend' }, TIMES.map(({ words, tone }, i) => {
      const key = ['median_ms', 'p95_ms'][i];
      return el('li', null, el('i', { class: `swatch bg-${tone}` }), words, ' ', el('b', null, duration(runs[key])), ' ', change(runs[key], before.runs[key], 'down'));
    })),
    plot(lines(bins, step, TIMES, on, (tick) => duration(tick)), `Durations over time. Median ${duration(runs.median_ms)}, 95th percentile ${duration(runs.p95_ms)}`), node);
}

function depth(overview) {
  const { bins, step } = binned({ ...overview, deliveries: [] });
  const given = (overview.queue ?? []).map((one) => ({ at: Date.parse(one.at), until: Date.parse(one.until), values: [one.queued, one.running] }));
  if (given.length === 0) return section('Queue', el('p', { class: 'nothing' }, 'The queue is sampled every ten seconds since the start. There are no samples of this time.'));
  // A point lasts until the next one, unless nothing was sampled between them.
  const samples = given.map((one, i) => ({ ...one, until: given[i + 1] && given[i + 1].at - one.until < 30000 ? given[i + 1].at : one.until }));
  const most = QUEUE.map((_, i) => Math.max(...samples.map((sample) => sample.values[i])));
  const within = (bin) => samples.filter((sample) => sample.at < bin.at + step && sample.until >= bin.at);
  const words = (bin) => {
    const found = within(bin);
    return found.length === 0 ? 'not sampled' : QUEUE.map((one, i) => `at most ${Math.max(...found.map((sample) => sample.values[i]))} ${one.words.toLowerCase()}`).join(', ');
  };
  const { node, on } = reader(`Sampled every ten seconds since ${clock(samples[0].at)}. The samples are kept for a day, and not across restarts.`, words, step);
  return section('Queue', legend(QUEUE.map((one) => ({ ...one, words: `${one.words}, at most` })), most),
    plot(areas(samples, bins, step, QUEUE, on), `Queue over time. At most ${most[0]} queued and ${most[1]} running`), node);
}

export function open(page, place) {
  const ranges = el('div', { class: 'quick', role: 'group', 'aria-label': 'Time' });
  const wide = el('p', { class: 'dim range', hidden: true });
  const top = el('div', { class: 'tiles' });
  const state = el('div', null);
  const body = el('div', null);
  const below = el('div', null);
  show(page, heading('Overview', ranges), wide, state, top, body);
  let asked = {};
  let overview = null;
  let timer;
  let fresh = false;
  let shown = '';

  function again(after) {
    clearTimeout(timer);
    timer = setTimeout(load, after);
  }

  async function load() {
    fresh = false;
    again(REFRESH);
    if (document.hidden) return;
    const now = asked;
    try {
      const answer = await get('api/overview', { ...now, zone: zone() });
      if (now !== asked) return;
      overview = answer;
      show(top, tiles(overview));
      // What a person points at stays, as long as nothing is new.
      const text = JSON.stringify({ ...answer, to: null, before: null });
      if (text !== shown) {
        shown = text;
        const words = body.querySelector('.as-words')?.open;
        show(state, verdict(overview));
        show(body, el('div', { class: 'pair' }, arrivals(overview), took(overview)), days(overview), durations(overview), depth(overview), below);
        if (words) body.querySelector('.as-words').open = true;
      }
      if (feed.status()?.forges) await (await import('./missed.js')).fill(below);
    } catch (error) {
      if (now !== asked) return;
      overview = null;
      shown = '';
      [top, state].forEach((node) => show(node));
      show(body, el('p', { class: 'why' }, error.message));
    }
  }

  function update({ query }) {
    const [from, until] = [query.get('from'), query.get('to')];
    const hours = Number(query.get('hours')) || 24;
    asked = from ? { from, to: until ?? undefined } : { hours };
    wide.hidden = !from;
    if (from) show(wide, `${span(Date.parse(from), (until ? Date.parse(until) : Date.now()) - Date.parse(from))} `, el('a', { href: address('overview') }, 'Back to the last day'));
    show(ranges, RANGES.map(([length, words]) => el('button', { type: 'button', 'aria-pressed': String(!from && length === hours), onclick: () => refine(address('overview', null, { hours: length })) }, words)));
    shown = '';
    load();
  }

  const stops = [
    feed.on('status', () => overview && show(top, tiles(overview))),
    feed.on('delivery', () => {
      if (!fresh) again(SOON);
      fresh = true;
    }),
    feed.on('connection', (one) => one === 'open' && load()),
  ];
  update(place);
  return { title: 'Overview', update, close: () => { stops.forEach((stop) => stop()); clearTimeout(timer); asked = null; } };
}
