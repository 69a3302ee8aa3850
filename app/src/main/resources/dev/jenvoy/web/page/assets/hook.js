// One hook: its runs and how long they took, the deliveries that it matches, its options and what sets each, and its text.

import { get } from './api.js';
import { copier, facts, heading, section } from './controls.js';
import { el, name, show } from './dom.js';
import { hookTimes } from './hooktimes.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { size } from './size.js';
import { address } from './router.js';
import { badge } from './state.js';
import { toneOf, words } from './strip.js';
import { duration, moment } from './time.js';
import { WhyNot } from './whynot.js';

const RUNS_AT_FIRST = 20;

/** Uses the API's words for the end of a run. */
export function outcome(run) {
  if (!run) return badge('Never run', 'quiet', 'dash');
  const tone = toneOf(run.outcome);
  const drawing = { busy: 'run', good: 'check', bad: 'cross' }[tone] ?? 'stop';
  return badge(words(run.outcome), ['busy', 'good', 'bad'].includes(tone) ? tone : 'quiet', drawing);
}

/** Shows the lines of a hook's head. */
export function head(hook) {
  return hook.head?.length > 0 && el('ul', { class: 'answers head' }, hook.head.map((line) => el('li', null, el('span', { class: 'dim' }, `${line.key} `), line.value && el('code', null, el('bdi', null, line.value)))));
}

function runLine(run) {
  return el('tr', null,
    el('td', null, outcome(run)),
    el('td', null, el('a', { href: address('deliveries', run.entry), 'data-row': run.entry }, moment(run.at))),
    el('td', { class: 'number' }, run.took_ms == null ? '' : duration(run.took_ms)),
    el('td', null, el('a', { href: address('deliveries', run.entry) }, `Delivery ${run.entry}`), run.attempt > 1 && el('span', { class: 'dim' }, ` attempt ${run.attempt}`)));
}

function runs(all) {
  if (all.length === 0) return section('Runs', el('p', { class: 'nothing' }, 'It has not run for any of the last 20,000 deliveries.'));
  const body = el('tbody', null, all.slice(0, RUNS_AT_FIRST).map(runLine));
  const more = all.length > RUNS_AT_FIRST && el('button', { type: 'button', class: 'link', onclick: () => {
    show(body, all.map(runLine));
    more.remove();
  } }, `${all.length - RUNS_AT_FIRST} more`);
  return section('Runs', el('div', { class: 'card scroll hook-runs' }, el('table', null,
    el('thead', null, el('tr', null, ['Result', 'Began', 'Took', 'For'].map((one, i) => el('th', { scope: 'col', class: i === 2 && 'number' }, one)))), body)), more);
}

const ORIGINS = { default: ['Default', 'quiet'], configuration: ['config.json', 'busy'], head: ['Head', 'wait'] };

