import { el, show } from './dom.js';

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const dayAndYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** Formats 850 ms, 2.3 s, 1 min 4 s, 2 h 5 min, 3 d 4 h. */
export function duration(ms) {
  if (ms === undefined || ms === null) return '';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1000);
  const steps = [
    [86400, 'd', 3600, 'h'],
    [3600, 'h', 60, 'min'],
    [60, 'min', 1, 's'],
  ];
  for (const [size, unit, below, belowUnit] of steps) {
    if (seconds >= size) {
      const rest = Math.floor((seconds % size) / below);
      return rest ? `${Math.floor(seconds / size)} ${unit} ${rest} ${belowUnit}` : `${Math.floor(seconds / size)} ${unit}`;
    }
  }
  return `${seconds} s`;
}

/** Formats a time: today's without a date, others with it. */
export function clock(ms) {
  const date = new Date(ms);
  const today = date.toDateString() === new Date().toDateString();
  return today ? date.toLocaleTimeString() : exact.format(date);
}

/** Says how long ago a time was, as a date after a week. */
export function ago(date, now = Date.now()) {
  const seconds = Math.floor((now - date) / 1000);
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 7 * 86400) return `${Math.floor(seconds / 86400)} d ago`;
  const same = new Date(now).getFullYear() === date.getFullYear();
  return (same ? day : dayAndYear).format(date);
}

export function full(date) {
  return `${exact.format(date)} (${date.toISOString()})`;
}

/** Shows how long ago a time was, with the exact time in its title. */
export function moment(iso, kind) {
  if (!iso) return null;
  const date = new Date(iso);
  return el('time', { class: kind, datetime: iso, title: full(date), 'data-ago': '' }, ago(date));
}

/** Formats a span of time, as short as it can be read. */
export function span(at, length) {
  const begin = new Date(at);
  const end = new Date(at + length);
  const time = (date) => date.toLocaleTimeString(undefined, length < 60000 ? undefined : { hour: '2-digit', minute: '2-digit' });
  const date = (one) => one.toLocaleDateString(undefined, { weekday: 'short', month: 'short', day: 'numeric' });
  const midnights = [begin, end].every((one) => one.getHours() + one.getMinutes() + one.getSeconds() === 0);
  if (midnights) {
    const last = new Date(end - 1);
    return last.toDateString() === begin.toDateString() ? date(begin) : `${date(begin)} – ${date(last)}`;
  }
  return `${date(begin)}, ${time(begin)} – ${begin.toDateString() === end.toDateString() ? '' : `${date(end)}, `}${time(end)}`;
}

/** Names a day: today, yesterday, or its date. */
export function dayName(date, now = new Date()) {
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  const words = date.toLocaleDateString(undefined, { weekday: 'long', month: 'long', day: 'numeric', year: date.getFullYear() === now.getFullYear() ? undefined : 'numeric' });
  if (date.toDateString() === now.toDateString()) return `Today, ${words}`;
  return date.toDateString() === yesterday.toDateString() ? `Yesterday, ${words}` : words;
}

/** Returns the name of this browser's time zone. */
export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Shows a clock that continues from a time. */
export function since(iso) {
  return el('span', { 'data-since': iso }, duration(Math.max(0, Date.now() - Date.parse(iso))));
}

function again(selector, words) {
  for (const node of document.querySelectorAll(selector)) {
    const now = words(node);
    if (node.firstChild?.data !== now) show(node, now);
  }
}

/** Updates all times and clocks of the page. */
export function tick() {
  setInterval(() => {
    again('[data-ago]', (node) => ago(new Date(node.getAttribute('datetime'))));
    again('[data-since]', (node) => duration(Math.max(0, Date.now() - Date.parse(node.dataset.since))));
  }, 1000);
}
