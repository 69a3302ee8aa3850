// The hooks folder: its files, the deliveries that each matches, and their results.

import { get } from './api.js';
import { heading, section } from './controls.js';
import { el, name, show } from './dom.js';
import { explain } from './explain.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { address } from './router.js';
import { guide } from './setup.js';
import { badge } from './state.js';
import { duration, moment } from './time.js';

/** Uses the API's words for the end of the last run. */
function outcome(last) {
  if (!last) return badge('Never run', 'quiet', 'dash');
  const words = last.outcome.charAt(0).toUpperCase() + last.outcome.slice(1).replaceAll('_', ' ');
  if (last.outcome === 'running') return badge(words, 'busy', 'run');
  if (last.outcome === 'succeeded') return badge(words, 'good', 'check');
  return ['superseded', 'skipped', 'cancelled'].includes(last.outcome) ? badge(words, 'quiet', 'stop') : badge(words, 'bad', 'cross');
}

function rate(hook) {
  const percent = (100 * hook.failures) / hook.runs_counted;
  const words = hook.failures === 0 ? `none of ${hook.runs_counted}` : `${percent < 1 ? '<1' : Math.round(percent)} % of ${hook.runs_counted}`;
  const meter = el('meter', { class: 'meter', min: 0, max: 100, 'aria-label': 'failure rate' });
  meter.value = percent;
  return [meter, el('span', null, words)];
}

/** Shows the options of a hook that differ from the defaults. */
function options(hook) {
  const { timeout_ms: timeout, retries, concurrency, debounce_ms: debounce, schedule, on, user, env, secrets } = hook.options ?? {};
  const told = [
    ['Timeout', timeout && duration(timeout)],
    ['Retries', retries],
    ['Concurrency', concurrency !== 'ordered' && concurrency],
    ['Debounce', debounce && duration(debounce)],
    ['By time', schedule],
    ['After the others on', on],
    ['User', user],
    ['Variables', env?.join(', ')],
    ['Secrets', secrets?.join(', ')],
  ];
  return told.filter(([, value]) => value).map(([words, value]) => el('span', null, el('span', { class: 'dim' }, `${words} `), String(value)));
}

/** Shows the lines of a hook's head. */
function head(hook) {
  return hook.head?.length > 0 && el('ul', { class: 'answers head' }, hook.head.map((line) => el('li', null, el('span', { class: 'dim' }, `${line.key} `), line.value && el('code', null, el('bdi', null, line.value)))));
}

function warning(words) {
  return el('p', { class: 'hint' }, icon('warn'), el('span', null, words));
}

function card(hook) {
  return el('li', { class: `hook ${hook.runs ? '' : 'never'}`, 'data-hook': hook.name },
    el('div', { class: 'hook-head' },
      name(hook.name, 'hook-name'),
      hook.runs ? outcome(hook.last) : badge('Never runs', 'warn', 'warn'),
      hook.last && el('a', { class: 'small', 'data-row': hook.last.entry, href: address('deliveries', hook.last.entry) }, moment(hook.last.at))),
    hook.why_not && el('p', { class: 'why' }, hook.why_not),
    hook.answers_to?.length > 0 && el('ul', { class: 'answers' }, hook.answers_to.slice(0, 6).map((one) => el('li', null, el('bdi', null, one))), hook.answers_to.length > 6 && el('li', { class: 'dim' }, `and ${hook.answers_to.length - 6} more`)),
    hook.common_events?.length > 0 && el('p', { class: 'dim' }, 'Also for ', el('bdi', null, hook.common_events.join(', '))),
    head(hook),
    // The reason why it does not run is already shown.
    hook.warnings?.filter((words) => !(hook.why_not && words.endsWith(hook.why_not))).map(warning),
    el('div', { class: 'hook-facts' },
      hook.runs_counted > 0 && el('span', null, el('span', { class: 'dim' }, 'Failed '), rate(hook)),
      hook.median_ms != null && el('span', null, el('span', { class: 'dim' }, 'Median '), duration(hook.median_ms)),
      hook.p95_ms != null && el('span', null, el('span', { class: 'dim' }, '95 % within '), duration(hook.p95_ms)),
      hook.runs && options(hook)));
}

export function open(page, place) {
  const body = el('div', null);
  let asked = explain(place.query);
  const find = el('input', { type: 'search', class: 'search', 'data-search': '', placeholder: 'Find a hook', 'aria-label': 'Find a hook', spellcheck: 'false', autocomplete: 'off' });
  show(page, heading('Hooks', el('span', { class: 'search-box' }, icon('search'), find)), body, section('Explain', asked));
  let known = null;
  let shownAs = '';
  let timer;

  function paint() {
    const wanted = find.value.trim().toLowerCase();
    const hooks = known.hooks.filter((hook) => wanted === '' || hook.name.toLowerCase().includes(wanted) || hook.answers_to?.some((one) => one.toLowerCase().includes(wanted)));
    const shown = hooks.slice(0, 300);
    show(body,
      el('p', { class: 'dim' }, known.hooks_path && ['Folder ', el('code', null, known.hooks_path), '. '], known.child_hooks && ['Rule for child hooks: ', el('code', null, known.child_hooks), '.']),
      known.warnings?.map(warning),
      known.hooks.length === 0 ? guide('There are no hooks yet') : el('ul', { class: 'hooks' }, shown.map(card)),
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
