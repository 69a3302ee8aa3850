// A button that opens a list of actions. Closes with Escape, with a choice, and when the focus leaves it.

import { el, show } from './dom.js';
import { icon } from './icons.js';

/**
 * Creates a small button with a list.
 *
 * @param words what the list is, for its title and for screen readers
 * @param items returns [words, action] for each line, asked each time
 */
export function menu(words, items, kind = 'tool', drawing = 'caret') {
  const list = el('div', { class: 'menu-list', role: 'menu', 'aria-label': words, hidden: true });
  const opener = el('button', { type: 'button', class: kind, title: words, 'aria-label': words, 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, icon(drawing));
  const node = el('span', { class: 'menu' }, opener, list);
  const lines = () => [...list.querySelectorAll('button')];

  function close(focus) {
    list.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    if (focus) opener.focus();
  }

  function open() {
    show(list, items().map(([text, action]) => el('button', { type: 'button', role: 'menuitem', tabindex: '-1', onclick: () => {
      close(true);
      action();
    } }, text)));
    list.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    list.classList.toggle('up', list.getBoundingClientRect().bottom > innerHeight);
    lines()[0]?.focus();
  }

  opener.addEventListener('click', () => (list.hidden ? open() : close(false)));
  node.addEventListener('click', (event) => {
    // Within a summary, a click would fold the panel.
    event.preventDefault();
    event.stopPropagation();
  });
  node.addEventListener('focusout', (event) => {
    if (!node.contains(event.relatedTarget)) close(false);
  });
  node.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const all = lines();
    const now = all.indexOf(document.activeElement);
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape') close(true);
    else if (next !== undefined) all[(next + all.length) % all.length]?.focus();
    else if (![' ', 'Enter'].includes(event.key)) return;
    else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  return node;
}
