// What happens on the server, for every view: one stream, however many listen.

import { get } from './api.js';
import { listen } from './live.js';

const listeners = new Map();
let stop = null;
let last = { status: null, connection: 'lost' };
let before = false;

function tell(kind, value) {
  if (kind in last) last = { ...last, [kind]: value };
  for (const listener of [...(listeners.get(kind) ?? [])]) listener(value);
}

/**
 * `kind` is delivery, refusal, status, connection ('open' or 'lost'), back: connected again, after a time in which
 * nothing was heard. Returns how to stop listening.
 */
export function on(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(listener);
  return () => listeners.get(kind).delete(listener);
}

/** The newest status; null before the first. */
export function status() {
  return last.status;
}

export function begin() {
  if (stop) return;
  stop = listen(
    'api/live',
    {
      delivery: (delivery) => tell('delivery', delivery),
      refusal: (refusal) => tell('refusal', refusal),
      status: (status) => tell('status', status),
    },
    (state) => {
      tell('connection', state);
      if (state === 'open') {
        if (before) tell('back', null);
        before = true;
      }
      get('api/status').then((status) => tell('status', status), () => {});
    },
  );
}

export function end() {
  stop?.();
  stop = null;
  before = false;
}
