// Server-sent events. A browser keeps six connections to a server at most, over all its tabs: a page that nobody
// looks at gives its own up, and takes a new one when it is looked at again.

const LONGEST_PAUSE = 15000;

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
  let closed = false;

  function open() {
    clearTimeout(timer);
    if (closed || source || document.hidden) return;
    source = new EventSource(path);
    source.onopen = () => {
      pause = 500;
      state('open');
    };
    source.onerror = () => {
      drop();
      state('lost');
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
    for (const [name, handler] of Object.entries(on)) {
      source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
    }
  }

  function drop() {
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
