// Passes the server's events to every view: one stream for any number of listeners.

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
 * Adds a listener. `kind` is delivery, refusal, status, connection ('open' or 'lost'), or back: connected again after a
 * time without events. Returns a function that removes the listener.
 */
export function on(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(listener);
  return () => listeners.get(kind).delete(listener);
}

/** Returns the newest status; null before the first. */
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

/** Tries at once to connect again. */
export function retry() {
  stop?.();
  stop = null;
  begin();
}

export function end() {
  stop?.();
  stop = null;
  before = false;
}
