// Shows which hooks would run for a delivery, and why others would not.

import { get, sendText } from './api.js';
import { el, name, show } from './dom.js';
import { icon } from './icons.js';

function field(key, label, value, attributes = {}) {
  const input = el('input', { id: `e-${key}`, name: key, type: 'text', spellcheck: 'false', autocomplete: 'off', value: value ?? '', ...attributes });
  return el('label', { for: `e-${key}` }, el('span', null, label), input);
}

/** Shows what each part of a hook's head is for the delivery. */
function head(parts) {
  return parts?.length > 0 && el('ul', { class: 'answers head' }, parts.map((part) => el('li', null, el('span', { class: 'dim' }, `${part.key} `), part.text && el('code', null, el('bdi', null, part.text)), ` ${part.value}`)));
}

/** Shows an explanation. */
export function told(answer) {
  const hooks = answer.hooks ?? [];
  const misses = answer.near_misses ?? [];
  return [
    answer.did_you_mean && el('p', { class: 'hint' }, icon('warn'), el('span', null, 'No known sender sends the event ', name(answer.event), '; did you mean ', name(answer.did_you_mean), '?')),
    answer.reason && el('p', { class: 'why' }, `No hook would run: ${answer.reason}`),
    !answer.reason && hooks.length === 0 && el('p', null, el('b', null, 'No hook would run.')),
    hooks.length > 0 && [el('p', null, el('b', null, 'These hooks would run, in this order:')),
      el('ol', { class: 'told' }, hooks.map((hook) => el('li', null, name(hook.hook, 'hook-name'), el('span', { class: 'dim' }, hook.child ? [' child of ', name(hook.matched)] : ' by its own name'), hook.fault && el('p', { class: 'hint' }, icon('warn'), el('span', null, `result 126, not run: ${hook.fault}`)), head(hook.head))))],
    misses.length > 0 && [el('p', null, el('b', null, 'These would not:')),
      el('ul', { class: 'told' }, misses.map((miss) => el('li', null, name(miss.path, 'hook-name'), el('span', { class: 'dim' }, ` ${miss.why}`), head(miss.head)))),
      answer.near_misses_left_out > 0 && el('p', { class: 'dim' }, `and ${answer.near_misses_left_out} more`)],
  ];
}

/** Creates the form, filled from an address. Sends it at once if the address says so. */
export function explain(query) {
  const answer = el('div', { class: 'explained', 'aria-live': 'polite' });
  const repository = [query.get('owner'), query.get('repository')].filter(Boolean).join('/');
  const form = el('form', { class: 'explain' },
    field('event', 'Event', query.get('event') ?? 'push', { required: true }),
    field('repository', 'Repository', repository, { placeholder: 'owner/name' }),
    field('branch', 'Branch', query.get('branch'), { placeholder: 'main' }),
    field('tag', 'Tag', query.get('tag')),
    el('details', { class: 'pasted' }, el('summary', null, 'Payload'),
      el('p', { class: 'dim' }, 'With a payload, conditions on it are decided. It says repository, branch and tag itself.'),
      field('source', 'Sender', query.get('source') ?? 'github'),
      el('label', { for: 'e-payload' }, el('span', null, 'JSON'), el('textarea', { id: 'e-payload', rows: '8', spellcheck: 'false' }))),
    el('button', { class: 'button primary' }, 'Explain'));
  async function ask(event) {
    event?.preventDefault();
    const given = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()]));
    const payload = form.querySelector('#e-payload').value;
    const { event: kind, source } = given;
    delete given.source;
    const slash = given.repository.lastIndexOf('/');
    const owner = slash < 0 ? '' : given.repository.slice(0, slash);
    try {
      show(answer, told(payload.trim()
        ? await sendText('api/explain', { event: kind, source }, payload)
        : await get('api/explain', { ...given, owner, repository: given.repository.slice(slash + 1) })));
    } catch (error) {
      show(answer, el('p', { class: 'why' }, error.message));
    }
  }
  form.addEventListener('submit', ask);
  if (query.has('explain')) ask();
  return el('div', null, el('p', { class: 'dim' }, 'Which hooks would run for a delivery, in which order, and why not the others?'), form, answer);
}
