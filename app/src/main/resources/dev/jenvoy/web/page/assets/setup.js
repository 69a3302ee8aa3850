// The first steps of a new user, with the exact values to paste on GitHub.

import { get, send } from './api.js';
import { button, pasteable } from './controls.js';
import { el, name, show } from './dom.js';
import * as feed from './feed.js';
import { icon } from './icons.js';
import { badge } from './state.js';

const HOOK = `cat > hooks/push <<'END'
#!/bin/sh
echo "$JENVOY_SENDER pushed $JENVOY_SHA to $JENVOY_BRANCH of $JENVOY_REPO"
END
chmod 755 hooks/push`;

function host(url) {
  try {
    return new URL(url).hostname;
  } catch {
    return '';
  }
}

function isLocal(url) {
  return /^(localhost|127\..*|\[::1\]|0\.0\.0\.0|\[::\]|)$/.test(host(url));
}

function step(number, done, title, ...body) {
  return el('li', { class: done ? 'step done' : 'step' },
    el('span', { class: 'step-mark', 'aria-hidden': 'true' }, done ? icon('check') : String(number)),
    el('div', null, el('h3', null, title, done && el('span', { class: 'unseen' }, ' (done)')), ...body));
}

const NAMES = { github: 'GitHub', gitea: 'Gitea', forgejo: 'Forgejo', gogs: 'Gogs', gitlab: 'GitLab', bitbucket: 'Bitbucket Cloud', 'bitbucket-server': 'Bitbucket Server', travis: 'Travis CI', sns: 'Amazon SNS, CodeCommit', standard: 'Standard Webhooks', trigger: 'A trigger of one branch' };

/** Lists the senders, each with a test delivery. */
function sendersOf(senders) {
  return el('ul', { class: 'senders' }, senders.map((sender) => {
    const answer = el('p', { class: 'test-answer', role: 'status' });
    const test = button('Send a test delivery', 'again', () => sendTest(sender, test, answer), 'small', 'operate');
    test.setAttribute('aria-label', `Send a test delivery as ${NAMES[sender.name] ?? sender.name}`);
    return el('li', { 'data-sender': sender.name },
      el('div', { class: 'sender-main' }, el('b', null, name(NAMES[sender.name] ?? sender.name)), ' ',
        sender.why_not ? el('span', { class: 'dim' }, name(sender.why_not))
          : sender.secret_set ? badge('Secret set', 'good', 'check') : el('span', { class: 'dim' }, 'set ', el('code', null, secretKey(sender)), ' first')),
      testable(sender) && test, answer);
  }));
}

/** GitHub's webhooks are accepted without a secret too, as long as there is none. */
function testable(sender) {
  return !sender.why_not && (sender.secret_set || sender.name === 'github');
}

function secretKey({ secret_key: key }) {
  return key.startsWith('senders.') ? `${key}.secret` : key;
}

async function sendTest(sender, test, answer) {
  test.disabled = true;
  show(answer);
  try {
    const { status, said } = await send('POST', `api/senders/${encodeURIComponent(sender.name)}/test`);
    const good = status < 300;
    answer.className = `test-answer ${good ? 'good' : 'bad'}`;
    show(answer, good ? [`Answered ${status}. `, el('a', { href: '#/deliveries' }, 'See the deliveries')] : [`Answered ${status}: `, name(said.slice(0, 300)), ' ', el('a', { href: '#/refusals' }, 'Why?')]);
  } catch (error) {
    answer.className = 'test-answer bad';
    show(answer, name(error.message));
  } finally {
    test.disabled = false;
  }
}

function block(code) {
  return el('pre', { class: 'code' }, el('code', null, code));
}

function steps(status, hooks, senders) {
  const ready = hooks.filter((hook) => hook.runs);
  const url = status.public_url ?? '';
  return el('ol', { class: 'steps' },
    step(1, ready.length > 0, 'Put a script into the hooks folder',
      ready.length > 0
        ? el('p', null, ready.length === 1 ? 'There is one hook: ' : `There are ${ready.length} hooks: `, ready.slice(0, 4).map((hook, i) => [i > 0 && ', ', el('code', null, hook.name)]), ready.length > 4 && ' and more', '. ', el('a', { href: '#/hooks' }, 'See what they match'))
        : [el('p', null, 'Its name says when it runs: ', el('code', null, 'push'), ' for every push, ', el('code', null, 'push-site-main'), ' for pushes to main of the repository site.'), block(HOOK)]),
    step(2, status.deliveries_kept > 0, 'Send a test delivery',
      el('p', null, 'The server signs a sample with the secret of its sender, and sends it to itself as any client would. It runs the hooks that match octo-org/site. In a terminal, ', pasteable('./jenvoy send push'), ' does the same.'),
      sendersOf(senders)),
    step(3, false, 'Add the webhook on GitHub',
      el('p', null, 'In the repository’s or organisation’s ', el('b', null, 'Settings'), ' › ', el('b', null, 'Webhooks'), ' › ', el('b', null, 'Add webhook'), ':'),
      el('dl', { class: 'facts paste-facts' },
        el('div', null, el('dt', null, 'Payload URL'), el('dd', null, pasteable(url))),
        el('div', null, el('dt', null, 'Content type'), el('dd', null, pasteable('application/json'))),
        el('div', null, el('dt', null, 'Secret'), el('dd', null, status.secret_set
          ? ['the value of ', el('code', null, 'enforce_secret'), ' in the server’s ', el('code', null, 'config.json')]
          : [el('b', null, 'not set: every webhook is accepted. '), pasteable('./jenvoy secret'), ' creates one for ', el('code', null, 'enforce_secret'), ' in config.json.'])),
        el('div', null, el('dt', null, 'SSL verification'), el('dd', null, 'enabled (behind a proxy with https)')),
        el('div', null, el('dt', null, 'Events'), el('dd', null, 'Just the push event, or Send me everything: ignored deliveries cost almost nothing'))),
      isLocal(url) && el('p', { class: 'hint' }, icon('warn'), el('span', null, 'GitHub cannot reach ', el('code', null, host(url) || 'this address'), ': use the public name of this machine instead, with https if there is a proxy.')),
      el('p', { class: 'dim' }, 'GitHub sends a ping at once. If it stays red there, ', el('a', { href: '#/refusals' }, 'the rejected requests'), ' say why.')));
}

/** Shows the steps, filled in when the server has sent its settings. */
export function guide(title, tag = 'h2') {
  const body = el('div', null);
  Promise.all([get('api/status'), get('api/hooks').catch(() => ({ hooks: [] })), get('api/senders').catch(() => ({ senders: [] }))]).then(
    ([status, { hooks }, { senders }]) => show(body, steps(status, hooks, senders)),
    (error) => show(body, el('p', null, error.message)),
  );
  return el('div', { class: 'guide' }, el(tag, { tabindex: tag === 'h1' ? '-1' : null }, title), el('p', { class: 'dim' }, 'Three steps, and this page shows the first delivery.'), body);
}

export function open(page) {
  show(page, guide('Set up', 'h1'));
  let seen = feed.status()?.deliveries_kept > 0;
  const stops = [
    feed.on('status', (status) => {
      if (!seen && status.deliveries_kept > 0) {
        seen = true;
        const done = page.querySelectorAll('.step')[1];
        done?.classList.add('done');
        if (done) show(done.querySelector('.step-mark'), icon('check'));
      }
    }),
    feed.on('back', () => show(page, guide('Set up', 'h1'))),
  ];
  return { title: 'Set up', close: () => stops.forEach((stop) => stop()) };
}
