// The search in a log: a field, n of m, and the keys Enter and Shift-Enter.

import { tool } from './controls.js';
import { el, say, show } from './dom.js';
import { icon } from './icons.js';

const MOST = 10_000;
const PAUSE_MS = 120;

export class LogSearch {
  #log;
  #words = '';
  #found = [];
  #at = -1;
  #count = el('span', { class: 'log-count', role: 'status' });
  #field;
  #timer;
  #old = null;

  /** @param log finds words, goes to a line, and is called when marks changed */
  constructor(log) {
    this.#log = log;
    this.#field = el('input', { type: 'search', placeholder: 'Search', 'aria-label': 'Search in the log', autocomplete: 'off', spellcheck: 'false', oninput: () => this.#later(), onkeydown: (event) => this.#key(event) });
    this.#field.maxLength = 500;
    this.node = el('div', { class: 'log-search' }, icon('search'), this.#field, this.#count,
      tool('Previous match (Shift-Enter)', 'up', () => this.#step(-1)), tool('Next match (Enter)', 'below', () => this.#step(1)));
    this.#paint();
  }

  /** The line of the match that was gone to; null without one. */
  get current() {
    return this.#found[this.#at]?.[0] ?? null;
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }

  /** Returns a text with what is found in it as nodes. */
  mark = (text) => {
    if (!this.#words) return text;
    const wanted = this.#words.toLowerCase();
    const words = text.toLowerCase();
    const parts = [];
    let from = 0;
    for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, from)) {
      parts.push(text.slice(from, at), el('mark', null, text.slice(at, at + wanted.length)));
      from = at + wanted.length;
    }
    parts.push(text.slice(from));
    return parts;
  };

  /** The lines have changed: finds more, and stays at its match. */
  refresh() {
    if (!this.#words) return;
    clearTimeout(this.#old);
    this.#old = setTimeout(() => {
      this.#found = this.#log.find(this.#words, MOST);
      this.#paint();
    }, PAUSE_MS);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE_MS);
  }

  #look() {
    clearTimeout(this.#timer);
    if (this.#words === this.#field.value) return;
    this.#words = this.#field.value;
    this.#found = this.#words ? this.#log.find(this.#words, MOST) : [];
    this.#at = this.#found.length ? 0 : -1;
    this.#arrive();
  }

  #step(by) {
    this.#look();
    if (!this.#found.length) return;
    this.#at = (this.#at + by + this.#found.length) % this.#found.length;
    this.#arrive();
  }

  #arrive() {
    this.#paint();
    if (this.#at >= 0) this.#log.go(this.current);
    this.#log.changed();
    if (this.#words) say(this.#at >= 0 ? `Match ${this.#at + 1} of ${this.#found.length}` : 'No match');
  }

  #key(event) {
    if (event.key === 'Enter') {
      event.preventDefault();
      if (this.#words !== this.#field.value) this.#look();
      else this.#step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#field.value = '';
      this.#look();
    }
  }

  #paint() {
    const many = this.#found.length >= MOST ? `${MOST.toLocaleString()}+` : this.#found.length.toLocaleString();
    show(this.#count, this.#words && `${this.#at < 0 ? 0 : (this.#at + 1).toLocaleString()} of ${many}`);
    this.node.classList.toggle('log-searching', Boolean(this.#words));
  }
}
