// The look of states and outcomes: always a word, a drawing and a tone.

import { el } from './dom.js';
import { icon } from './icons.js';

/** state: [word, tone, drawing, meaning]. */
const STATES = {
  queued: ['Queued', 'wait', 'clock', 'accepted; no hook has started yet'],
  running: ['Running', 'busy', 'run', 'at least one hook has started'],
  succeeded: ['Succeeded', 'good', 'check', 'all hooks succeeded'],
  failed: ['Failed', 'bad', 'cross', 'at least one hook failed'],
  set_aside: ['Quarantined', 'bad', 'warn', 'quarantined: the server crashed too often while it ran; it is not retried automatically'],
  cancelled: ['Cancelled', 'quiet', 'stop', 'cancelled by an operator'],
  superseded: ['Superseded', 'quiet', 'skip', 'a newer delivery replaced some or all of its hooks'],
  pong: ['Ping', 'quiet', 'dash', 'a ping, answered with pong'],
  skipped: ['Skipped', 'quiet', 'skip', 'the deletion of a branch or tag'],
  unmatched: ['No hook', 'quiet', 'dash', 'no hook matches it'],
};

export const STATE_NAMES = Object.keys(STATES);

/** Returns whether the state is final. */
export function ended(state) {
  return state !== 'queued' && state !== 'running';
}

export function word(state) {
  return STATES[state]?.[0] ?? state;
}

export function badge(words, tone, drawing, title) {
  return el('span', { class: `badge ${tone}`, title }, icon(drawing), el('span', null, words));
}

export function stateBadge(state) {
  const [words, tone, drawing, title] = STATES[state] ?? [state, 'quiet', 'dash', ''];
  return badge(words, tone, drawing, title);
}

/** message state: [word, tone, drawing, meaning]. */
const MESSAGES = {
  waiting: ['Waiting', 'wait', 'clock', 'not sent yet'],
  sending: ['Sending', 'busy', 'run', 'an attempt is under way'],
  sent: ['Sent', 'good', 'check', 'the service accepted it'],
  nothing: ['Nothing', 'quiet', 'dash', 'there was nothing to say'],
  failed: ['Failed', 'bad', 'cross', 'given up'],
  vanished: ['Vanished', 'quiet', 'dash', 'the room or the route was gone'],
  dropped: ['Dropped', 'quiet', 'stop', 'an operator gave it up'],
};

export const MESSAGE_STATES = Object.keys(MESSAGES);

export function messageBadge(state) {
  const [words, tone, drawing, title] = MESSAGES[state] ?? [state, 'quiet', 'dash', ''];
  return badge(words, tone, drawing, title);
}

const ENDINGS = {
  timed_out: 'Timed out',
  not_startable: 'Could not start',
  vanished: 'Vanished',
  superseded: 'Superseded',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
  done: 'Done',
  nothing: 'Nothing to do',
  failed: 'Failed',
  killed: 'Killed',
  lost: 'Lost',
};

/** Shows how one attempt of a hook ended; `outcome` is null while it runs. */
export function outcomeBadge(outcome, state = 'running') {
  if (!outcome) {
    if (state === 'running') return badge('Running', 'busy', 'run');
    return state === 'waiting' ? badge('Waiting', 'wait', 'clock') : badge('Not run', 'quiet', 'dash');
  }
  if (outcome.ending === 'superseded') return badge('Superseded', 'quiet', 'skip', outcome.error);
  if (outcome.ending === 'skipped') return badge('Skipped', 'quiet', 'skip', outcome.error);
  if (outcome.ending === 'cancelled') return badge('Cancelled', 'quiet', 'stop', outcome.error);
  const code = outcome.returncode;
  const words = ENDINGS[outcome.ending] ?? (code === 0 ? 'Succeeded' : `Failed with ${code}`);
  return outcome.failed
    ? badge(words, 'bad', outcome.ending === 'interrupted' ? 'stop' : 'cross', outcome.error)
    : badge(words, 'good', 'check');
}
