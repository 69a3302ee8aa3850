// The frame around every view: sections, queue, connection, theme.

import { whoIsIt } from './access.js';
import { contact, send } from './api.js';
import { button, tool } from './controls.js';
import { el, say, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { showHelp } from './keys.js';
import { address, go } from './router.js';
import { clock, since as ticking } from './time.js';

/** Milliseconds. A server that restarts is back sooner. */
const SHORT_LOSS = 2000;

/** An optional section is there while the status says that its feature is configured, and that of servers while there are several. */
export const SECTIONS = [
  { id: 'deliveries', href: '#/deliveries', words: 'Deliveries', drawing: 'list' },
  { id: 'overview', href: '#/overview', words: 'Overview', drawing: 'chart' },
  { id: 'hooks', href: '#/hooks', words: 'Hooks', drawing: 'hook' },
  { id: 'chat', href: '#/chat', words: 'Chat', drawing: 'chat', optional: true },
  { id: 'tickets', href: '#/tickets', words: 'Tickets', drawing: 'ticket', optional: true },
  { id: 'refusals', href: '#/refusals', words: 'Rejected', drawing: 'shield' },
  { id: 'audit', href: '#/audit', words: 'Audit', drawing: 'person' },
  { id: 'servers', href: '#/servers', words: 'Servers', drawing: 'servers', optional: true },
  { id: 'configuration', href: '#/configuration', words: 'Config', drawing: 'gear' },
];

const THEMES = [
  ['system', 'half', 'Theme: like the system'],
  ['light', 'sun', 'Theme: light'],
  ['dark', 'moon', 'Theme: dark'],
];

/**
 * What a server has to do, in words, and their meaning. One that runs no hooks has nothing to do itself: what it accepted waits
 * elsewhere, for a worker or at one.
 */
function toDo({ running, queued, roles, waiting_elsewhere: elsewhere }) {
  const works = roles.includes('worker');
  const waiting = works ? 0 : queued + elsewhere;
  const parts = [!works && 'Intake', running && `${running} running`, works && queued && `${queued} queued`, waiting && `${waiting} waiting`];
  const about = works ? null : 'This server accepts deliveries, and workers run them. Those that wait, wait for a worker or at one';
  return [parts.filter(Boolean).join(' · ') || 'Idle', about];
}

export class Shell {
  #connection = el('span', { class: 'connection lost' }, el('i', null), el('span', null, 'Connecting'));
  #queue = el('span', { class: 'queue' });
  #problems = el('a', { class: 'badge warn', href: '#/configuration', hidden: true });
  #out = el('button', { type: 'button', class: 'button small', hidden: true }, 'Sign out');
  #who = el('span', { class: 'who', hidden: true });
  #theme = tool('', 'half', () => this.#nextTheme());
  #away = document.getElementById('away');
  #timer;
  #links = SECTIONS.map((section) => el('a', { href: section.href, 'data-section': section.id, hidden: section.optional }, icon(section.drawing), el('span', null, section.words)));

  constructor(signOut, palette) {
    this.#out.addEventListener('click', signOut);
    show(
      document.getElementById('top'),
      el('a', { class: 'brand', href: '#/deliveries' }, el('img', { src: 'assets/icon.svg', alt: '', width: 24, height: 24 }), el('span', null, 'Jenvoy')),
      el('div', { class: 'top-facts' }, this.#problems, this.#queue, this.#connection),
      el('div', { class: 'top-tools' }, tool('Go to… (Ctrl K)', 'search', palette), el('button', { type: 'button', class: 'tool', title: 'Keys', 'aria-label': 'Keys', onclick: showHelp }, el('b', null, '?')), this.#theme, this.#who, this.#out),
    );
    show(document.getElementById('tabs'), this.#links);
    document.getElementById('top').querySelector('.brand').after(document.getElementById('tabs'));
    this.#paintTheme();
    feed.on('connection', (state) => this.#connected(state));
    feed.on('status', (status) => this.#status(status));
  }

  /** Returns the addresses of the sections that are shown, in order. */
  addresses() {
    return this.#links.filter((link) => !link.hidden).map((link) => link.getAttribute('href'));
  }

  /** Returns the places and actions of the palette: `{kind, words, drawing, act}`. */
  places() {
    return [
      ...SECTIONS.filter((_, i) => !this.#links[i].hidden).map(({ words, drawing, href }) => ({ kind: 'Page', words, drawing, act: () => go(href) })),
      { kind: 'Page', words: 'Set up a webhook, send a test delivery', drawing: 'gear', act: () => go('#/setup') },
      { kind: 'Deliveries', words: 'Failed deliveries', drawing: 'cross', act: () => go(address('deliveries', null, { state: 'failed,set_aside' })) },
      { kind: 'Deliveries', words: 'Deliveries in progress', drawing: 'run', act: () => go(address('deliveries', null, { state: 'queued,running' })) },
      { kind: 'Action', words: 'Change the theme', drawing: 'half', act: () => this.#nextTheme() },
      { kind: 'Action', words: 'Show the keys', drawing: 'list', act: showHelp },
      ...(this.#out.hidden ? [] : [{ kind: 'Action', words: 'Sign out', drawing: 'stop', act: () => this.#out.click() }]),
    ];
  }

  /** Marks the current section. */
  mark(section) {
    for (const link of this.#links) {
      if (link.dataset.section === section) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }

  session(session) {
    document.body.classList.toggle('signed-out', !session.authenticated);
    this.#out.hidden = !(session.token_required && session.authenticated) || session.way === 'proxy';
    const who = whoIsIt(session);
    this.#who.hidden = !who;
    this.#who.title = who;
    show(this.#who, who);
    document.querySelector('.brand').title = `Jenvoy ${session.version ?? ''}`;
  }

  /** Hides the warning: the connection works, or no user is logged in. */
  calm() {
    clearTimeout(this.#timer);
    this.#away.hidden = true;
    document.body.classList.remove('away');
  }

  async end() {
    feed.end();
    await send('DELETE', 'api/session').catch(() => {});
  }

  /** Warns that the page may be out of date, and since when. */
  #warn() {
    const since = clock(contact.at);
    const words = `The server has not answered since ${since}.`;
    this.#away.hidden = false;
    document.body.classList.add('away');
    show(this.#away, icon('warn'), el('span', null, words, ' (', ticking(new Date(contact.at).toISOString()), ') What is greyed is the state at that time. This page tries again by itself.'), button('Try now', 'again', () => feed.retry(), 'small'));
    say(`${words} This page tries again by itself.`);
  }

  #connected(state) {
    const open = state === 'open';
    clearTimeout(this.#timer);
    if (open) {
      if (!this.#away.hidden) say('The server answers again');
      this.calm();
    } else if (this.#away.hidden) {
      show(this.#queue);
      this.#timer = setTimeout(() => this.#warn(), SHORT_LOSS);
    }
    this.#connection.className = `connection ${open ? 'open' : 'lost'}`;
    this.#connection.title = open ? 'This page updates live' : 'The server does not answer; this page tries again';
    show(this.#connection.lastChild, open ? 'Live' : 'Reconnecting');
  }

  #status(status) {
    SECTIONS.forEach(({ id, optional }, i) => (this.#links[i].hidden = optional && !(id === 'servers' ? status.servers > 1 : status[id])));
    const [words, about] = toDo(status);
    show(this.#queue, words);
    this.#queue.title = about ?? '';
    const count = status.problems?.length ?? 0;
    this.#problems.hidden = count === 0;
    show(this.#problems, icon('warn'), el('span', null, count === 1 ? '1 problem' : `${count} problems`));
  }

  #nextTheme() {
    const now = THEMES.findIndex(([id]) => id === (document.documentElement.dataset.theme ?? 'system'));
    const [next] = THEMES[(now + 1) % THEMES.length];
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try {
      if (next === 'system') localStorage.removeItem('jenvoy-theme');
      else localStorage.setItem('jenvoy-theme', next);
    } catch {
      // Storage may be switched off. The theme then lasts until the page is left.
    }
    this.#paintTheme();
  }

  #paintTheme() {
    const [, drawing, words] = THEMES.find(([id]) => id === (document.documentElement.dataset.theme ?? 'system'));
    this.#theme.title = words;
    this.#theme.setAttribute('aria-label', `${words}. Change it`);
    this.#theme.dataset.theme = drawing;
    show(this.#theme, icon(drawing));
  }
}
