// The actions for which a delivery does not wait, under the heading of their kind. Messages have panels of their own.

import { section } from './controls.js';
import { el, name } from './dom.js';
import { isMessage } from './messages.js';
import { outcomeBadge } from './state.js';

/** Returns a section for each kind of them. */
export function apart(detail) {
  const actions = detail.actions?.filter((action) => action.apart && !isMessage(action)) ?? [];
  const kinds = [...new Set(actions.map((action) => action.kind))];
  return kinds.map((kind) => section(kind, [el('ul', { class: 'apart', 'data-kind': kind }, actions.filter((action) => action.kind === kind).map(item))]));
}

function item(action) {
  const outcome = action.attempts?.at(-1)?.outcome;
  const over = ['ended', 'dropped'].includes(action.state);
  return el('li', { 'data-action': action.name },
    name(action.name), ' ',
    outcomeBadge(over ? outcome : null, action.state), ' ',
    el('span', { class: 'dim small' }, action.waiting_for?.text ?? outcome?.result ?? outcome?.error ?? ''));
}
