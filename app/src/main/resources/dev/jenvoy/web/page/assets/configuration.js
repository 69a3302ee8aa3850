// Shows the current configuration, and the problems of its file.

import { get } from './api.js';
import { heading, section } from './controls.js';
import { el, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { badge } from './state.js';
import { full, moment } from './time.js';

function value(one) {
  if (one === '' || one === null) return el('span', { class: 'dim' }, 'not set');
  if (typeof one === 'object') return Object.keys(one).length === 0 ? el('span', { class: 'dim' }, 'none') : el('code', { class: 'breaking' }, JSON.stringify(one, null, 1));
  return el('code', { class: 'breaking' }, String(one));
}

function problem(one) {
  if (typeof one === 'string') return el('li', { class: 'hint' }, icon('warn'), el('span', null, one));
  const where = [one.key, one.line && `line ${one.line}${one.column ? `, column ${one.column}` : ''}`].filter(Boolean).join(', ');
  const error = /error/i.test(one.level ?? '');
  return el('li', { class: 'problem' }, badge(error ? 'Error' : 'Warning', error ? 'bad' : 'warn', error ? 'cross' : 'warn'), el('span', null, where && el('b', null, `${where}: `), one.message));
}

function paint(body, config, status) {
  const restart = config.restart_needed ?? [];
  const given = new Map((config.command_line ?? []).map((one) => [one.key, one.option]));
  const problems = config.problems ?? [];
  const server = (status?.problems ?? []).filter((one) => !problems.some((other) => one.endsWith(other.message)));
  show(body,
    el('p', { class: 'dim' }, 'File ', el('code', { class: 'breaking' }, config.file), config.loaded_at && [', read ', moment(config.loaded_at)], '. A change takes effect with the next request.'),
    (problems.length > 0 || server.length > 0) && section('Problems', el('ul', { class: 'problems' }, problems.map(problem), server.map(problem))),
    restart.length > 0 && el('p', { class: 'hint' }, icon('warn'), el('span', null, 'Changed in the file, used after a restart: ', restart.map((key, i) => [i > 0 && ', ', el('code', null, key)]))),
    section('Current values', el('dl', { class: 'facts config' }, Object.entries(config.values ?? {}).map(([key, one]) =>
      el('div', null, el('dt', null, el('code', null, key), problems.some((other) => other.key === key) && [' ', icon('warn')]), el('dd', null, value(one), given.has(key) && el('span', { class: 'dim' }, ` from ${given.get(key)} of the command line`)))))),
    status && section('Server', el('dl', { class: 'facts' },
      el('div', null, el('dt', null, 'Version'), el('dd', null, status.version)),
      status.started_at && el('div', null, el('dt', null, 'Started'), el('dd', null, el('span', { title: full(new Date(status.started_at)) }, moment(status.started_at)))),
      el('div', null, el('dt', null, 'Accepts deliveries'), el('dd', null, status.ready ? badge('Ready', 'good', 'check') : badge('Not ready', 'bad', 'cross'))),
      el('div', null, el('dt', null, 'Address for webhooks'), el('dd', null, el('code', { class: 'breaking' }, status.public_url), ' ', el('a', { href: '#/setup' }, 'Set up a webhook'))),
      el('div', null, el('dt', null, 'Stored deliveries'), el('dd', null, (status.deliveries_kept ?? 0).toLocaleString())))));
}

export function open(page) {
  const body = el('div', null);
  show(page, heading('Configuration'), body);
  let told = null;
  async function load() {
    try {
      const [config, status] = await Promise.all([get('api/config'), get('api/status')]);
      paint(body, config, status);
    } catch (error) {
      show(body, el('p', { class: 'why' }, error.message));
    }
  }
  const stops = [
    feed.on('status', (status) => {
      const now = JSON.stringify([status.problems, status.ready]);
      if (now !== told) load();
      told = now;
    }),
    feed.on('back', load),
  ];
  load();
  return { title: 'Configuration', close: () => stops.forEach((stop) => stop()) };
}
