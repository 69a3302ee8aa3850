// Explains a recorded delivery by the hooks that exist now: which would run, which nearly, and why not.

import { at, get } from './api.js';
import { button, section } from './controls.js';
import { el, name, show } from './dom.js';
import { told } from './explain.js';
import { icon } from './icons.js';
import { repositoryOf } from './row.js';
import { address } from './router.js';
import { moment } from './time.js';

/** Shows what an explanation says of one hook. */
function ofHook(answer, hook) {
  const runs = answer.hooks?.find((one) => one.hook === hook);
  if (runs) return el('p', null, el('b', null, runs.fault ? 'It would not start: ' : 'It would run'), runs.fault ?? (runs.child ? [', because its name continues ', name(runs.matched), '.'] : ', by its own name.'));
  const miss = answer.near_misses?.find((one) => one.path === hook);
  if (miss) return el('p', null, el('b', null, 'It would not run: '), miss.why, '.');
  return el('p', null, el('b', null, 'It would not run: '), answer.reason ? `${answer.reason}.` : 'its name is for other deliveries.');
}

export class WhyNot {
  #answer = el('div', { class: 'explained', 'aria-live': 'polite' });
  #hook;

  /** @param hook the hook in question; without one, the whole explanation is shown */
  constructor(title, hook) {
    this.#hook = hook;
    this.node = section(title, el('p', { class: 'why-acts' }, button('Explain', 'search', () => this.newest(), 'small')), this.#answer);
  }

  /** Explains the newest delivery. */
  async newest() {
    try {
      const { deliveries } = await get('api/deliveries', { limit: 1 });
      if (deliveries.length === 0) show(this.#answer, el('p', null, 'There is no delivery yet.'));
      else await this.#explain(deliveries[0]);
    } catch (error) {
      show(this.#answer, el('p', { class: 'why' }, error.message));
    }
  }

  async #explain(delivery) {
    const answer = await get(`${at.delivery(delivery.entry)}/explain`);
    show(this.#answer,
      el('p', { class: 'dim' }, el('a', { href: address('deliveries', delivery.entry) }, `Delivery ${delivery.entry}`), ': ', name(delivery.event), ' ', name(repositoryOf(delivery)), ' ', name(delivery.branch ?? delivery.tag ?? ''), ', ', moment(delivery.received)),
      ofHook(answer, this.#hook),
      el('details', { class: 'as-words' }, el('summary', null, 'All hooks'), told(answer)));
  }
}

/** Names that a hook for a delivery may have, the widest first. */
function namesFor(delivery) {
  const known = [delivery.event, delivery.repository, delivery.branch].filter((part, i, all) => all.slice(0, i + 1).every((one) => one && !one.includes('/')));
  return known.map((_, i) => known.slice(0, i + 1).join('-'));
}

/** Shows at once why a delivery ran nothing. */
export function whyNothing(delivery) {
  const answer = el('div', { class: 'explained' }, el('p', { class: 'dim' }, 'Reading…'));
  get(`${at.delivery(delivery.entry)}/explain`).then(
    (said) => show(answer,
      said.hooks?.length > 0 && el('p', { class: 'hint' }, icon('warn'), el('span', null, 'The hooks changed since: it would run some now. Have it sent again to run them.')),
      told(said),
      !said.reason && !said.hooks?.length && el('p', { class: 'dim' }, said.near_misses?.length ? '' : 'No file of the hooks folder has a name that is near. ', 'A hook with one of these names would run: ', namesFor(delivery).map((one, i) => [i > 0 && ', ', el('code', null, one)]), '.')),
    (error) => show(answer, el('p', { class: 'why' }, error.message)));
  return section('Why did nothing run?', answer);
}
