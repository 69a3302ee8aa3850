// The block about missed deliveries, below the overview.

import { get } from './api.js';
import { section } from './controls.js';
import { el, show } from './dom.js';
import { moment } from './time.js';

const SHOWN = 10;

function table(asked) {
  return el('div', { class: 'scroll' }, el('table', null,
    el('thead', null, el('tr', null, ['Asked for', 'Sent first', 'Event', 'Repository', 'Delivery', ''].map((words) => el('th', null, words)))),
    el('tbody', null, asked.slice(0, SHOWN).map((one) => el('tr', null,
      el('td', null, moment(one.asked)), el('td', null, moment(one.sent)), el('td', null, one.event ?? ''), el('td', null, one.repository ?? ''),
      el('td', { class: 'mono' }, one.id), el('td', { class: 'why' }, one.refused ? `refused: ${one.refused}` : ''))))));
}

/** Fills the block: what was searched last, and what was asked for. */
export async function fill(place) {
  const { catch_up: automatic, last_search: last, asked } = await get('api/forges');
  if (!automatic && !last && asked.length === 0) {
    show(place);
    return;
  }
  show(place, section('Missed deliveries',
    el('p', { class: 'dim small' }, last ? ['Searched ', moment(last.at), last.missed.length === 0 ? ': no delivery was missed.' : `: ${last.missed.length} missed.`] : 'Not searched since the start.'),
    (last?.problems ?? []).map((problem) => el('p', { class: 'why' }, problem)),
    asked.length > 0 && table(asked)));
}
