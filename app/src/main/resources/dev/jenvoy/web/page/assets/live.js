// Server-sent events. A browser keeps six connections to a server at most, over all its tabs: a page that nobody
// looks at gives its own up, and takes a new one when it is looked at again.

import { contact } from './api.js';

const LONGEST_PAUSE = 15000;

/** The server lets itself be heard every 15 seconds: who says nothing for so long is away. */
const LONGEST_SILENCE = 40000;

/**
 * Listens to a stream until the returned function is called, opening it again when it breaks.
 *
 * @param on handlers by the event's name, each given the event's object
 * @param state told 'open' or 'lost'
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
