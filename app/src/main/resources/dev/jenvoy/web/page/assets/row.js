// One delivery in a list.

import { el, name, say, show } from './dom.js';
import { icon } from './icons.js';
import { address } from './router.js';
import { ended, stateBadge, toneOf, word } from './state.js';
import { duration, moment, since } from './time.js';

export function repositoryOf(delivery) {
  return [delivery.owner, delivery.repository].filter(Boolean).join('/');
}

/** Shows the number, and branch or tag with its drawing; null without any of them. */
export function refOf(delivery) {
  const { number, branch, tag } = delivery;
  if (!number && !branch && !tag) return null;
  return el('span', { class: 'ref', title: branch ? `branch ${branch}` : tag && `tag ${tag}` },
    number && el('span', null, `#${number}`),
    branch ? [icon('branch'), name(branch)] : tag && [icon('tag'), name(tag)]);
}

/** Bars for more hooks than this would be too thin to tell apart. */
const MOST_BARS = 12;

/** Shows the states of its hooks, in words and as bars in their order. A bar's title is the hook with its state. */
export function hooksOf(delivery) {
  const { total = 0, ended: done = 0, failed = 0, states = [], names = [] } = delivery.hooks ?? {};
  if (total === 0) return el('span', { class: 'dim' }, '–');
  const some = (count, what) => (total === 1 ? what : `${count} of ${total} ${what}`);
  const other = ['cancelled', 'superseded'].find((state) => states.includes(state));
  const words = failed > 0 ? some(failed, 'failed')
    : done < total ? `${done} of ${total}`
      : other ? some(states.filter((state) => state === other).length, other)
        : total === 1 ? '1 hook' : `${total} hooks`;
  const told = states.map((state, i) => `${names[i] ?? `hook ${i + 1}`}: ${state.replaceAll('_', ' ')}`);
  const bars = states.slice(0, MOST_BARS).map((state, i) => el('i', { class: toneOf(state), title: told[i] }));
  return [el('span', { class: 'dots', 'aria-hidden': 'true' }, bars), el('span', { title: told.slice(0, 40).join('\n') }, words)];
}

export function tookOf(delivery) {
  if (delivery.state === 'running' && delivery.began) return since(delivery.began);
  return duration(delivery.duration_ms);
}

/** Says how a hook failed: the exit code, or the end in other words. */
export function howFailed(failure) {
  return failure.ending === 'exited' ? `exit ${failure.returncode}` : failure.ending.replaceAll('_', ' ');
}

function failureOf({ failure }) {
  return failure && el('span', { class: 'failure' },
    name(failure.hook, 'failure-hook'), ' ', el('b', null, howFailed(failure)), ' ',
    (failure.line ?? failure.error) && name(failure.line ?? failure.error, 'failure-line'));
}

export class Row {
  #link;

  constructor(delivery, fresh) {
    this.#link = el('a', { href: address('deliveries', delivery.entry), 'data-row': delivery.entry });
    this.node = el('li', { class: fresh ? 'row fresh' : 'row', 'data-entry': delivery.entry }, this.#link);
    this.put(delivery);
  }

  put(delivery) {
    this.delivery = delivery;
    const sha = delivery.sha ? delivery.sha.slice(0, 7) : null;
    const repository = repositoryOf(delivery);
    const event = [name(delivery.event, 'event'), delivery.action && [' ', name(delivery.action)]];
    this.node.dataset.state = delivery.state;
    show(
      this.#link,
      el('span', { class: 'c-state' }, stateBadge(delivery), delivery.attempt > 1 && el('span', { class: 'times', title: `accepted ${delivery.attempt} times` }, `×${delivery.attempt}`)),
      el('span', { class: 'c-what' },
        el('span', { class: 'what' }, delivery.title ? name(delivery.title, 'title') : event),
        failureOf(delivery) ?? (delivery.title && el('span', { class: 'dim by' }, el('span', null, event)))),
      el('span', { class: 'c-where' },
        el('span', { class: 'where' }, repository ? name(repository, 'repository') : el('span', { class: 'dim' }, 'no repository'), refOf(delivery)),
        el('span', { class: 'dim by' }, delivery.title && delivery.failure && el('span', null, event), el('span', null, delivery.source), sha && el('code', null, sha), delivery.sender && name(delivery.sender))),
      el('span', { class: 'c-hooks' }, hooksOf(delivery)),
      el('span', { class: 'c-took' }, tookOf(delivery)),
      el('span', { class: 'c-time' }, moment(delivery.received)),
    );
  }
}

let quietUntil = 0;

/** Announces the end of a delivery, with a pause between two announcements. */
export function announce(delivery) {
  if (!ended(delivery.state) || Date.now() < quietUntil) return;
  quietUntil = Date.now() + 3000;
  say(`${delivery.event} ${repositoryOf(delivery)} ${delivery.branch ?? ''}: ${word(delivery)}`);
}
