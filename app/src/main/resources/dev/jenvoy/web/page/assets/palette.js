// The palette: type where to go or what to do. Ctrl-K opens it.

import { get } from './api.js';
import { el, name, show } from './dom.js';
import { icon } from './icons.js';
import { address, go } from './router.js';
import { repositoryOf } from './row.js';
import { stateBadge } from './state.js';
import { moment } from './time.js';

const MOST = 12;
const PAUSE = 150;

let dialog = null;

/** Ranks a text for what was typed: 0 begins with it, 1 has a word that does, 2 contains it; null otherwise. */
function rank(text, typed) {
  const at = text.toLowerCase().indexOf(typed);
  if (at < 0) return null;
  return at === 0 ? 0 : /[\s/+._-]/.test(text[at - 1]) ? 1 : 2;
}

/** Reads what can be chosen by name; what cannot be read is left out. */
async function known() {
  const [hooks, names] = await Promise.all([get('api/hooks').catch(() => null), get('api/names').catch(() => null)]);
  return [
    ...(hooks?.hooks ?? []).map((hook) => ({ kind: 'Hook', words: hook.name, drawing: 'hook', act: () => go(address('hooks', hook.name)) })),
    ...(names?.repositories ?? []).map((full) => {
      const slash = full.lastIndexOf('/');
      return { kind: 'Repository', words: full, drawing: 'list', act: () => go(address('deliveries', null, { owner: full.slice(0, Math.max(0, slash)), repository: full.slice(slash + 1) })) };
    }),
  ];
}

function deliveryItem(delivery) {
  const words = `${delivery.entry} ${delivery.title ?? [delivery.event, delivery.action].filter(Boolean).join(' ')}`;
  return { kind: 'Delivery', words, beside: [stateBadge(delivery), ' ', name(repositoryOf(delivery), 'dim'), ' ', moment(delivery.received, 'dim')], drawing: 'list', act: () => go(address('deliveries', delivery.entry)) };
}

/** Finds deliveries by their number, their id, or what else the list searches. */
async function deliveries(typed) {
  const found = [];
  if (/^#?\d{1,15}$/.test(typed)) {
    const one = await get(`api/deliveries/${typed.replace('#', '')}`).catch(() => null);
    if (one) found.push(one);
  }
  const { deliveries: more } = await get('api/deliveries', { text: typed, limit: 5 }).catch(() => ({ deliveries: [] }));
  return [...found, ...more.filter((one) => one.entry !== found[0]?.entry)].map(deliveryItem);
}

class Palette {
  #items;
  #named = [];
  #found = [];
  #shown = [];
  #at = 0;
  #timer;
  #typed = '';
  #input = el('input', { type: 'text', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'palette-list', 'aria-autocomplete': 'list', 'aria-label': 'Go to', placeholder: 'A page, a hook, a repository, a delivery’s number or id, an action', spellcheck: 'false', autocomplete: 'off' });
  #list = el('ul', { id: 'palette-list', role: 'listbox', 'aria-label': 'Places and actions' });

  constructor(items) {
    this.#items = items;
    this.#input.addEventListener('input', () => this.#search());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.node = el('dialog', { class: 'dialog palette', 'aria-label': 'Go to', onclose: () => this.#over(), onclick: (event) => event.target === this.node && this.node.close() },
      el('span', { class: 'search-box' }, icon('search'), this.#input), this.#list);
    known().then((named) => {
      this.#named = named;
      this.#paint();
    });
    this.#paint();
  }

  #over() {
    clearTimeout(this.#timer);
    this.node.remove();
    dialog = null;
  }

  #search() {
    this.#typed = this.#input.value.trim();
    this.#at = 0;
    this.#found = [];
    clearTimeout(this.#timer);
    const typed = this.#typed;
    if (typed.length > 1 || /^\d$/.test(typed)) {
      this.#timer = setTimeout(async () => {
        const found = await deliveries(typed);
        if (typed !== this.#typed) return;
        this.#found = found;
        this.#paint();
      }, PAUSE);
    }
    this.#paint();
  }

  #key(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && this.#shown.length > 0) {
      this.#at = (this.#at + by + this.#shown.length) % this.#shown.length;
      this.#paint();
      this.#list.children[this.#at].scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && this.#shown[this.#at]) {
      this.#choose(this.#shown[this.#at]);
    } else {
      return;
    }
    event.preventDefault();
  }

  #choose(item) {
    this.node.close();
    item.act();
  }

  #paint() {
    const typed = this.#typed.toLowerCase();
    const all = typed === '' ? this.#items() : [...this.#items(), ...this.#named]
      .map((item) => [rank(item.words, typed) ?? (rank(item.kind, typed) === 0 ? 3 : null), item])
      .filter(([how]) => how !== null)
      .sort(([one], [other]) => one - other)
      .map(([, item]) => item);
    const number = /^#?\d+$/.test(typed);
    const named = all.slice(0, Math.max(4, MOST - this.#found.length));
    this.#shown = (number ? [...this.#found, ...named] : [...named, ...this.#found]).slice(0, MOST);
    this.#at = Math.min(this.#at, Math.max(0, this.#shown.length - 1));
    show(this.#list, this.#shown.map((item, i) => el('li', { id: `palette-${i}`, role: 'option', 'aria-selected': String(i === this.#at), onclick: () => this.#choose(item) },
      icon(item.drawing), el('span', { class: 'palette-words' }, name(item.words)), item.beside && el('span', { class: 'palette-beside small' }, item.beside), el('span', { class: 'dim small' }, item.kind))),
      this.#shown.length === 0 && el('li', { class: 'nothing', role: 'presentation' }, 'Nothing found'));
    this.#input.setAttribute('aria-activedescendant', this.#shown.length > 0 ? `palette-${this.#at}` : '');
  }
}

/** Opens it, or closes it. */
export function toggle(items) {
  if (dialog) {
    dialog.node.close();
    return;
  }
  if (document.querySelector('dialog[open]')) return;
  dialog = new Palette(items);
  document.body.append(dialog.node);
  dialog.node.showModal();
}
