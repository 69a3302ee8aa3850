// The head of a delivery's page: its state, what it is about with links to its sender, and what failed first.

import { WAYS } from './access.js';
import { copier, facts } from './controls.js';
import { el, name, outward } from './dom.js';
import { status } from './feed.js';
import { icon } from './icons.js';
import { address } from './router.js';
import { howFailed, refOf, repositoryOf, tookOf } from './row.js';
import { ended, stateBadge, word } from './state.js';
import { clock, full, moment } from './time.js';

/** A link to the sender beside one within the page; nothing without an address. */
function there(href, words, kind) {
  return href && outward(href, { class: `there ${kind ?? ''}`, 'aria-label': `${words} at the sender` }, icon('out'));
}

function reference(d, links) {
  const ref = refOf(d);
  if (!ref) return null;
  const query = { owner: d.owner, repository: d.repository };
  const within = d.branch ? el('a', { class: 'plain', href: address('deliveries', null, { ...query, branch: d.branch }) }, ref) : ref;
  return el('span', { class: 'head-part' }, within, there(links.number ?? links.branch ?? links.tag ?? links.release, d.number ? `#${d.number}` : d.branch ?? d.tag));
}

function commit(d, links) {
  if (!d.sha) return null;
  const code = el('code', { title: d.sha }, d.sha.slice(0, 10));
  return el('span', { class: 'head-part paste' }, links.commit ? outward(links.commit, { class: 'commit-link' }, code) : code, copier(() => d.sha, 'Copy the commit'));
}

/** @param links the addresses at the sender, see `linksOf` */
export function title(d, links) {
  const repository = repositoryOf(d);
  return el('div', { class: 'delivery-title' },
    stateBadge(d),
    el('h1', { tabindex: '-1' }, name(d.event), d.action && [' ', name(d.action, 'dim')], repository && [' ', el('a', { class: 'plain', href: address('deliveries', null, { owner: d.owner, repository: d.repository }) }, name(repository, 'repository'))]),
    there(links.repository, repository, 'large'),
    reference(d, links));
}

/** Which server has it, while it is under way and there are several. */
function holder(server) {
  return server && el('span', { class: 'held-by' }, el('span', { class: 'dim' }, 'held by '),
    el('a', { class: 'plain', href: '#/servers', title: `Server ${server.number}` }, name(server.name ?? `server ${server.number}`)));
}

/** The line below the title: what it is about, the commit, who sent it, when, and how long it took. */
export function line(d, links) {
  return el('div', { class: 'head-line' },
    d.title && el('p', { class: 'head-title' }, links.number || links.release || links.run || links.changes
      ? outward(links.number ?? links.release ?? links.run ?? links.changes, null, name(d.title)) : name(d.title)),
    el('div', { class: 'head-parts' },
      commit(d, links),
      d.sender && el('span', null, el('span', { class: 'dim' }, 'by '), name(d.sender)),
      el('span', null, el('span', { class: 'dim' }, 'from '), name(d.source)),
      moment(d.received),
      !ended(d.state) && status()?.servers > 1 && holder(d.server),
      tookOf(d) && el('span', null, el('span', { class: 'dim' }, 'took '), tookOf(d)),
      d.attempt > 1 && el('span', null, `redelivery ${d.attempt - 1}`)));
}

export function newer(d) {
  const newest = d.attempts?.[0];
  return newest && newest.entry > d.entry && el('p', { class: 'newer-redelivery' }, 'It was delivered again: ', el('a', { href: address('deliveries', newest.entry) }, `see redelivery ${newest.attempt - 1}`), ', ', word(newest).toLowerCase(), '.');
}

/**
 * What failed first: the hook, how, and the last line that it printed.
 *
 * @param open called to show the hook's log
 */
export function failure(d, open) {
  const first = d.failure;
  if (!first) return null;
  return el('div', { class: 'first-failure' }, icon('cross'),
    el('span', { class: 'first-words' }, el('span', { class: 'dim' }, d.hooks?.failed > 1 ? `${d.hooks.failed} hooks failed, first ` : ''), name(first.hook, 'hook-name'), ' ', el('b', null, howFailed(first)),
      (first.line ?? first.error) && el('code', { class: 'first-line' }, el('bdi', null, first.line ?? first.error))),
    el('button', { type: 'button', class: 'link', onclick: () => open(first.hook) }, 'See its log'));
}

/** Shows which operator requested something: the name, the address, the way of authentication, and for which hooks. */
function asked(request) {
  return request && el('span', null, request.name && ['by ', el('b', null, name(request.name)), ' '], 'from ', name(request.address), ` ${WAYS[request.way] ?? ''}, `, moment(request.at), request.part && [': ', name(request.part)]);
}

/** Why it waits, with the time at which it goes on and a link to the delivery before it. */
function waiting(reason) {
  return reason && el('span', { class: 'waiting-for', 'data-reason': reason.reason }, name(reason.text),
    reason.until && [' (until ', el('time', { datetime: reason.until, title: full(new Date(reason.until)) }, clock(reason.until)), ')'],
    reason.entry && ['. ', el('a', { href: address('deliveries', reason.entry) }, 'See that delivery')]);
}

/** What needs attention, in a box of its own; nothing if there is nothing. */
export function notes(d) {
  const pairs = [
    ['Waits because', waiting(d.waiting_for), 'wide'],
    ['Redelivered', asked(d.redelivered_by), 'wide'],
    ['Cancelled', asked(d.cancelled_by), 'wide'],
    ['Why', d.reason, 'wide'],
  ];
  return pairs.some(([, value]) => value) && facts(pairs);
}

/** All facts, for those who need an id or the full reference. */
export function details(d, open) {
  return el('details', { class: 'as-words all-facts', open }, el('summary', null, 'All facts'), facts([
    ['Delivery id', el('span', { class: 'paste' }, el('code', { class: 'breaking' }, d.id), copier(() => d.id, 'Copy the id')), 'wide'],
    ['Reference', d.ref && el('code', { class: 'breaking' }, d.ref), d.ref?.length > 24 && 'wide'],
    ['Commit', d.sha && el('code', { class: 'breaking' }, d.sha), 'wide'],
    ['Number', d.number && `#${d.number}`],
    ['Redelivery', d.attempt > 1 && String(d.attempt - 1)],
    ['Received', el('span', { title: full(new Date(d.received)) }, clock(d.received))],
    ['Began', d.began && el('span', { title: full(new Date(d.began)) }, clock(d.began))],
    ['Ended', d.ended && el('span', { title: full(new Date(d.ended)) }, clock(d.ended))],
    ['Source', d.source],
    ['Webhook', d.webhook && el('code', { class: 'breaking' }, d.webhook)],
  ]));
}
