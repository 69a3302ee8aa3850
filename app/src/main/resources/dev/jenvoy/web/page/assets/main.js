// Assembles the page: the login, the current view, and the frame around it.

import { signedIn } from './access.js';
import { get } from './api.js';
import { clearNotice } from './controls.js';
import { el, show } from './dom.js';
import * as feed from './feed.js';
import { listenToKeys } from './keys.js';
import { follow, go, placeOf } from './router.js';
import { SECTIONS, Shell } from './shell.js';
import { tick } from './time.js';
import { login } from './login.js';

/** Loads each view's module when the view is first opened. */
const VIEWS = {
  deliveries: () => import('./deliveries.js'),
  delivery: () => import('./delivery.js'),
  hooks: () => import('./hooks.js'),
  hook: () => import('./hook.js'),
  overview: () => import('./overview.js'),
  chat: () => import('./chat.js'),
  tickets: () => import('./tickets.js'),
  refusals: () => import('./refusals.js'),
  audit: () => import('./audit.js'),
  servers: () => import('./servers.js'),
  configuration: () => import('./configuration.js'),
  setup: () => import('./setup.js'),
};

const root = document.getElementById('view');
const shell = new Shell(signOut, palette);
let current = { key: null, view: null };
let session = null;
let arrived = false;
let again;

/** Milliseconds. A view that takes longer to load is announced. */
const LONG_LOAD = 120;

/** Milliseconds after which the views that were not opened yet are loaded, so that they open while the server is away. */
const LATER = 5000;

function wordsOf(place) {
  return SECTIONS.find((one) => one.id === place.section)?.words ?? 'This';
}

function nameOf(place) {
  if (place.section === 'deliveries') return place.part === undefined ? 'deliveries' : 'delivery';
  if (place.section === 'hooks' && place.part !== undefined) return 'hook';
  return !['delivery', 'hook'].includes(place.section) && Object.hasOwn(VIEWS, place.section) ? place.section : null;
}

async function arrive(place) {
  if (!session?.authenticated) return;
  const name = nameOf(place);
  const key = ['delivery', 'hook'].includes(name) ? `${name} ${place.part}` : String(name);
  shell.mark(place.section);
  if (key === current.key) {
    current.place = place;
    current.view?.update?.(place);
    return;
  }
  leave();
  const here = { key, place, view: null };
  current = here;
  const page = el('div', { class: `page page-${name}` });
  if (name === null) {
    show(page, el('h1', { tabindex: '-1' }, 'This page does not exist'), el('p', null, el('a', { href: '#/deliveries' }, 'To the deliveries')));
  } else {
    let module;
    // What was shown before never stays under another section's name.
    const waits = setTimeout(() => current === here && show(root, el('div', { class: 'page', 'aria-busy': 'true' }, el('h1', { tabindex: '-1' }, wordsOf(place)), el('p', { class: 'dim' }, 'Loading…'))), LONG_LOAD);
    try {
      module = await VIEWS[name]();
    } catch {
      if (current === here) cannotShow(here, name, page);
      return;
    } finally {
      clearTimeout(waits);
    }
    if (current !== here) return;
    here.view = module.open(page, here.place);
  }
  show(root, page);
  document.title = `${here.view?.title ?? 'Not found'} · Jenvoy`;
  scrollTo(0, 0);
  // At first, keeps the browser's own focus order, which begins with the link that skips the sections.
  if (arrived) page.querySelector('h1')?.focus({ preventScroll: true });
  arrived = true;
}

/** Shows that the view's files could not be loaded. Some browsers remember that until the page is loaded again. */
function cannotShow(here, name, page) {
  const words = wordsOf(here.place);
  show(page, el('h1', { tabindex: '-1' }, words), el('p', { class: 'why' }, 'This view cannot be loaded because the server cannot be reached. It appears when the server answers again.'));
  show(root, page);
  document.title = `${words} · Jenvoy`;
  page.querySelector('h1').focus({ preventScroll: true });
  const stop = feed.on('connection', async (state) => {
    if (state !== 'open') return;
    try {
      await VIEWS[name]();
    } catch {
      location.reload();
      return;
    }
    if (current === here) {
      current = { key: null, view: null };
      arrive(placeOf(location.hash));
    }
  });
  here.view = { title: words, close: stop };
}

/** The page belongs to one version of the server. */
feed.on('status', (status) => {
  if (session?.version && status.version !== session.version) location.reload();
});

function leave() {
  current.view?.close?.();
  current = { key: null, view: null };
  clearNotice();
}

async function enter() {
  clearTimeout(again);
  try {
    session = await get('api/session');
  } catch (error) {
    unreachable(error);
    return;
  }
  signedIn(session);
  shell.session(session);
  if (!session.authenticated) {
    signIn();
    return;
  }
  feed.begin();
  arrive(placeOf(location.hash));
  setTimeout(() => Object.values(VIEWS).forEach((load) => load().catch(() => {})), LATER);
}

function signIn() {
  leave();
  feed.end();
  shell.calm();
  show(root, login(session, enter));
  root.querySelector('input')?.focus();
  document.title = 'Sign in · Jenvoy';
}

async function signOut() {
  await shell.end();
  enter();
}

function unreachable(error) {
  if (error.status === 0) {
    show(root, el('div', { class: 'page' }, el('div', { class: 'empty' },
      el('h1', null, 'The server cannot be reached'),
      el('p', null, 'This page tries again by itself.'),
      el('button', { class: 'button', onclick: enter }, 'Try again'))));
    clearTimeout(again);
    again = setTimeout(enter, 5000);
    return;
  }
  show(root, el('div', { class: 'page' }, el('div', { class: 'empty' },
    el('h1', null, 'Access denied'),
    el('p', null, error.message),
    !/role here|proxy/.test(error.message) && el('p', null, 'Without an admin_token, the server accepts only requests from its own machine, to localhost. For access from elsewhere, set an admin_token or use a tunnel: ssh -L 5001:127.0.0.1:5001 HOST.'),
    el('button', { class: 'button', onclick: enter }, 'Try again'))));
}

addEventListener('jenvoy-signed-out', () => {
  if (session?.way === 'proxy') {
    // The proxy asks for a new sign-in, of which this page knows nothing.
    location.reload();
  } else if (session?.authenticated) {
    session = { ...session, authenticated: false };
    shell.session(session);
    signIn();
  }
});

listenToKeys(() => shell.addresses(), () => {
  for (const [kind, list] of [['delivery ', '#/deliveries'], ['hook ', '#/hooks']]) {
    if (current.key?.startsWith(kind)) {
      go(list);
      return true;
    }
  }
  return false;
}, palette);

/** Opens the palette for a user who is signed in. Returns whether it did. */
function palette() {
  if (!session?.authenticated) return false;
  import('./palette.js').then(({ toggle }) => toggle(() => shell.places()), () => {});
  return true;
}
// As an address, it would be a section.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  root.focus();
});

tick();
follow(arrive);
enter();
