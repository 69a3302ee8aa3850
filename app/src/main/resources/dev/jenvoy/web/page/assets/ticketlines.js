// The tickets on a delivery's page: a line for each move, and what the moving printed.

import { at, get } from './api.js';
import { section } from './controls.js';
import { el, show } from './dom.js';
import { MoveRows } from './moves.js';

/** Milliseconds between an event of the moving and the look at what it moved. */
const SOON = 300;

/** Returns whether an action of a delivery moves tickets. */
export function movesTickets(action) {
  return action.kind === 'tickets';
}

/** Returns how many lines were printed, on both streams. */
function printed(panels) {
  return panels.reduce((sum, panel) => sum + panel.lines, 0);
}

export class TicketLines {
  #entry;
  #moves;
  #panels = [];
  #printed = el('div', { class: 'panels' });
  #said = false;
  #timer;
  #closed = false;
  node = el('div', null);

  constructor(entry) {
    this.#entry = entry;
    this.#moves = new MoveRows('Tickets of this delivery', (one, other) => one - other, entry);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#moves.clear();
  }

  /** Shows the moves of the delivery; an answer without them says nothing about them. */
  set(moves) {
    if (!moves || (moves.length === 0 && !this.#said)) return;
    this.#moves.set(moves);
    // The lines say what was printed, unless more was: a ticket that an earlier delivery moved has no line here.
    if (!this.#said && moves.length > 0 && printed(this.#panels) <= moves.length) this.#panels.forEach((panel) => (panel.node.open = false));
    this.#said ||= moves.length > 0;
    this.#show();
  }

  /** Shows the panels of the actions that move tickets. */
  beside(panels) {
    this.#panels = panels;
    show(this.#printed, panels.map((panel) => panel.node));
    this.#show();
  }

  #show() {
    if (this.node.childElementCount === 0) show(this.node, section('Tickets', this.#moves.node, this.#printed));
  }

  /** Reads them again in a moment. */
  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      try {
        const { tickets } = await get(at.delivery(this.#entry));
        if (!this.#closed) this.set(tickets);
      } catch {
        // The end of the delivery, or the connection when it is back, leads to another look.
      }
    }, SOON);
  }
}
