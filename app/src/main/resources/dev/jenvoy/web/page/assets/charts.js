// Draws plots as SVG. Colours come from the style sheet by class; every plot also has a text form.

import { el, show, svg } from './dom.js';

const HEIGHT = 190;
const LEFT = 52;
const BOTTOM = 22;
const TOP = 8;

/** Draws again whenever the width changes. */
export function plot(draw, label) {
  const node = el('div', { class: 'plot' });
  let width = 0;
  new ResizeObserver(([entry]) => {
    const now = Math.floor(entry.contentRect.width);
    if (now !== width && now > 0) {
      width = now;
      show(node, draw(width, label));
    }
  }).observe(node);
  return node;
}

/** Returns round steps of a scale from zero that ends at or above the largest value. */
export function scale(largest) {
  const rough = Math.max(largest, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough));
  const ticks = [];
  for (let at = 0; at <= largest + step * 0.999; at += step) ticks.push(at);
  return ticks.length > 1 ? ticks : [0, step];
}

function canvas(width, label) {
  return svg('svg', { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': label });
}

function grid(ticks, y, width, words = (tick) => (tick >= 10000 ? `${tick / 1000}k` : String(tick))) {
  return ticks.map((tick) => svg('g', null,
    svg('line', { class: 'grid', x1: LEFT, x2: width, y1: y(tick), y2: y(tick) }),
    svg('text', { class: 'tick', x: LEFT - 8, y: y(tick) + 4, 'text-anchor': 'end' }, words(tick))));
}

function hours(from, to, x) {
  const span = to - from;
  const steps = [5, 10, 15, 30, 60, 120, 180, 360, 480, 720, 1440, 2880].map((minutes) => minutes * 60000);
  const most = Math.max(2, Math.floor((x(to) - LEFT) / 75));
  // Over more than two days, times without a date would say little.
  const step = steps.find((one) => span / one <= most && (span < 48 * 3600000 || one >= 1440 * 60000)) ?? 1440 * 60000 * Math.ceil(span / (most * 1440 * 60000));
  const offset = new Date(from).getTimezoneOffset() * 60000;
  const labels = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at <= to; at += step) {
    if (x(at) < LEFT + 14 || x(at) > x(to) - 14) continue;
    const date = new Date(at);
    const words = step >= 1440 * 60000 ? date.toLocaleDateString(undefined, { month: 'short', day: 'numeric' }) : date.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
    labels.push(svg('text', { class: 'tick', x: x(at), y: HEIGHT - 5, 'text-anchor': 'middle' }, words));
  }
  return labels;
}

function frame(width, label, from, to, largest, words) {
  const ticks = scale(largest);
  const top = ticks.at(-1);
  const x = (time) => LEFT + ((time - from) / (to - from || 1)) * (width - LEFT - 2);
  const y = (value) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const node = canvas(width, label);
  node.append(...grid(ticks, y, width, words), ...hours(from, to, x));
  return { node, x, y };
}

/**
 * Lets a person point at a time, click it, and drag over a range. Arrow keys move to the next bin that has something, Enter
 * clicks.
 *
 * @param node the drawing, whose coordinates are pixels
 * @param bins `{at}`, each `step` long
 * @param x the place of a time
 * @param on `pointed(bin or null)`; `clicked(from, to)` for one bin; `ranged(from, to)` for several
 */
function pointing(node, bins, step, x, { pointed, clicked, ranged }) {
  const height = Number(node.getAttribute('height'));
  const chosen = svg('rect', { class: 'chosen', y: 0, height, x: 0, width: 0 });
  node.append(chosen);
  node.classList.add('pointing');
  let begun = null;
  let now = null;

  function binOf(event) {
    const place = event.clientX - node.getBoundingClientRect().left;
    const found = bins.findIndex((bin) => place < x(bin.at + step));
    return found < 0 ? bins.length - 1 : found;
  }

  /** Returns the next bin that has something; without one, the last or the first. */
  function next(at, by) {
    let place = at + by;
    while (bins[place]?.values?.every((value) => !value)) place += by;
    return Math.min(bins.length - 1, Math.max(0, place));
  }

  function paint() {
    const [first, last] = begun === null ? [now, now] : [Math.min(begun, now), Math.max(begun, now)];
    const left = now === null ? 0 : x(bins[first].at);
    chosen.setAttribute('x', left);
    chosen.setAttribute('width', now === null ? 0 : Math.max(1, x(bins[last].at + step) - left));
    pointed?.(now === null ? null : begun === null || first === last ? bins[now] : null, now === null ? null : { from: bins[first].at, to: bins[last].at + step });
  }

  function done() {
    if (begun === null || now === null) return;
    const [first, last] = [Math.min(begun, now), Math.max(begun, now)];
    begun = null;
    const act = first === last ? clicked : ranged;
    act?.(bins[first].at, bins[last].at + step);
  }

  node.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || bins.length === 0) return;
    begun = now = binOf(event);
    // A tap scrolls as usual, and clicks.
    if (event.pointerType === 'mouse') node.setPointerCapture(event.pointerId);
    paint();
  });
  node.addEventListener('pointermove', (event) => {
    if (bins.length === 0) return;
    now = binOf(event);
    paint();
  });
  node.addEventListener('pointerup', done);
  node.addEventListener('pointercancel', () => { begun = null; });
  node.addEventListener('pointerleave', () => {
    if (begun !== null) return;
    now = null;
    paint();
  });
  node.setAttribute('tabindex', '0');
  node.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) {
      now = next(now ?? bins.length, by);
      paint();
    } else if (event.key === 'Enter' && now !== null) {
      begun = now;
      done();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  node.addEventListener('blur', () => {
    now = null;
    paint();
  });
}

