// The look of states and outcomes: always a word, a drawing and a tone.

import { el } from './dom.js';
import { icon } from './icons.js';

/** What is shown of a delivery: [word, tone, drawing, meaning]. One tone for one state, on badges, bars and plots. */
const STATES = {
  queued: ['Queued', 'due', 'clock', 'accepted; no hook has started yet'],
  running: ['Running', 'busy', 'run', 'a hook runs'],
  waiting: ['Waiting', 'due', 'clock', 'it has begun; the next hook waits for its turn'],
  retrying: ['Retrying', 'due', 'again', 'a hook failed and is tried again'],
  succeeded: ['Succeeded', 'good', 'check', 'all hooks succeeded'],
  failed: ['Failed', 'bad', 'cross', 'at least one hook failed'],
  interrupted: ['Interrupted', 'bad', 'stop', 'the server ended while it ran'],
  set_aside: ['Quarantined', 'bad', 'warn', 'quarantined: the server crashed too often while it ran; it is not retried automatically'],
  cancelled: ['Cancelled', 'warn', 'stop', 'cancelled by an operator'],
  superseded: ['Superseded', 'wait', 'skip', 'newer deliveries replaced its hooks'],
  partly_superseded: ['Partly superseded', 'wait', 'skip', 'newer deliveries replaced some of its hooks; the others succeeded'],
  pong: ['Ping', 'quiet', 'dash', 'a ping, answered with pong'],
  skipped: ['Skipped', 'quiet', 'skip', 'the deletion of a branch or tag'],
  unmatched: ['No hook', 'quiet', 'dash', 'no hook matches it'],
};

/** The states that the API filters by. */
export const STATE_NAMES = ['queued', 'running', 'succeeded', 'failed', 'set_aside', 'cancelled', 'superseded', 'pong', 'skipped', 'unmatched'];

/** Which states count together. */
export const OUTCOMES = [
  { words: 'Succeeded', tone: 'good', states: ['succeeded'] },
  { words: 'Failed', tone: 'bad', states: ['failed', 'set_aside'] },
  { words: 'Cancelled', tone: 'warn', states: ['cancelled'] },
  { words: 'Superseded', tone: 'wait', states: ['superseded'] },
  { words: 'In progress', tone: 'busy', states: ['queued', 'running'] },
  { words: 'No hook', tone: 'quiet', states: ['unmatched', 'skipped', 'pong'] },
];

/** The tone of a hook's state. */
export function toneOf(state) {
  return { waiting: 'quiet', skipped: 'quiet' }[state] ?? STATES[state]?.[1] ?? 'quiet';
}

/** Returns whether the state is final. */
export function ended(state) {
  return state !== 'queued' && state !== 'running';
}

/** @param one a state, or a delivery */
export function word(one) {
  const state = shownOf(one);
  return STATES[state]?.[0] ?? state;
}

function shownOf(one) {
  return typeof one === 'string' ? one : one.shown ?? one.state;
}

export function badge(words, tone, drawing, title) {
  return el('span', { class: `badge ${tone}`, title }, icon(drawing), el('span', null, words));
}

/** @param one a state, or a delivery */
export function stateBadge(one) {
  const state = shownOf(one);
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
  if (outcome.ending === 'superseded') return badge('Superseded', 'wait', 'skip', outcome.error);
  if (outcome.ending === 'skipped') return badge('Skipped', 'quiet', 'skip', outcome.error);
  if (outcome.ending === 'cancelled') return badge('Cancelled', 'warn', 'stop', outcome.error);
  const code = outcome.returncode;
  const words = ENDINGS[outcome.ending] ?? (code === 0 ? 'Succeeded' : `Failed with ${code}`);
  return outcome.failed
    ? badge(words, 'bad', outcome.ending === 'interrupted' ? 'stop' : 'cross', outcome.error)
    : badge(words, 'good', 'check');
}
