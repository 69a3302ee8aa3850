// The hooks folder: a table of its files with their last runs. Each hook has a page of its own.

import { get } from './api.js';
import { heading, section } from './controls.js';
import { el, name, show } from './dom.js';
import { explain } from './explain.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { address } from './router.js';
import { head, outcome } from './hook.js';
import { guide } from './setup.js';
import { SortedTable } from './sorting.js';
import { badge } from './state.js';
import { strip } from './strip.js';
import { duration, moment } from './time.js';

function warning(words) {
  return el('p', { class: 'hint' }, icon('warn'), el('span', null, words));
}

function failedShare(hook) {
  return hook.runs_counted > 0 ? hook.failures / hook.runs_counted : null;
}

function rate(hook) {
  if (!hook.runs_counted) return el('span', { class: 'dim' }, '–');
  const percent = 100 * failedShare(hook);
  const words = hook.failures === 0 ? `none of ${hook.runs_counted}` : `${percent < 1 ? '<1' : Math.round(percent)} % of ${hook.runs_counted}`;
  return el('span', { class: hook.failures > 0 && 'failures' }, words);
}

/** Shows when it runs, in few words; its own page has all of them. */
function matches(hook) {
  const all = hook.answers_to ?? [];
  return [all.length > 0 && name(all[0]), all.length > 1 && ` and ${all.length - 1} more`];
}

const COLUMNS = [
  { id: 'name', words: 'Hook', value: (hook) => hook.name },
  { id: 'last', words: 'Last run', value: (hook) => hook.last && Date.parse(hook.last.at), down: true },
  { id: 'recent', words: 'Last 20 runs' },
  { id: 'failed', words: 'Failed', value: failedShare, down: true },
  { id: 'median', words: 'Median', value: (hook) => hook.median_ms, down: true, kind: 'number' },
  { id: 'p95', words: '95 % within', value: (hook) => hook.p95_ms, down: true, kind: 'number' },
];

function row(hook) {
  // The reason why it does not run is shown once.
  const warnings = hook.warnings?.filter((words) => !(hook.why_not && words.endsWith(hook.why_not))) ?? [];
  return el('tr', { class: hook.runs ? 'hook' : 'hook never', 'data-hook': hook.name },
    el('th', { scope: 'row' },
      el('a', { href: address('hooks', hook.name), 'data-row': hook.name }, name(hook.name, 'hook-name')),
      el('div', { class: 'dim small' }, matches(hook)),
      hook.why_not && el('p', { class: 'why small' }, hook.why_not),
      head(hook),
      warnings.map(warning)),
    el('td', { class: 'hook-last' }, hook.runs ? outcome(hook.last) : badge('Never runs', 'warn', 'warn'), hook.last && el('a', { class: 'small', href: address('deliveries', hook.last.entry) }, moment(hook.last.at))),
    el('td', null, strip(hook.recent)),
    el('td', null, rate(hook)),
    el('td', { class: 'number' }, hook.median_ms == null ? el('span', { class: 'dim' }, '–') : duration(hook.median_ms)),
    el('td', { class: 'number' }, hook.p95_ms == null ? el('span', { class: 'dim' }, '–') : duration(hook.p95_ms)));
}

export function open(page, place) {
  const body = el('div', null);
  let asked = explain(place.query);
  const find = el('input', { type: 'search', class: 'search', 'data-search': '', placeholder: 'Find a hook', 'aria-label': 'Find a hook', spellcheck: 'false', autocomplete: 'off' });
  show(page, heading('Hooks', el('span', { class: 'search-box' }, icon('search'), find)), body, section('Explain', asked));
  const table = new SortedTable('Hooks', COLUMNS, 'name', row);
  let known = null;
  let shownAs = '';
  let timer;

  function paint() {
    const wanted = find.value.trim().toLowerCase();
    const hooks = known.hooks.filter((hook) => wanted === '' || hook.name.toLowerCase().includes(wanted) || hook.answers_to?.some((one) => one.toLowerCase().includes(wanted)));
    const shown = hooks.slice(0, 300);
    table.set(shown);
    show(body,
      el('p', { class: 'dim' }, known.hooks_path && ['Folder ', el('code', null, known.hooks_path), '. '], known.child_hooks && ['Rule for child hooks: ', el('code', null, known.child_hooks), '.']),
      known.warnings?.map(warning),
      known.hooks.length === 0 ? guide('There are no hooks yet') : table.node,
      known.hooks.length > 0 && hooks.length === 0 && el('p', { class: 'nothing' }, 'No hook matches this search.'),
      hooks.length > shown.length && el('p', { class: 'dim' }, `${hooks.length - shown.length} more hooks: narrow the search.`));
  }

  async function load() {
    try {
      const answer = await get('api/hooks');
      const text = JSON.stringify(answer);
      if (text === shownAs) return;
      shownAs = text;
      known = answer;
      paint();
    } catch (error) {
      shownAs = '';
      show(body, el('p', { class: 'why' }, error.message));
    }
  }

  find.addEventListener('input', () => known && paint());
  const stops = [
    // Every ended delivery changes some hook's figures; a burst causes one read.
    feed.on('delivery', () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        load();
      }, 2000);
    }),
    feed.on('back', load),
  ];

  /** Updates the form for another address. */
  function update(next) {
    const other = explain(next.query);
    asked.replaceWith(other);
    asked = other;
  }
  load().then(() => place.query.has('explain') && asked.scrollIntoView({ block: 'nearest' }));
  return { title: 'Hooks', update, close: () => { stops.forEach((stop) => stop()); clearTimeout(timer); } };
}
