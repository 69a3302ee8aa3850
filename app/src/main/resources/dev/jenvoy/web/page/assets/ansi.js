// Shows a line of a hook's output as a terminal would. Renders colours and weights; a carriage return starts the line
// again; all other control sequences (cursor, title, links, clipboard) are left out.

import { el } from './dom.js';

const SEQUENCE = new RegExp(
  [
    '\\u001b\\[([0-?]*)[ -/]*([@-~])', // CSI: colours, and what moves the cursor
    '\\u001b\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)', // OSC: titles, links, the clipboard
    '\\u001b[PX^_][^\\u001b]*\\u001b\\\\', // DCS and its like
    '\\u001b[ -/]*[0-OQ-WYZ\\\\`-~]', // two or three characters
    '\\r+\\n?', // all at once, so that a long run of them costs only its length
    '\\n',
  ].join('|'),
  'g',
);

/** An escape sequence without its end. */
const BEGUN = /(?:\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]*\u001b?|[PX^_][^\u001b]*\u001b?|[ -/]*)?|(?<!\r)\r+)$/;

const LONGEST_ESCAPE = 4096;
const PLAIN = Object.freeze({});

/** The style at the beginning of an output. */
export const START = PLAIN;

/** What of an open line is shown: all but a sequence that may still get its end. */
function closed(raw, open) {
  const begun = open && BEGUN.exec(raw);
  return begun && begun[0].length < LONGEST_ESCAPE ? raw.slice(0, begun.index) : raw;
}

/** Calls back with each run of text of one style; returns the style at the end. A carriage return starts the line again. */
function read(raw, style, text, again) {
  let now = style;
  let from = 0;
  for (const found of raw.matchAll(SEQUENCE)) {
    if (found.index > from) text(raw.slice(from, found.index), now);
    from = found.index + found[0].length;
    if (found[0].startsWith('\r')) again();
    else if (found[2] === 'm') now = restyle(now, found[1]);
  }
  if (from < raw.length) text(raw.slice(from), now);
  return now;
}

function trimmed(raw, open) {
  return closed(raw, open).replace(/\r+$/, '');
}

/** Returns the style after a line that begins in this style. */
export function after(raw, style) {
  return raw.includes('\u001b') ? read(raw, style, () => {}, () => {}) : style;
}

/** Returns the text of a line that a terminal would show. */
export function plain(raw, open = false) {
  if (!/[\u001b\r]/.test(raw)) return raw;
  let words = '';
  read(trimmed(raw, open), PLAIN, (value) => { words += value; }, () => { words = ''; });
  return words;
}

/**
 * Returns the nodes of a line without its end.
 *
 * @param style the style at its beginning
 * @param open whether more may come
 * @param mark returns parts of a text: texts, and nodes for what is found in it
 */
export function nodes(raw, style, open = false, mark = (value) => value) {
  let all = [];
  read(trimmed(raw, open), style, (value, now) => all.push(now === PLAIN ? el('span', null, mark(value)) : styled(now, mark(value))), () => { all = []; });
  return all;
}

function styled(style, value) {
  const fg = style.inverse ? (style.bg ?? 'back') : style.fg;
  const bg = style.inverse ? (style.fg ?? 'fore') : style.bg;
  const kinds = ['bold', 'dim', 'italic', 'under', 'strike'].filter((kind) => style[kind]).map((kind) => `t-${kind}`);
  if (typeof fg === 'string') kinds.push(`f-${fg}`);
  if (typeof bg === 'string') kinds.push(`b-${bg}`);
  const node = el('span', { class: kinds.join(' ') || null }, value);
  if (Array.isArray(fg)) node.style.color = `rgb(${fg.join(' ')})`;
  if (Array.isArray(bg)) node.style.backgroundColor = `rgb(${bg.join(' ')})`;
  return node;
}

const SET = { 1: 'bold', 2: 'dim', 3: 'italic', 4: 'under', 7: 'inverse', 9: 'strike' };
const UNSET = { 22: ['bold', 'dim'], 23: ['italic'], 24: ['under'], 27: ['inverse'], 29: ['strike'], 39: ['fg'], 49: ['bg'] };

function restyle(style, parameters) {
  const codes = parameters.split(/[;:]/).map(Number);
  const next = { ...style };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 0) {
      Object.keys(next).forEach((key) => delete next[key]);
    } else if (SET[code]) {
      next[SET[code]] = true;
    } else if (UNSET[code]) {
      UNSET[code].forEach((key) => delete next[key]);
    } else if (code === 38 || code === 48) {
      const [colour, used] = extended(codes, i + 1);
      i += used;
      if (colour !== null) next[code === 38 ? 'fg' : 'bg'] = colour;
    } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
      next.fg = basic(code % 10, code >= 90);
    } else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) {
      next.bg = basic(code % 10, code >= 100);
    }
  }
  return Object.keys(next).length ? next : PLAIN;
}

function basic(number, bright) {
  return String(number + (bright ? 8 : 0));
}

/** Returns a colour of the 256 or of all, and the number of codes that it used. */
function extended(codes, i) {
  const byte = (value) => Math.min(255, Math.max(0, Math.trunc(value) || 0));
  if (codes[i] === 2) return [[byte(codes[i + 1]), byte(codes[i + 2]), byte(codes[i + 3])], 4];
  if (codes[i] !== 5) return [null, 1];
  const number = byte(codes[i + 1]);
  if (number < 16) return [String(number), 2];
  if (number >= 232) return [Array(3).fill(8 + (number - 232) * 10), 2];
  const level = (step) => (step === 0 ? 0 : 55 + step * 40);
  const cube = number - 16;
  return [[level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)], 2];
}
