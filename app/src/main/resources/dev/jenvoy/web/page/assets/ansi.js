// Shows a hook's output as a terminal would. Renders colours and weights; a carriage return starts the line again; all
// other control sequences (cursor, title, links, clipboard) are left out. Accepts pieces as they arrive, even if a
// sequence is cut in two.

import { el, text } from './dom.js';

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
const MOST = 1_000_000;
const PLAIN = Object.freeze({});

export class Terminal {
  #node;
  #rest = '';
  #style = PLAIN;
  #line = [];
  #shown = 0;

  /** @param node a `pre`, empty */
  constructor(node) {
    this.#node = node;
  }

  /** Returns whether it shows all that was written. */
  get whole() {
    return this.#shown < MOST;
  }

  write(piece) {
    if (!this.whole) return;
    const input = this.#rest + piece;
    const begun = BEGUN.exec(input);
    const cut = begun && begun[0].length < LONGEST_ESCAPE ? begun.index : input.length;
    this.#rest = input.slice(cut);
    this.#read(input.slice(0, cut));
  }

  /** Ends the output: shows an unfinished sequence as it is. */
  end() {
    this.#text(this.#rest.replace(/\r/g, ''));
    this.#rest = '';
  }

  #read(input) {
    let from = 0;
    for (const found of input.matchAll(SEQUENCE)) {
      this.#text(input.slice(from, found.index));
      from = found.index + found[0].length;
      if (found[0].endsWith('\n')) {
        this.#text('\n');
        this.#line = [];
      } else if (found[0].startsWith('\r')) {
        this.#line.forEach((node) => node.remove());
        this.#line = [];
      } else if (found[2] === 'm') {
        this.#style = restyle(this.#style, found[1]);
      }
    }
    this.#text(input.slice(from));
  }

  #text(value) {
    if (value === '' || !this.whole) return;
    this.#shown += value.length;
    const last = this.#line.at(-1);
    if (last && last.style === this.#style) {
      last.tail.append(text(value));
      return;
    }
    const node = this.#style === PLAIN ? el('span', null, value) : styled(this.#style, value);
    this.#node.append(node);
    this.#line.push({ style: this.#style, tail: node, remove: () => node.remove() });
  }
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
