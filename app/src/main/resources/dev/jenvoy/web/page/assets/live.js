// Server-sent events. A browser keeps at most six connections to a server, over all its tabs. A hidden page therefore
// closes its connection, and opens a new one when it becomes visible.

import { contact } from './api.js';

const LONGEST_PAUSE = 15000;

/** The server sends a sign of life every 15 seconds. After this silence it counts as unreachable. */
const LONGEST_SILENCE = 40000;

/**
 * Listens to a stream until the returned function is called, and opens it again when it breaks.
 *
 * @param on handlers by the event's name, each called with the event's object
 * @param state called with 'open' or 'lost'
 */
export function listen(path, on, state = () => {}) {
  let source = null;
  let pause = 500;
  let timer;
  let silence;
  let closed = false;

  function heard() {
    contact.at = Date.now();
    clearTimeout(silence);
    silence = setTimeout(lost, LONGEST_SILENCE);
  }

  function lost() {
    drop();
    state('lost');
    clearTimeout(timer);
    timer = setTimeout(open, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  function open() {
    clearTimeout(timer);
    if (closed || source || document.hidden) return;
    source = new EventSource(path);
    silence = setTimeout(lost, LONGEST_SILENCE);
    source.onopen = () => {
      pause = 500;
      heard();
      state('open');
    };
    source.onerror = lost;
    source.addEventListener('beat', heard);
    for (const [name, handler] of Object.entries(on)) {
      source.addEventListener(name, (event) => {
        heard();
        handler(JSON.parse(event.data));
      });
    }
  }

  function drop() {
    clearTimeout(silence);
    source?.close();
    source = null;
  }

  function look() {
    if (document.hidden) {
      drop();
    } else {
      open();
    }
  }

  document.addEventListener('visibilitychange', look);
  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
    drop();
  };
}
