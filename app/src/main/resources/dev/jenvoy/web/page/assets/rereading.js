// Reads what a section shows again: soon after a delivery, when the connection is back, and from time to time.

import * as feed from './feed.js';

/** Milliseconds to the next reading: after an event of a delivery, and without one. */
const SOON = 1500;
const AGAIN = 10000;

/** Begins with a call of `now` or `later`, and lasts until it is closed. */
export class Rereading {
  closed = false;
  #read;
  #timer;
  #soon = false;
  #stops;

  /**
   * @param read reads what the section shows, and shows it
   * @param outdated whether the section does not show what this status of the server says
   */
  constructor(read, outdated) {
    this.#read = read;
    this.#stops = [
      feed.on('delivery', () => {
        if (!this.#soon) this.#again(SOON);
        this.#soon = true;
      }),
      feed.on('back', () => this.now()),
      feed.on('status', (status) => outdated(status) && this.now()),
    ];
  }

  #again(after) {
    clearTimeout(this.#timer);
    if (!this.closed) this.#timer = setTimeout(() => this.now(), after);
  }

  /** Reads at once if the page is visible. */
  now() {
    this.later();
    if (!document.hidden) this.#read();
  }

  /** Puts the next reading off: the section is being read already. */
  later() {
    this.#soon = false;
    this.#again(AGAIN);
  }

  close() {
    this.closed = true;
    this.#stops.forEach((stop) => stop());
    clearTimeout(this.#timer);
  }
}
