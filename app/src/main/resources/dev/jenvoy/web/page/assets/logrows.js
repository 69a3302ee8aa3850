// Rows of one height, or wrapped ones, of which only those in sight are nodes.

import { el } from './dom.js';

const ROW = 20;
const MARGIN = 15;

export class LogRows {
  #make;
  #sight = [];
  #length = () => 0;
  #tops = null;
  #wrapped = false;
  #drawn = new Map();
  #space = el('div', { class: 'log-space' });
  #measure = el('span', { class: 'log-measure', 'aria-hidden': 'true' }, '0'.repeat(100));
  #due = false;
  #moving = false;
  /** Whether the end was in sight: then it stays there when the size changes. */
  #ending = false;
  /** Called when a person scrolls away from the end. */
  onleave = () => {};

  /** @param make creates the node of a row by the index of its line */
  constructor(make, label) {
    this.#make = make;
    this.node = el('div', { class: 'log-scroll', tabindex: '0', dir: 'ltr', role: 'region', 'aria-label': label, onscroll: () => this.#scrolled() }, this.#space, this.#measure);
    new ResizeObserver(() => {
      if (this.#wrapped) this.#layout();
      if (this.#ending) this.toEnd();
      else this.#draw();
    }).observe(this.node);
  }

  /** Sets whether long lines wrap. */
  wrap(on) {
    this.#wrapped = on;
    this.node.classList.toggle('log-wrapped', on);
  }

  /**
   * Sets the rows.
   *
   * @param sight the indices of the lines that are shown
   * @param length how long a line is
   * @param digits how many digits the largest number has
   */
  set(sight, length, digits) {
    this.#sight = sight;
    this.#length = length;
    this.node.dataset.digits = Math.max(2, Math.min(7, digits));
    this.#layout();
    this.renew();
  }

  /** Makes the rows in sight anew. */
  renew() {
    for (const node of this.#drawn.values()) node.remove();
    this.#drawn.clear();
    this.#draw();
  }

  #layout() {
    if (!this.#wrapped) {
      this.#tops = null;
    } else {
      const width = this.#measure.getBoundingClientRect().width / 100 || 7.5;
      const gutter = this.#gutter();
      const columns = Math.max(8, Math.floor((this.node.clientWidth - gutter) / width));
      this.#tops = new Float64Array(this.#sight.length + 1);
      for (let i = 0; i < this.#sight.length; i++) this.#tops[i + 1] = this.#tops[i] + ROW * Math.max(1, Math.ceil(this.#length(this.#sight[i]) / columns));
    }
    this.#space.style.height = `${this.#top(this.#sight.length)}px`;
  }

  /** Returns the width beside the text. */
  #gutter() {
    const text = this.node.querySelector('.log-row .log-text');
    return text ? text.getBoundingClientRect().left - this.node.getBoundingClientRect().left + 14 : 80;
  }

  #top(row) {
    return this.#tops ? this.#tops[row] : row * ROW;
  }

  /** Returns the row at a height. */
  #at(height) {
    if (!this.#tops) return Math.floor(height / ROW);
    let low = 0;
    let high = this.#sight.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle] <= height) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #scrolled() {
    if (!this.#moving && !this.atEnd) this.onleave();
    this.#moving = false;
    this.#ending = this.node.scrollTop > 0 && this.atEnd;
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#draw();
    });
  }

  get atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.node;
    return scrollHeight - scrollTop - clientHeight < ROW;
  }

  #draw() {
    const first = Math.max(0, this.#at(this.node.scrollTop) - MARGIN);
    const last = Math.min(this.#sight.length, this.#at(this.node.scrollTop + this.node.clientHeight) + 1 + MARGIN);
    for (const [row, node] of this.#drawn) {
      if (row >= first && row < last) continue;
      node.remove();
      this.#drawn.delete(row);
    }
    for (let row = first; row < last; row++) {
      if (this.#drawn.has(row)) continue;
      const node = this.#make(this.#sight[row]);
      node.style.top = `${this.#top(row)}px`;
      this.#drawn.set(row, node);
      // In the order of the lines, for the keyboard, for selections and for screen readers.
      const after = this.#drawn.get(row + 1);
      if (after) after.before(node);
      else this.#space.append(node);
    }
    if (this.#tops) this.#correct(first, last);
  }

  /** Wide characters and tabs need more room than was estimated. */
  #correct(first, last) {
    let shift = 0;
    const wrong = [];
    for (let row = first; row < last; row++) {
      const height = this.#drawn.get(row)?.offsetHeight;
      const known = this.#tops[row + 1] - this.#tops[row];
      if (height && height !== known) wrong.push([row, height - known]);
    }
    if (!wrong.length) return;
    let next = 0;
    for (let row = wrong[0][0]; row < this.#sight.length; row++) {
      if (next < wrong.length && wrong[next][0] === row) shift += wrong[next++][1];
      this.#tops[row + 1] += shift;
      const node = this.#drawn.get(row + 1);
      if (node) node.style.top = `${this.#tops[row + 1]}px`;
    }
    this.#space.style.height = `${this.#top(this.#sight.length)}px`;
  }

  /** The index of the first line that can be seen. */
  get first() {
    return this.#sight[this.#at(this.node.scrollTop + ROW / 2)] ?? 0;
  }

  toEnd() {
    this.#move(this.#space.offsetHeight + ROW);
  }

  /** Scrolls to a line, a third from the top, if it is not in sight. */
  reveal(index) {
    const row = this.#sight.indexOf(index);
    if (row < 0) return;
    const top = this.#top(row);
    const { scrollTop, clientHeight } = this.node;
    if (top < scrollTop || top + ROW > scrollTop + clientHeight) this.#move(Math.max(0, top - clientHeight / 3));
    else this.renew();
  }

  #move(top) {
    this.#moving = this.node.scrollTop !== top;
    this.node.scrollTop = top;
    this.#draw();
  }
}
