// How long the last runs of a hook took: a bar for each, oldest first. The places are runs, not times, so that a rare hook
// is as readable as a busy one.

import { plot, scale } from './charts.js';
import { section } from './controls.js';
import { el, show, svg } from './dom.js';
import { address } from './router.js';
import { toneOf, words } from './strip.js';
import { clock, duration } from './time.js';

const HEIGHT = 180;
const LEFT = 44;
const TOP = 8;
const BOTTOM = 8;

/** A few runs are not drawn as wide as the page. */
const LEAST_PLACES = 40;
const MOST = 100;
const POINT = 'Point at a bar to see its run; click to open its delivery.';

function draw(runs, per, reading) {
  return (width, label) => {
    const node = svg('svg', { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': label });
    const ticks = scale(Math.max(...runs.map((run) => run.took_ms)) / per);
    const y = (value) => TOP + (1 - value / ticks.at(-1)) * (HEIGHT - TOP - BOTTOM);
    for (const tick of ticks) {
      node.append(
        svg('line', { class: 'grid', x1: LEFT, x2: width, y1: y(tick), y2: y(tick) }),
        svg('text', { class: 'tick', x: LEFT - 8, y: y(tick) + 4, 'text-anchor': 'end' }, tick.toLocaleString()));
    }
    const each = (width - LEFT) / Math.max(LEAST_PLACES, runs.length);
    const gap = each > 4 ? Math.min(3, each * 0.2) : 0.4;
    runs.forEach((run, i) => {
      const upper = Math.min(y(run.took_ms / per), y(0) - 2);
      const at = LEFT + i * each;
      const bar = svg('a', { class: 'column-bar', href: address('deliveries', run.entry), 'aria-label': `delivery ${run.entry}: ${words(run.outcome)} after ${duration(run.took_ms)}` },
        svg('rect', { class: 'hit', x: at, y: TOP, width: each, height: HEIGHT - TOP - BOTTOM }),
        svg('rect', { class: `fill-${toneOf(run.outcome)}`, x: at + gap / 2, y: upper, width: Math.max(1, each - gap), height: y(0) - upper }));
      const read = () => show(reading, `Delivery ${run.entry}: ${words(run.outcome)} after ${duration(run.took_ms)}, ${clock(run.at)}`);
      bar.addEventListener('pointerenter', read);
      bar.addEventListener('focus', read);
      bar.addEventListener('pointerleave', () => show(reading, POINT));
      node.append(bar);
    });
    return node;
  };
}

/** Returns the section; null for fewer than two runs. */
export function hookTimes(runs) {
  const ended = runs.filter((run) => run.took_ms != null).slice(0, MOST).reverse();
  if (ended.length < 2) return null;
  const longest = Math.max(...ended.map((run) => run.took_ms));
  const [unit, per] = longest >= 180000 ? ['minutes', 60000] : longest >= 3000 ? ['seconds', 1000] : ['milliseconds', 1];
  const reading = el('p', { class: 'reading dim' }, POINT);
  const title = `How long the last ${ended.length} runs took, in ${unit}`;
  return section('Durations', el('div', { class: 'card plot-card' },
    el('p', { class: 'dim small plot-unit' }, `${title}; oldest first`), plot(draw(ended, per, reading), title), reading));
}
