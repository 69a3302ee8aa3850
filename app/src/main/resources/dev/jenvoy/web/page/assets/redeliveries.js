// Shows a delivery and its redeliveries side by side: the result of each hook in each of them, and its output.

import { at, get } from './api.js';
import { section } from './controls.js';
import { el, name, show } from './dom.js';
import { LogView } from './log.js';
import { address } from './router.js';
import { outcomeBadge, stateBadge } from './state.js';
import { duration, moment } from './time.js';

const SIDE_BY_SIDE = 4;

function title(detail) {
  return detail.attempt > 1 ? `Redelivery ${detail.attempt - 1}` : 'First delivery';
}

function runs(action) {
  if (!action) return [el('span', { class: 'dim' }, 'not planned')];
  if (!action.attempts?.length) return [outcomeBadge(null, action.state)];
  return action.attempts.map((run) => el('div', null, outcomeBadge(run.outcome), ' ', el('span', { class: 'dim small' }, duration(run.took_ms))));
}

function last(action) {
  return action?.attempts?.at(-1);
}

/** Shows the output of one hook in each of them, in columns. */
function outputs(hook, details) {
  return details.map((detail) => {
    const action = detail.actions.find((one) => one.name === hook && !one.apart);
    const run = last(action);
    const printed = run?.outcome && (run.outcome.stdout || run.outcome.stderr);
    const log = printed && new LogView({ entry: detail.entry, position: action.position, attempt: run.attempt, name: hook });
    if (log) log.settle(run.outcome);
    return el('div', { class: 'column' }, el('h3', null, title(detail)), run?.outcome?.error && el('p', { class: 'why' }, run.outcome.error), log ? log.node : el('p', { class: 'nothing' }, 'No output.'));
  });
}

function matrix(details, current) {
  const hooks = [...new Set(details.flatMap((detail) => detail.actions.filter((action) => !action.apart).map((action) => action.name)))];
  const beside = el('div', { class: 'columns' });
  let open = null;
  const compare = (hook, control) => {
    const again = open === hook;
    open = again ? null : hook;
    control.closest('tbody').querySelectorAll('button').forEach((one) => one.setAttribute('aria-expanded', String(!again && one === control)));
    show(beside, again ? [] : outputs(hook, details));
  };
  const head = details.map((detail) => el('th', { scope: 'col' },
    detail.entry === current ? el('b', null, `${title(detail)} (this)`) : el('a', { href: address('deliveries', detail.entry) }, title(detail)),
    el('div', { class: 'small' }, stateBadge(detail.state), ' ', moment(detail.received, 'dim'))));
  return [
    el('div', { class: 'scroll card' }, el('table', { class: 'matrix' },
      el('thead', null, el('tr', null, el('th', { scope: 'col' }, 'Hook'), head)),
      el('tbody', null, hooks.map((hook) => el('tr', null,
        el('th', { scope: 'row' }, name(hook), el('button', { type: 'button', class: 'link small', 'aria-expanded': 'false', onclick: (event) => compare(hook, event.currentTarget) }, 'Compare output')),
        details.map((detail) => el('td', null, runs(detail.actions.find((action) => action.name === hook && !action.apart))))))))),
    beside,
  ];
}

/** Returns the section; null for a delivery that was never delivered again. */
export function redeliveries(detail) {
  const all = detail.attempts ?? [];
  if (all.length < 2) return null;
  const around = Math.max(0, Math.min(all.findIndex((one) => one.entry === detail.entry) - 1, all.length - SIDE_BY_SIDE));
  const chosen = all.slice(around, around + SIDE_BY_SIDE).reverse();
  const body = el('div', null);
  Promise.all(chosen.map((one) => (one.entry === detail.entry ? detail : get(at.delivery(one.entry)))))
    .then((details) => show(body, matrix(details.filter((one) => one.actions), detail.entry)), (error) => show(body, el('p', { class: 'nothing' }, error.message)));
  const others = all.filter((one) => !chosen.includes(one));
  return section('Redeliveries', body, others.length > 0 && el('p', { class: 'dim' }, 'Others: ', others.map((one, i) => [i > 0 && ', ', el('a', { href: address('deliveries', one.entry) }, title(one).toLowerCase())])));
}
