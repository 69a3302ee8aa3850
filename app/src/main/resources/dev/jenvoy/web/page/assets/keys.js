// The keyboard: j, k and arrows for rows, / for search, digits for sections, ? for help.

import { el } from './dom.js';

const HELP = [
  ['j, k or ↓, ↑', 'next or previous in a list'],
  ['Enter', 'open it'],
  ['Escape', 'back to the list'],
  ['Ctrl K', 'go to a page, a hook, a repository, a delivery; actions'],
  ['/', 'search'],
  ['1, 2, 3 …', 'the sections'],
  ['?', 'this help'],
];

function writing(target) {
  return target.closest('input, select, textarea, dialog, [contenteditable]') !== null;
}

function step(by) {
  const rows = [...document.querySelectorAll('[data-row]')].filter((row) => row.offsetParent !== null);
  if (rows.length === 0) return false;
  const now = rows.indexOf(document.activeElement);
  const next = rows[now < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, now + by))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

export function showHelp() {
  const dialog = el(
    'dialog',
    { class: 'dialog', 'aria-label': 'Keys', onclose: () => dialog.remove() },
    el('form', { method: 'dialog' },
      el('h2', null, 'Keys'),
      el('dl', { class: 'keys' }, HELP.map(([key, what]) => el('div', null, el('dt', null, el('kbd', null, key)), el('dd', null, what)))),
      el('div', { class: 'dialog-buttons' }, el('button', { class: 'button' }, 'Close'))),
  );
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * @param sections returns the addresses of the digits, in order
 * @param palette opens the palette
 */
export function listenToKeys(sections, leave, palette) {
  const inRows = (by) => (document.activeElement === document.body || document.activeElement.closest('[data-row], h1, main') === document.activeElement) && step(by);
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => inRows(1),
    ArrowUp: () => inRows(-1),
    Escape: () => leave(),
    '?': () => (showHelp(), true),
    '/': () => {
      const search = document.querySelector('[data-search]');
      search?.focus();
      search?.select();
      return search !== null;
    },
  };
  addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      if (palette()) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (writing(event.target)) {
      if (event.key === 'Escape' && event.target.matches('[data-search]')) event.target.blur();
      return;
    }
    const section = sections()[Number(event.key) - 1];
    if (section) {
      location.hash = section;
    } else if (!actions[event.key]?.()) {
      return;
    }
    event.preventDefault();
  });
}
