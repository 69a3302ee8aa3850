// The last runs of a hook as a strip: one bar for each, oldest first, as high as it took long.

import { el, svg } from './dom.js';
import { clock, duration } from './time.js';

const PLACES = 20;
const WIDTH = 5;
const GAP = 2;
const HEIGHT = 22;

/** The tone of each outcome; others failed. */
const TONES = { running: 'busy', succeeded: 'good', superseded: 'wait', skipped: 'quiet', cancelled: 'warn', interrupted: 'quiet', lost: 'quiet' };

export function toneOf(outcome) {
  return TONES[outcome] ?? 'bad';
}

export function words(outcome) {
  return outcome.charAt(0).toUpperCase() + outcome.slice(1).replaceAll('_', ' ');
}

/** @param runs newest first */
export function strip(runs) {
  if (!runs?.length) return el('span', { class: 'dim' }, '–');
  const longest = Math.max(...runs.map((run) => run.took_ms ?? 0), 1);
  const shown = runs.slice(0, PLACES).reverse();
  const failed = shown.filter((run) => toneOf(run.outcome) === 'bad').length;
  const bars = shown.map((run, i) => {
    const height = 6 + Math.sqrt((run.took_ms ?? 0) / longest) * (HEIGHT - 6);
    return svg('rect', { class: `fill-${toneOf(run.outcome)}`, x: (PLACES - shown.length + i) * (WIDTH + GAP), y: HEIGHT - height, width: WIDTH, height, rx: 1.5 },
      svg('title', null, `${words(run.outcome)}, ${run.took_ms == null ? '' : `${duration(run.took_ms)}, `}${clock(run.at)}`));
  });
  const width = PLACES * (WIDTH + GAP) - GAP;
  return svg('svg', { class: 'strip', width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': `The last ${shown.length} runs: ${failed} failed` }, bars);
}
