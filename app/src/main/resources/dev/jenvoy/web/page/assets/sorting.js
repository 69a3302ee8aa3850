// A table whose columns sort: the header is a button, and says which way.

import { el, show } from './dom.js';

export class SortedTable {
  #columns;
  #row;
  #rows = [];
  #by;
  #down;
  #head = el('tr', null);
  #body = el('tbody', null);

  /**
   * @param columns `{ id, words, value, kind, down }`: `value` is what is compared, `down` whether large values come first
   * @param row creates the row of a value
   */
  constructor(label, columns, by, row) {
    this.#columns = columns;
    this.#row = row;
    this.#by = by;
    this.#down = columns.find((one) => one.id === by).down ?? false;
    this.node = el('div', { class: 'card scroll sorted' }, el('table', { 'aria-label': label }, el('thead', null, this.#head), this.#body));
    this.#paintHead();
  }

  set(rows) {
    this.#rows = rows;
    this.#paint();
  }

  #sort(column) {
    this.#down = this.#by === column.id ? !this.#down : column.down ?? false;
    this.#by = column.id;
    this.#paintHead();
    this.#paint();
    this.#head.querySelector(`[data-sort="${column.id}"]`).focus();
  }

  #paintHead() {
    show(this.#head, this.#columns.map((column) => {
      const here = column.id === this.#by;
      return el('th', { scope: 'col', class: column.kind, 'aria-sort': here ? (this.#down ? 'descending' : 'ascending') : null },
        column.value
          ? el('button', { type: 'button', class: 'sorter', 'data-sort': column.id, onclick: () => this.#sort(column) }, column.words, el('span', { 'aria-hidden': 'true' }, here ? (this.#down ? ' ↓' : ' ↑') : ''))
          : column.words);
    }));
  }

  #paint() {
    const { value } = this.#columns.find((one) => one.id === this.#by);
    const order = this.#down ? -1 : 1;
    // What has no value comes last, whichever way it is sorted.
    const sorted = [...this.#rows].sort((one, other) => {
      const [a, b] = [value(one), value(other)];
      if (a == null || b == null) return (a == null) - (b == null);
      return order * (typeof a === 'string' ? a.localeCompare(b) : a - b);
    });
    show(this.#body, sorted.map(this.#row));
  }
}
