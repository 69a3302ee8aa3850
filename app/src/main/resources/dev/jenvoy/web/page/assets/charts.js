// Draws plots as SVG. Colours come from the style sheet by class; every plot also has a text form.

import { el, show, svg } from './dom.js';

const HEIGHT = 190;
const LEFT = 40;
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

function grid(ticks, y, width) {
  return ticks.map((tick) => svg('g', null,
    svg('line', { class: 'grid', x1: LEFT, x2: width, y1: y(tick), y2: y(tick) }),
    svg('text', { class: 'tick', x: LEFT - 8, y: y(tick) + 4, 'text-anchor': 'end' }, tick >= 10000 ? `${tick / 1000}k` : String(tick))));
}

function hours(from, to, x) {
  const span = to - from;
  const steps = [5, 10, 15, 30, 60, 120, 180, 360, 480, 720, 1440, 2880].map((minutes) => minutes * 60000);
  const most = Math.max(2, Math.floor((x(to) - LEFT) / 75));
  const step = steps.find((one) => span / one <= most) ?? 1440 * 60000 * Math.ceil(span / (most * 1440 * 60000));
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

function frame(width, label, from, to, largest, timed = true) {
  const ticks = scale(largest);
  const top = ticks.at(-1);
  const x = (time) => LEFT + ((time - from) / (to - from || 1)) * (width - LEFT - 2);
  const y = (value) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const node = canvas(width, label);
  node.append(...grid(ticks, y, width), ...(timed ? hours(from, to, x) : []));
  return { node, x, y };
}

/**
 * Draws columns over time, each stacked from its series.
 *
 * @param bins `{at, values}`; `values` in the order of `series`
 * @param series `{tone}`
 * @param pointed called with the bin under the pointer, or null
 * @param timed whether `at` is a time, which the axis then shows
 */
export function columns(bins, step, series, pointed, timed = true) {
  return (width, label) => {
    const from = bins[0].at;
    const to = bins.at(-1).at + step;
    const { node, x, y } = frame(width, label, from, to, Math.max(...bins.map((bin) => bin.values.reduce((sum, one) => sum + one, 0))), timed);
    const each = (width - LEFT) / bins.length;
    const gap = each > 4 ? Math.min(3, each * 0.2) : 0.4;
    for (const bin of bins) {
      const column = svg('g', { class: 'column-bar', onpointerenter: () => pointed(bin), onpointerleave: () => pointed(null) },
        svg('rect', { class: 'hit', x: x(bin.at), y: TOP, width: Math.max(1, each), height: HEIGHT - TOP - BOTTOM }));
      let sum = 0;
      bin.values.forEach((value, i) => {
        if (value === 0) return;
        const upper = y(sum + value);
        const height = Math.max(1, y(sum) - upper);
        column.append(svg('rect', { class: `fill-${series[i].tone}`, x: x(bin.at) + gap / 2, y: upper, width: Math.max(1, each - gap), height }));
        sum += value;
      });
      node.append(column);
    }
    return node;
  };
}

/** Draws stepped areas over time, each from zero. */
export function steps(points, series) {
  return (width, label) => {
    const largest = Math.max(1, ...points.flatMap((point) => point.values));
    const { node, x, y } = frame(width, label, points[0].at, points.at(-1).at, largest);
    series.forEach(({ tone }, i) => {
      let line = `M${x(points[0].at).toFixed(1)} ${y(points[0].values[i]).toFixed(1)}`;
      let before = points[0].values[i];
      for (const point of points.slice(1)) {
        if (point.values[i] !== before || point === points.at(-1)) {
          line += `H${x(point.at).toFixed(1)}V${y(point.values[i]).toFixed(1)}`;
          before = point.values[i];
        }
      }
      node.append(
        svg('path', { class: `area-${tone}`, d: `${line}V${y(0)}H${x(points[0].at)}Z` }),
        svg('path', { class: `line-${tone}`, d: line }),
      );
    });
    return node;
  };
}

/** Shows names with their tones, and a number for each. */
export function legend(series, numbers) {
  return el('ul', { class: 'legend' }, series.map(({ words, tone }, i) => el('li', null, el('i', { class: `swatch bg-${tone}` }), words, ' ', numbers && el('b', null, numbers[i].toLocaleString()))));
}