/**
 * Draws columns over time, each stacked from its series.
 *
 * @param bins `{at, values}`; `values` in the order of `series`
 * @param series `{tone}`
 * @param on see `pointing`
 */
export function columns(bins, step, series, on) {
  return (width, label) => {
    const from = bins[0].at;
    const to = bins.at(-1).at + step;
    const { node, x, y } = frame(width, label, from, to, Math.max(...bins.map((bin) => bin.values.reduce((sum, one) => sum + one, 0))));
    bars(node, bins, step, series, x, y);
    pointing(node, bins, step, x, on);
    return node;
  };
}

function bars(node, bins, step, series, x, y) {
  const each = x(bins[0].at + step) - x(bins[0].at);
  const gap = each > 4 ? Math.min(3, each * 0.2) : 0.4;
  for (const bin of bins) {
    let sum = 0;
    bin.values.forEach((value, i) => {
      if (value === 0) return;
      const upper = y(sum + value);
      const height = Math.max(1, y(sum) - upper);
      node.append(svg('rect', { class: `fill-${series[i].tone}`, x: x(bin.at) + gap / 2, y: upper, width: Math.max(1, each - gap), height }));
      sum += value;
    });
  }
}

/** Draws the same columns low and without a scale, with the first and the last time below. */
export function strip(bins, step, series, on, height) {
  return (width, label) => {
    const from = bins[0].at;
    const to = bins.at(-1).at + step;
    const largest = Math.max(1, ...bins.map((bin) => bin.values.reduce((sum, one) => sum + one, 0)));
    const x = (time) => ((time - from) / (to - from)) * width;
    // A root lets a few stand out beside many.
    const y = (value) => height - 1 - Math.sqrt(value / largest) * (height - 3);
    const node = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label });
    node.append(svg('line', { class: 'grid', x1: 0, x2: width, y1: height - 0.5, y2: height - 0.5 }));
    bars(node, bins, step, series, x, y);
    pointing(node, bins, step, x, on);
    return node;
  };
}

/**
 * Draws lines over time, with gaps where a step has no value.
 *
 * @param bins `{at, values}`, a value may be null; every step has one
 * @param words names a value of the scale
 */
export function lines(bins, step, series, on, words) {
  return (width, label) => {
    const known = bins.flatMap((bin) => bin.values.filter((value) => value !== null));
    const { node, x, y } = frame(width, label, bins[0].at, bins.at(-1).at + step, Math.max(...known), words);
    series.forEach(({ tone }, i) => {
      let path = '';
      let before = false;
      for (const bin of bins) {
        const value = bin.values[i];
        if (value !== null) {
          const place = `${x(bin.at + step / 2).toFixed(1)} ${y(value).toFixed(1)}`;
          path += `${before ? 'L' : 'M'}${place}`;
          node.append(svg('circle', { class: `fill-${tone}`, cx: x(bin.at + step / 2), cy: y(value), r: bins.length > 60 ? 1.6 : 2.4 }));
        }
        before = value !== null;
      }
      node.append(svg('path', { class: `line-${tone}`, d: path }));
    });
    pointing(node, bins, step, x, on);
    return node;
  };
}

/**
 * Draws what was sampled: each sample as an area from `at` to `until`, and nothing where nothing was sampled.
 *
 * @param samples `{at, until, values}`, oldest first
 * @param bins `{at}` for the pointer
 */
export function areas(samples, bins, step, series, on) {
  return (width, label) => {
    const largest = Math.max(1, ...samples.flatMap((sample) => sample.values));
    const { node, x, y } = frame(width, label, bins[0].at, bins.at(-1).at + step, largest);
    series.forEach(({ tone }, i) => {
      let top = '';
      let area = '';
      samples.forEach((sample, at) => {
        const joined = at > 0 && samples[at - 1].until === sample.at;
        const left = x(sample.at).toFixed(1);
        const right = x(sample.until).toFixed(1);
        const upper = y(sample.values[i]).toFixed(1);
        top += `${joined ? 'L' : 'M'}${left} ${upper}H${right}`;
        area += `M${left} ${y(0)}V${upper}H${right}V${y(0)}Z`;
      });
      node.append(svg('path', { class: `area-${tone}`, d: area }), svg('path', { class: `line-${tone}`, d: top }));
    });
    pointing(node, bins, step, x, on);
    return node;
  };
}

/** Shows names with their tones, and a number for each. */
export function legend(series, numbers) {
  return el('ul', { class: 'legend' }, series.map(({ words, tone }, i) => el('li', null, el('i', { class: `swatch bg-${tone}` }), words, ' ', numbers && el('b', null, numbers[i].toLocaleString()))));
}
