// The figures at the top of the overview, each with its change to the time before.

import { el } from './dom.js';
import * as feed from './feed.js';
import { address } from './router.js';
import { OUTCOMES } from './state.js';
import { duration } from './time.js';

/** Formats a success rate. */
export function rateOf({ succeeded, failed }) {
  const all = succeeded + failed;
  return all === 0 ? '–' : `${Math.floor((1000 * succeeded) / all) / 10} %`;
}

/**
 * Shows a change in percent; null where there is nothing to compare.
 *
 * @param better 'up' or 'down': the direction in which things get better; neither is shown otherwise
 */
export function change(now, before, better, words = (by) => `${Math.abs(by) < 1000 ? Math.round(Math.abs(by)) : '>999'} %`, by = (100 * (now - before)) / before) {
  if (before === undefined || before === null || now === undefined || now === null || !Number.isFinite(by)) return null;
  if (Math.abs(by) < 0.5) return el('span', { class: 'change', title: 'as in the time before' }, '=');
  const up = by > 0;
  const tone = better === undefined ? '' : (better === 'up') === up ? 'good' : 'bad';
  return el('span', { class: `change ${tone}`, title: 'compared with the time before' }, up ? '▲ ' : '▼ ', words(by));
}

function sums(counts) {
  const of = (states) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const [succeeded, failed] = OUTCOMES.map((one) => of(one.states));
  return { succeeded, failed, all: OUTCOMES.reduce((sum, one) => sum + of(one.states), 0) };
}

export function tiles(overview) {
  const total = {};
  for (const { at, ...states } of overview.deliveries) for (const [state, count] of Object.entries(states)) total[state] = (total[state] ?? 0) + count;
  const now = sums(total);
  const before = sums(overview.before.deliveries);
  const status = feed.status() ?? {};
  const tile = (number, words, href, tone, changed) => el('a', { class: `tile ${tone ?? ''}`, href }, el('span', { class: 'tile-number' }, el('b', null, number), changed), el('span', null, words));
  // Uses the same time as the numbers.
  const { from } = overview;
  const share = ({ succeeded, failed }) => (succeeded + failed === 0 ? null : (100 * succeeded) / (succeeded + failed));
  return [
    tile(now.all.toLocaleString(), 'deliveries', address('deliveries', null, { from }), '', change(now.all, before.all)),
    tile(rateOf(now), 'succeeded', address('deliveries', null, { state: 'succeeded', from }), '',
      change(share(now), share(before), 'up', (by) => `${(Math.round(Math.abs(by) * 10) / 10).toFixed(1)} points`, share(now) - share(before))),
    tile(now.failed.toLocaleString(), 'failed', address('deliveries', null, { state: 'failed,set_aside', from }), now.failed > 0 ? 'bad' : '', change(now.failed, before.failed, 'down')),
    tile(duration(overview.runs.median_ms) || '–', 'median of hooks', address('hooks'), '', change(overview.runs.median_ms, overview.before.runs.median_ms, 'down')),
    tile(duration(overview.runs.p95_ms) || '–', '95th percentile', address('hooks'), '', change(overview.runs.p95_ms, overview.before.runs.p95_ms, 'down')),
    tile(`${status.running ?? 0} + ${status.queued ?? 0}`, 'running and queued now', address('deliveries', null, { state: 'queued,running' })),
  ];
}
