// The trackers: whether they can be used, which projects they have, and how many moves wait for them.

import { el, name, outward, show } from './dom.js';
import { address } from './router.js';
import { badge } from './state.js';

function card(tracker) {
  return el('li', { class: 'hook', 'data-tracker': tracker.tracker },
    el('div', { class: 'hook-head' },
      name(tracker.tracker, 'hook-name'),
      tracker.usable ? badge('Usable', 'good', 'check', 'it was not found to refuse anything') : badge('Shut', 'bad', 'cross', 'nothing is moved there until a person has mended it'),
      name(tracker.kind, 'dim')),
    tracker.problem && el('p', { class: 'why' }, name(tracker.problem)),
    el('div', { class: 'hook-facts' },
      el('span', null, el('span', { class: 'dim' }, 'Projects '), tracker.projects?.length ? tracker.projects.map((project, i) => [i > 0 && ', ', name(project)]) : 'none'),
      el('span', null, el('span', { class: 'dim' }, 'Waiting '), tracker.waiting > 0 ? el('a', { href: address('tickets', null, { tracker: tracker.tracker, waiting: 'true' }), 'aria-label': `Waiting for ${tracker.tracker}: ${tracker.waiting}` }, String(tracker.waiting)) : '0'),
      tracker.url && el('span', null, el('span', { class: 'dim' }, 'Address '), outward(tracker.url, { class: 'breaking' }, name(tracker.url)))));
}

export class Trackers {
  #shown = '';
  node = el('div', null);

  set(trackers) {
    const now = JSON.stringify(trackers);
    if (now === this.#shown) return;
    this.#shown = now;
    show(this.node, trackers.length > 0
      ? el('ul', { class: 'hooks', 'aria-label': 'Trackers' }, trackers.map(card))
      : el('p', { class: 'nothing' }, 'There is no tracker yet: add one under tickets.trackers in config.json.'));
  }
}
