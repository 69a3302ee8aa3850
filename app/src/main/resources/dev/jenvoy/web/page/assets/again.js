// Runs a delivery again: all of its hooks or a part of them. Asks first if newer deliveries would be followed by an older
// one.

import { at, get, send } from './api.js';
import { needing } from './access.js';
import { button, confirmed, notice } from './controls.js';
import { el, say } from './dom.js';
import { menu } from './menu.js';
import { address, go } from './router.js';
import { ended } from './state.js';
import { duration } from './time.js';

function placeOf(delivery) {
  if (delivery.number) return `#${delivery.number}`;
  return delivery.branch ?? delivery.tag ?? delivery.ref ?? 'the same reference';
}

/** Asks before a delivery that is older than others of its repository and reference. */
async function isWanted(delivery) {
  const { newer, age_ms: age } = await get(`${at.delivery(delivery.entry)}/redeliver`);
  if (!newer) return true;
  const others = newer === 1 ? '1 newer delivery' : `${newer}${newer >= 100 ? ' or more' : ''} newer deliveries`;
  return confirmed('Run an old delivery again?', `${duration(age)} old, ${others} for ${placeOf(delivery)} of the same repository. What its hooks do may replace what the newer ones did.`, 'Run it again', 'Leave it');
}

/**
 * Runs a delivery again, and goes to the redelivery.
 *
 * @param choice the body of the request: empty for all hooks
 * @param control the button, which does nothing meanwhile
 */
async function runAgain(delivery, choice, control) {
  if (control) control.disabled = true;
  try {
    if (!(await isWanted(delivery))) return;
    const answer = await send('POST', `${at.delivery(delivery.entry)}/redeliver`, choice);
    say('Redelivered');
    go(address('deliveries', answer.entry));
  } catch (error) {
    notice(error.answer?.entry
      ? el('span', null, 'The same delivery is still running: ', el('a', { href: address('deliveries', error.answer.entry) }, 'see it'))
      : `It could not be redelivered: ${error.message}.`);
  } finally {
    if (control) control.disabled = false;
  }
}

/** Returns whether a delivery has ended and its payload is kept. */
export function canRunAgain(delivery) {
  return ended(delivery.state) && delivery.payload_size > 0;
}

function failedHooks(delivery) {
  return (delivery.actions ?? []).filter((action) => !action.apart && action.kind !== 'tickets')
    .filter((action) => ['waiting', 'running'].includes(action.state) || (action.attempts ?? []).at(-1)?.outcome?.failed);
}

/** Creates the button for all hooks, beside a list with the other choices. */
export function redeliverControl(delivery) {
  const all = button('Redeliver', 'again', () => runAgain(delivery, {}, all), 'primary');
  all.dataset.act = 'redeliver';
  const failed = failedHooks(delivery).length;
  if (!failed) return needing('operate', el('span', { class: 'split' }, all));
  const choices = () => [
    ['All hooks', () => runAgain(delivery, {}, all)],
    [failed === 1 ? 'Only the hook that failed' : `Only the ${failed} hooks that failed`, () => runAgain(delivery, { hooks: 'failed' }, all)],
  ];
  return needing('operate', el('span', { class: 'split' }, all, menu('Choose what runs again', choices, 'button primary')));
}

/** Creates the list of a hook's own panel. */
export function hookAgain(delivery, hook) {
  return needing('operate', menu(`Run ${hook} again`, () => [
    ['Run this hook again', () => runAgain(delivery(), { hook })],
    ['Run from this hook on', () => runAgain(delivery(), { from: hook })],
  ], 'tool', 'again'));
}
