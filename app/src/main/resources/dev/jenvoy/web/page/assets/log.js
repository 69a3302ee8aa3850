// The log of a hook: both streams in their order, with times, search, groups and links to lines. Only the rows that are in
// sight are nodes, so that a hundred thousand lines are as quick as ten.

import { nodes } from './ansi.js';
import { at, getText, query } from './api.js';
import { copier, tool } from './controls.js';
import { el, show } from './dom.js';
import { icon } from './icons.js';
import { LogLines, shown } from './loglines.js';
import { LogRows } from './logrows.js';
import { LogSearch } from './logsearch.js';
import { address, placeOf } from './router.js';
import { size } from './size.js';

/** The most characters that are shown of one line. */
const LONGEST = 10_000;
const TABS = [['all', 'All'], ['stdout', 'stdout'], ['stderr', 'stderr']];
const CHOICES = 'jenvoy-log';

/** The views on the page, for links to lines. */
const views = new Set();

addEventListener('hashchange', () => {
  for (const view of views) {
    if (view.node.isConnected) view.arrive();
    else views.delete(view);
  }
});

function choices() {
  try {
    return { times: true, wrap: false, ...JSON.parse(localStorage.getItem(CHOICES) ?? '{}') };
  } catch {
    return { times: true, wrap: false };
  }
}

/** Writes milliseconds since the start: 0.012, 1:02.500, 1:00:02. */
export function sinceStart(ms) {
  if (ms === null || ms === undefined) return '';
  const seconds = Math.floor(ms / 1000);
  const two = (value) => String(value).padStart(2, '0');
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const rest = String(ms % 1000).padStart(3, '0');
  return seconds >= 60 ? `${Math.floor(seconds / 60)}:${two(seconds % 60)}.${rest}` : `${seconds}.${rest}`;
}

export class LogView {
  #of;
  #model = new LogLines();
  #tab = 'all';
  #choices = choices();
  #chosen = null;
  #state = 'new';
  #failed = false;
  #follows = false;
  #parts = {};
  #rows;
  #search;
  #due = false;
  #arrived = false;

  /**
   * @param of the attempt: entry, position, attempt, and the name of the hook
   * @param runs whether pieces come by `piece`; else the log is loaded when it comes into sight
   */
  constructor(of, runs = false) {
    this.#of = of;
    this.#state = runs ? 'live' : 'new';
    this.#follows = runs;
    this.#build();
    views.add(this);
  }

