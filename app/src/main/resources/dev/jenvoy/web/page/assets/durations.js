// The hooks of a time with their durations, the slowest or the busiest first.

import { section } from './controls.js';
import { el, name, show, svg } from './dom.js';
import { address } from './router.js';
import { change } from './tiles.js';
import { duration } from './time.js';

const MOST = 12;

const ORDERS = [
  ['Slowest', (hook) => hook.p95_ms],
  ['Busiest', (hook) => hook.total_ms],
  ['Most runs', (hook) => hook.runs],
  ['Most failures', (hook) => hook.failures],
];

/** The chosen order lasts as long as the page. */
let chosen = 0;

/** Draws durations on a logarithmic scale, because hooks differ by orders of magnitude. Its steps are written below. */
export function durations(overview) {
  const all = overview.hooks.filter((hook) => hook.runs > 0 && hook.median_ms != null);
  if (all.length === 0) return null;
  const low = Math.floor(Math.log10(Math.max(1, Math.min(...all.map((hook) => hook.median_ms)))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(1, ...all.map((hook) => hook.p95_ms)))));
  const at = (ms) => (100 * (Math.log10(Math.max(ms, 10 ** low)) - low)) / (high - low);
  const powers = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const bar = (hook) => svg('svg', { class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    powers.map((power) => svg('line', { class: 'grid', x1: at(10 ** power), x2: at(10 ** power), y1: 0, y2: 10, 'vector-effect': 'non-scaling-stroke' })),
    svg('rect', { class: 'fill-span', x: at(hook.median_ms), width: Math.max(0.6, at(hook.p95_ms) - at(hook.median_ms)), y: 3.4, height: 3.2 }),
    svg('rect', { class: 'fill-busy', x: Math.max(0, at(hook.median_ms) - 0.5), width: 1, y: 0.8, height: 8.4 }));
  const line = (hook) => [
    el('a', { class: 'times-name plain', href: address('hooks', hook.name) }, name(hook.name, 'hook-name')),
    bar(hook),
    el('span', { class: 'times-number' }, el('b', null, duration(hook.median_ms)), el('span', { class: 'dim' }, ` / ${duration(hook.p95_ms)}`)),
    el('span', { class: 'times-change' }, change(hook.p95_ms, hook.before.p95_ms, 'down')),
    el('span', { class: 'times-runs dim' }, hook.runs === 1 ? '1 run' : `${hook.runs.toLocaleString()} runs`, hook.failures > 0 && el('span', { class: 'failures' }, `, ${hook.failures} failed`), el('span', { class: 'times-total' }, ` · ${duration(hook.total_ms)} in all`))];
  const list = el('div', { class: 'times' });
  const orders = el('div', { class: 'quick', role: 'group', 'aria-label': 'Order' });
  const paint = () => {
    show(orders, ORDERS.map(([words], i) => el('button', { type: 'button', 'aria-pressed': String(i === chosen), onclick: () => { chosen = i; paint(); orders.children[i].focus(); } }, words)));
    const [, of] = ORDERS[chosen];
    const first = [...all].sort((one, other) => of(other) - of(one)).slice(0, MOST);
    show(list, first.map(line),
      el('span', null), el('span', { class: 'times-axis', 'aria-hidden': 'true' }, powers.map((power) => el('span', null, power < 3 ? `${10 ** power} ms` : `${10 ** (power - 3)} s`))));
  };
  paint();
  return section('Hooks', el('div', { class: 'times-head' }, el('p', { class: 'dim small' }, 'From the median (the mark) to the 95th percentile (the end of the bar).'), orders), list);
}
