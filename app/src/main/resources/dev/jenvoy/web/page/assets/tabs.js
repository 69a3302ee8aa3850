// Parts of a view of which one is shown at a time. The address names it, so that each has a link of its own.

import { el, show } from './dom.js';
import { address, refine } from './router.js';

export class Tabs {
  #place;
  #tabs;
  #list = el('div', { class: 'view-tabs', role: 'tablist' });
  #chosen;

  /** @param tabs `{ id, words, node, opened }`: the first one is shown unless the address names another; `opened` is called at each choice */
  constructor(place, tabs) {
    this.#tabs = tabs.map((tab) => ({ ...tab, control: this.#control(tab), count: el('span', { class: 'tab-count' }) }));
    for (const tab of this.#tabs) {
      tab.control.append(tab.count);
      tab.panel = el('div', { class: 'view-panel', role: 'tabpanel', id: `panel-${tab.id}`, 'aria-labelledby': `tab-${tab.id}`, hidden: true }, tab.node);
    }
    show(this.#list, this.#tabs.map((tab) => tab.control));
    this.#list.addEventListener('keydown', (event) => this.#key(event));
    this.node = el('div', null, this.#list, this.#tabs.map((tab) => tab.panel));
    this.arrive(place);
  }

  #control(tab) {
    return el('button', { type: 'button', role: 'tab', id: `tab-${tab.id}`, 'aria-controls': `panel-${tab.id}`, onclick: () => this.choose(tab.id) }, tab.words);
  }

  /** Shows the part that an address names. */
  arrive(place) {
    this.#place = place;
    const wanted = place.query.get('tab');
    this.#open(this.#tabs.find((tab) => tab.id === wanted) ?? this.#tabs[0]);
  }

  /** Returns the id of the part that is shown. */
  get chosen() {
    return this.#chosen.id;
  }

  /** Shows a part, and puts it into the address. */
  choose(id) {
    const { section, part, query } = this.#place;
    const rest = Object.fromEntries([...query].filter(([key]) => key !== 'tab'));
    refine(address(section, part, id === this.#tabs[0].id ? rest : { ...rest, tab: id }));
  }

  /** Shows a number or a word beside a part's name. */
  mark(id, words) {
    show(this.#tabs.find((tab) => tab.id === id).count, words);
  }

  #open(chosen) {
    if (this.#chosen === chosen) return;
    this.#chosen = chosen;
    for (const tab of this.#tabs) {
      const is = tab === chosen;
      tab.panel.hidden = !is;
      tab.control.setAttribute('aria-selected', String(is));
      tab.control.tabIndex = is ? 0 : -1;
    }
    chosen.opened?.();
  }

  #key(event) {
    const now = this.#tabs.indexOf(this.#chosen);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: this.#tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = this.#tabs[(next + this.#tabs.length) % this.#tabs.length];
    this.choose(tab.id);
    tab.control.focus();
  }
}