  #build() {
    const p = this.#parts;
    p.tabs = el('div', { class: 'log-tabs', role: 'group', 'aria-label': 'Stream' },
      TABS.map(([id, words]) => el('button', { type: 'button', 'data-tab': id, 'aria-label': words, 'aria-pressed': String(id === 'all'), onclick: () => this.#show(id) }, words)));
    p.size = el('span', { class: 'log-size' });
    p.error = tool('Go to the first error', 'warn', () => this.#toError());
    p.end = tool('Go to the end', 'end', () => this.toEnd());
    p.times = tool('Show the time of each line', 'clock', () => this.#choose('times'), String(this.#choices.times));
    p.wrap = tool('Wrap long lines', 'wrap', () => this.#choose('wrap'), String(this.#choices.wrap));
    p.follow = el('button', { type: 'button', class: 'log-follow', 'aria-label': 'Follow', 'aria-pressed': String(this.#follows), onclick: () => this.#follow(!this.#follows) }, el('i', null), 'Follow');
    p.follow.hidden = this.#state !== 'live';
    p.raw = el('a', { class: 'tool', target: '_blank', title: 'Show as plain text', 'aria-label': 'Show as plain text' }, icon('file'));
    p.down = el('a', { class: 'tool', title: 'Download', 'aria-label': 'Download' }, icon('down'));
    this.#rows = new LogRows((index) => this.#row(index), `Log of ${this.#of.name}`);
    this.#rows.onleave = () => this.#follow(false);
    this.#search = new LogSearch({
      find: (words, most) => this.#model.find(words, most),
      go: (index) => this.goTo(index),
      changed: () => this.#rows.renew(),
    });
    p.note = el('p', { class: 'log-note', hidden: true });
    this.node = el('div', { class: 'log', 'data-log': `${this.#of.position}.${this.#of.attempt}`, onkeydown: (event) => this.#key(event) },
      el('div', { class: 'log-bar' }, p.tabs, p.size, el('span', { class: 'spacer' }), this.#search.node,
        el('div', { class: 'log-tools' }, p.follow, p.error, p.end, p.times, p.wrap, copier(() => this.#copied(), 'Copy'), p.raw, p.down)),
      p.note,
      this.#rows.node);
    this.#rows.wrap(this.#choices.wrap);
    this.#links();
    // A log in a closed panel is loaded when the panel is opened.
    new IntersectionObserver((seen, observer) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      observer.disconnect();
      if (this.#state === 'new') this.load();
    }, { rootMargin: '200px' }).observe(this.node);
    requestAnimationFrame(() => this.arrive());
    this.#paint();
  }

  /** Reads the whole log. */
  async load() {
    this.#state = 'loading';
    this.#note('Loading…');
    try {
      const answer = await getText(query(this.#path(), { format: 'json' }));
      const model = new LogLines();
      for (const line of answer.split('\n')) if (line) model.add(JSON.parse(line));
      model.end();
      this.#model = model;
      this.#state = 'whole';
      this.#note(null);
      this.#paint();
      this.#begin();
    } catch (error) {
      this.#state = 'failed';
      this.#note([`The log could not be read: ${error.message}. `, el('button', { type: 'button', class: 'link', onclick: () => this.load() }, 'Try again')]);
    }
  }

  /** Adds a piece while the hook runs. */
  piece(piece) {
    if (this.#state !== 'live' || !this.#model.add(piece)) return;
    this.#soon();
  }

  /** Forgets all, because a new stream repeats the log from the beginning. */
  restart() {
    if (this.#state !== 'live') return;
    this.#model = new LogLines();
    this.#soon();
  }

  /** The attempt has ended. Reads the log again if pieces of it are missing. */
  settle(outcome) {
    this.#failed = Boolean(outcome.failed);
    if (this.#state !== 'live') return;
    this.#model.end();
    this.#parts.follow.hidden = true;
    const missing = this.#model.next !== (outcome.log?.printed ?? 0) || this.#model.omitted !== (outcome.log?.omitted ?? 0);
    this.#state = missing ? 'new' : 'whole';
    if (missing && this.node.isConnected) this.load();
    else this.#paint();
    if (this.#follows) this.toEnd();
    this.#follows = false;
  }

  get isEmpty() {
    return this.#model.lines.length === 0;
  }

  /** A log of a failed hook is opened at its end, where the reason is; a link to lines comes first. */
  #begin() {
    if (this.#arrived) return;
    this.#arrived = true;
    if (!this.arrive() && this.#failed) this.toEnd();
  }

  /** Goes to the lines that the address names. Returns whether it names lines of this log. */
  arrive() {
    const { part, query: asked } = placeOf(location.hash);
    const range = /^([1-9]\d*)(?:-([1-9]\d*))?$/.exec(asked.get('line') ?? '');
    const mine = String(part) === String(this.#of.entry) && asked.get('log') === `${this.#of.position}.${this.#of.attempt}` && range;
    if (!mine) {
      if (this.#chosen) this.#choosing(null);
      return false;
    }
    const ends = [Number(range[1]), Number(range[2] ?? range[1])].sort((a, b) => a - b);
    this.#choosing(ends);
    const panel = this.node.closest('details');
    if (panel) panel.open = true;
    if (this.#state === 'new') this.load();
    this.goTo(ends[0] - 1);
    this.node.scrollIntoView({ block: 'center' });
    return true;
  }

  toEnd() {
    this.#rows.toEnd();
    if (this.#state === 'live') this.#follow(true);
  }

  /** Brings a line into sight: opens its group, and shows all if its stream is hidden. */
  goTo(index) {
    const line = this.#model.lines[index];
    if (!line) return;
    this.#follow(false);
    if (line.group?.head) line.group.head.closed = false;
    if (this.#tab !== 'all' && line.stream && line.stream !== this.#tab) this.#tab = 'all';
    this.#paint();
    this.#rows.reveal(index);
  }

  #toError() {
    const index = this.#model.firstError();
    if (index < 0) return;
    this.#choosing([index + 1, index + 1]);
    this.goTo(index);
  }

  #show(tab) {
    this.#tab = tab;
    this.#paint();
    this.#links();
  }

  #choose(what) {
    this.#choices = { ...choices(), [what]: !this.#choices[what] };
    try {
      localStorage.setItem(CHOICES, JSON.stringify(this.#choices));
    } catch {
      // Storage may be switched off. The choice holds for this log.
    }
    this.#parts[what].setAttribute('aria-pressed', String(this.#choices[what]));
    this.#rows.wrap(this.#choices.wrap);
    this.#paint();
  }

  #follow(on) {
    if (this.#state !== 'live' || on === this.#follows) return;
    this.#follows = on;
    this.#parts.follow.setAttribute('aria-pressed', String(on));
    if (on) this.#rows.toEnd();
  }

  #key(event) {
    if (event.target.closest('input') || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { '/': () => this.#search.focus(), e: () => this.#toError(), t: () => this.#choose('times'), w: () => this.#choose('wrap'), l: () => this.#choosing(this.#extended(this.#rows.first, 0)), ArrowDown: event.shiftKey && (() => this.#choosing(this.#extended(null, 1))), ArrowUp: event.shiftKey && (() => this.#choosing(this.#extended(null, -1))) }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** Chooses a line by its index, or makes the chosen lines more or fewer, and puts them into the address. */
  #extended(index, by) {
    const [from, to] = this.#chosen ?? [0, 0];
    const first = index === null ? from || this.#rows.first + 1 : index + 1;
    const last = Math.min(this.#model.lines.length, Math.max(first, index === null ? (to || first) + by : first));
    history.replaceState(null, '', this.#address([first, last]));
    return [first, last];
  }

  /** Paints once for all pieces that come before the next frame. */
  #soon() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#paint();
      if (this.#follows) this.#rows.toEnd();
    });
  }

  #note(words) {
    this.#parts.note.hidden = !words;
    show(this.#parts.note, words);
  }

  #paint() {
    const { lines, sizes } = this.#model;
    const sight = [];
    for (const line of lines) if (line.head) line.head.size = 0;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i];
      if (line.group?.head && !line.ends) line.group.head.size++;
      if (line.ends || (line.group?.head.done && line.group.head.closed)) continue;
      if (this.#tab === 'all' || !line.stream || line.stream === this.#tab) sight.push(i);
    }
    const both = sizes.stdout > 0 && sizes.stderr > 0;
    for (const one of this.#parts.tabs.children) {
      one.setAttribute('aria-pressed', String(one.dataset.tab === this.#tab));
      one.hidden = !both && !(one.dataset.tab === 'all' ? sizes.stdout + sizes.stderr === 0 : sizes[one.dataset.tab] > 0);
      one.disabled = !both;
    }
    show(this.#parts.size, `${lines.length.toLocaleString()} ${lines.length === 1 ? 'line' : 'lines'} · ${size(this.#model.next)}`);
    this.#parts.error.disabled = this.#state !== 'live' && this.#model.firstError() < 0;
    this.node.classList.toggle('log-timed', this.#choices.times);
    this.#rows.set(sight, (index) => Math.min(LONGEST, lines[index].raw?.length ?? 0), String(lines.length).length);
    this.#search.refresh();
  }

  #links() {
    const stream = this.#tab === 'all' ? undefined : this.#tab;
    this.#parts.raw.setAttribute('href', query(this.#path(), { format: 'text', stream }));
    this.#parts.down.setAttribute('href', `${query(this.#path(), { format: 'text', stream })}&download`);
    this.#parts.down.setAttribute('download', `${this.#of.name.replace(/[^\w.+~=-]/g, '_')}-${this.#of.entry}-${this.#of.attempt}${stream ? `.${stream}` : ''}.txt`);
  }

  #path() {
    return at.output(this.#of.entry, this.#of.position, this.#of.attempt, 'log');
  }

  #copied() {
    if (this.#chosen) {
      const [from, to] = this.#chosen;
      return this.#model.lines.slice(from - 1, to).filter((line) => !line.omitted).map(shown).join('\n');
    }
    return this.#model.text((line) => this.#tab === 'all' || line.stream === this.#tab);
  }

  #choosing(range) {
    this.#chosen = range;
    this.#rows.renew();
  }

  /** Puts the line into the address; with Shift, the lines from the chosen one to this one. */
  #click(event, number) {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const from = event.shiftKey && this.#chosen ? this.#chosen[0] : number;
    const ends = [Math.min(from, number), Math.max(from, number)];
    history.replaceState(null, '', this.#address(ends));
    this.#choosing(ends);
  }

  #address([from, to]) {
    const place = placeOf(location.hash);
    return address(place.section, place.part ?? this.#of.entry, { log: `${this.#of.position}.${this.#of.attempt}`, line: from === to ? from : `${from}-${to}` });
  }

  #row(index) {
    const line = this.#model.lines[index];
    const number = index + 1;
    const chosen = this.#chosen && number >= this.#chosen[0] && number <= this.#chosen[1];
    if (line.omitted) return el('div', { class: 'log-row log-gap' }, el('span', { class: 'log-text' }, `… ${size(line.omitted)} omitted …`));
    const kinds = ['log-row', line.stream === 'stderr' && 'log-err', line.group && 'log-in', chosen && 'log-chosen', this.#search.current === index && 'log-found'].filter(Boolean).join(' ');
    const link = el('a', { class: 'log-n', href: `#/deliveries/${this.#of.entry}?log=${this.#of.position}.${this.#of.attempt}&line=${number}`, 'data-n': number, 'aria-label': `Line ${number}`, tabindex: '-1', onclick: (event) => this.#click(event, number) });
    const time = el('span', { class: 'log-t', 'data-t': sinceStart(line.ms) });
    return el('div', { class: kinds }, link, time, line.head ? this.#group(line) : this.#text(line));
  }

  #group(line) {
    const open = !(line.head.closed && line.head.done);
    const fold = el('button', { type: 'button', class: 'log-group', 'aria-expanded': String(open), onclick: () => { line.head.closed = open; line.head.done = true; this.#paint(); } },
      el('i', null), el('span', null, this.#search.mark(line.head.name)), el('span', { class: 'log-many' }, line.head.size.toLocaleString()));
    return el('span', { class: 'log-text' }, fold);
  }

  #text(line) {
    let raw = line.raw;
    let more = 0;
    if (raw.length > LONGEST) {
      // What a progress bar wrote over is not shown in any case.
      raw = raw.slice(raw.lastIndexOf('\r', raw.length - 2) + 1);
      more = raw.length - LONGEST;
      if (more > 0) raw = raw.slice(0, LONGEST);
    }
    return el('span', { class: 'log-text terminal' }, nodes(raw, line.style, line.open, this.#search.mark),
      more > 0 && el('span', { class: 'log-more' }, ` … ${more.toLocaleString()} more characters`));
  }
}