function settingValue(value) {
  return el('code', { class: 'breaking' }, typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function settings(all) {
  const own = all.filter((one) => one.origin !== 'default');
  const others = all.filter((one) => one.origin === 'default');
  const line = (one) => el('tr', null,
    el('th', { scope: 'row' }, el('code', null, one.key), el('div', { class: 'dim small' }, one.help)),
    el('td', null, settingValue(one.value)),
    el('td', null, el('span', { class: `origin ${ORIGINS[one.origin][1]}` }, ORIGINS[one.origin][0]), one.place && el('div', { class: 'dim small' }, name(one.place))));
  const table = (some) => el('div', { class: 'scroll' }, el('table', null,
    el('thead', null, el('tr', null, ['Option', 'Value', 'From'].map((one) => el('th', { scope: 'col' }, one)))), el('tbody', null, some.map(line))));
  return section('Options', el('div', { class: 'card options' },
    own.length > 0 ? table(own) : el('p', { class: 'nothing' }, 'Nothing sets an option of this hook.'),
    el('details', { class: 'as-words defaults' }, el('summary', null, `${others.length} defaults`), table(others))));
}

function script(hook) {
  const { script: file } = hook;
  if (!hook.runs) return null;
  if (!file) return section('Script', el('p', { class: 'nothing' }, 'It is no text, so it is not shown.'));
  const lines = file.text.replace(/\n$/, '').split('\n');
  return section('Script', el('div', { class: 'panel script' },
    el('div', { class: 'pane-bar' }, el('span', { class: 'dim' }, `${size(file.bytes)}, ${lines.length}${file.cut ? '+' : ''} lines`), el('span', { class: 'spacer' }), copier(() => file.text, 'Copy the script')),
    el('pre', { class: 'script-text', tabindex: '0', dir: 'ltr', 'aria-label': 'The text of the script' }, lines.map((line) => el('span', { class: /^\s*(#|\/\/|--|;|%)/.test(line) ? 'script-line comment' : 'script-line' }, line, '\n'))),
    file.cut && el('p', { class: 'nothing' }, 'The file goes on: only its first 64 KB are shown.')));
}

function matching(hook) {
  const all = hook.answers_to ?? [];
  return section('Runs for',
    el('div', { class: 'card hook-matches' },
      all.length > 0 ? el('ul', { class: 'answers' }, all.slice(0, 12).map((one) => el('li', null, el('bdi', null, one))), all.length > 12 && el('li', null, `and ${all.length - 12} more`)) : el('p', { class: 'nothing' }, 'Its name matches no delivery.'),
      hook.common_events?.length > 0 && el('p', { class: 'dim' }, 'Also for ', el('bdi', null, hook.common_events.join(', '))),
      head(hook) && [el('h3', null, 'If its head agrees'), head(hook)]));
}

class View {
  title;
  #name;
  #body = el('div', null);
  #why;
  #stops;
  #timer;
  #shown = '';

  constructor(page, place) {
    this.#name = place.part;
    this.title = `Hook ${this.#name}`;
    this.#why = new WhyNot('Explain for the newest delivery', this.#name);
    show(page, el('a', { class: 'back', href: '#/hooks' }, icon('back'), 'Hooks'), this.#body);
    show(this.#body, heading(name(this.#name, 'hook-name')));
    this.#stops = [
      feed.on('delivery', () => {
        this.#timer ??= setTimeout(() => { this.#timer = undefined; this.#load(); }, 2000);
      }),
      feed.on('back', () => this.#load()),
    ];
    this.#load();
  }

  close() {
    clearTimeout(this.#timer);
    this.#stops.forEach((stop) => stop());
  }

  async #load() {
    try {
      const { hook, ...more } = await get('api/hook', { name: this.#name });
      const all = { ...hook, ...more };
      const text = JSON.stringify(all);
      if (text === this.#shown) return;
      this.#shown = text;
      this.#paint(all);
    } catch (error) {
      if (this.#shown && error.status !== 404) return;
      show(this.#body, el('h1', { tabindex: '-1' }, error.status === 404 ? 'There is no such hook' : 'The hook could not be read'), el('p', { class: 'dim' }, error.status === 404 ? 'No file in the hooks folder has this name, and no recent delivery ran it.' : error.message));
    }
  }

  #paint(hook) {
    const percent = hook.runs_counted > 0 && Math.round((100 * hook.failures) / hook.runs_counted);
    const state = hook.gone ? badge('Gone', 'warn', 'warn') : hook.runs ? outcome(hook.last) : badge('Never runs', 'warn', 'warn');
    const focused = document.activeElement?.tagName === 'H1';
    show(this.#body,
      el('div', { class: 'heading hook-heading' }, el('div', { class: 'delivery-title' }, state, el('h1', { tabindex: '-1' }, name(hook.name, 'hook-name')))),
      hook.gone && el('p', { class: 'hint' }, icon('warn'), el('span', null, 'The file is gone from the hooks folder. Its runs are still known.')),
      hook.why_not && el('p', { class: 'why' }, hook.why_not),
      hook.warnings?.filter((one) => !(hook.why_not && one.endsWith(hook.why_not))).map((one) => el('p', { class: 'hint' }, icon('warn'), el('span', null, one))),
      facts([
        ['Last run', hook.last && el('a', { href: address('deliveries', hook.last.entry) }, moment(hook.last.at))],
        ['Runs', hook.runs_counted > 0 && hook.runs_counted.toLocaleString()],
        ['Failed', hook.runs_counted > 0 && (hook.failures === 0 ? 'none' : `${hook.failures} (${percent < 1 ? '<1' : percent} %)`)],
        ['Median', hook.median_ms != null && duration(hook.median_ms)],
        ['95 % within', hook.p95_ms != null && duration(hook.p95_ms)],
      ]),
      hookTimes(hook.attempts),
      !hook.gone && matching(hook),
      !hook.gone && this.#why.node,
      runs(hook.attempts),
      hook.settings && settings(hook.settings),
      script(hook));
    if (focused) this.#body.querySelector('h1').focus({ preventScroll: true });
  }
}

export function open(page, place) {
  return new View(page, place);
}
