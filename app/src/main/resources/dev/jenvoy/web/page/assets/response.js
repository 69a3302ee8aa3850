// What a delivery was answered, as it was sent.

import { copier, facts } from './controls.js';
import { el, show } from './dom.js';
import { badge } from './state.js';
import { clock, duration, full } from './time.js';

const MEANINGS = {
  200: 'accepted and done, or nothing to do',
  202: 'accepted; hooks still ran when the answer was due (response_timeout)',
  204: 'accepted, with an answer without words',
};

function tone(status) {
  return status < 300 ? ['good', 'check'] : ['bad', 'cross'];
}

function body(one) {
  if (one.length === 0) return el('p', { class: 'nothing' }, 'The answer had no body.');
  return el('div', { class: 'panel response-body' },
    el('div', { class: 'pane-bar' }, el('code', { class: 'dim' }, one.content_type), el('span', { class: 'spacer' }), copier(() => one.body, 'Copy the answer')),
    el('pre', { class: 'script-text plain', tabindex: '0', dir: 'ltr', 'aria-label': 'The body of the answer' }, one.body),
    one.cut && el('p', { class: 'nothing' }, `The answer had ${one.length.toLocaleString()} characters: the beginning is kept, and the rest repeats what the hooks printed.`));
}

function nothing(detail) {
  if (detail.redelivered_by) return 'An operator had it run again, so nothing was answered to the sender.';
  if (detail.source === 'schedule') return 'It ran by time: no request brought it.';
  if (['pong', 'skipped', 'unmatched'].includes(detail.state)) return 'The answers to ignored deliveries are not kept: 200 with the reason.';
  return 'No answer is kept: it has not been sent yet, or is older than the version that keeps answers.';
}

/**
 * Returns the part.
 *
 * @param exchange returns a promise of what is known; null for nothing
 */
export function response(detail, exchange) {
  const node = el('div', { class: 'response' }, el('p', { class: 'nothing' }, 'Reading…'));
  exchange().then((one) => {
    if (!one) return show(node, el('p', { class: 'nothing' }, nothing(detail)));
    const [kind, drawing] = tone(one.status);
    return show(node,
      facts([
        ['Status', badge(String(one.status), kind, drawing)],
        ['Sent', el('span', { title: full(new Date(one.answered)) }, clock(one.answered))],
        ['After', duration(Math.max(0, Date.parse(one.answered) - Date.parse(detail.received)))],
        ['Meaning', MEANINGS[one.status] ?? (one.status >= 500 ? 'a hook failed, and failed_hook_status says so' : null), 'wide'],
      ]),
      body(one));
  }, (error) => show(node, el('p', { class: 'why' }, error.message)));
  return node;
}
