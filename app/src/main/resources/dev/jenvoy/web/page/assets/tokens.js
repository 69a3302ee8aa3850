// Which repositories have a token for the addresses of chat. A token can be set and removed; it is never shown.

import { send } from './api.js';
import { button, confirmed, notice } from './controls.js';
import { el, name, say, show } from './dom.js';
import { field, replies } from './routes.js';
import { badge } from './state.js';

const FAMILIES = { github: 'GitHub', gitea: 'Gitea, Forgejo, Gogs', gitlab: 'GitLab', bitbucket: 'Bitbucket', travis: 'Travis CI' };

/** The path of a token. The owner may be a path of groups. */
function pathOf(repo, family) {
  const slash = repo.lastIndexOf('/');
  return `api/chat/tokens/${encodeURIComponent(family)}/${encodeURIComponent(repo.slice(0, slash))}/${encodeURIComponent(repo.slice(slash + 1))}`;
}

/** Returns the repositories with a token: [repository, family]. */
function tokensOf(config) {
  return Object.values(config).flatMap((set) => Object.entries(set.repositories ?? {}).flatMap(([repo, one]) => (one.families ?? []).map((family) => [repo, family])));
}

export class Tokens {
  #changed;
  #shown = '';
  #repo = el('input', { type: 'text', required: true, placeholder: 'owner/name', list: 'token-repos', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'none' });
  #repos = el('datalist', { id: 'token-repos' });
  #family = el('select', null, Object.entries(FAMILIES).map(([value, words]) => el('option', { value }, words)));
  #token = el('input', { type: 'password', required: true, autocomplete: 'off' });
  #wrong = el('div', { class: 'replies', 'aria-live': 'polite' });
  #list = el('ul', { class: 'lines', 'aria-label': 'Repositories with a token' });

  constructor(changed) {
    this.#changed = changed;
    const form = el('form', { class: 'chat-form flat', 'aria-label': 'Token', autocomplete: 'off', 'data-needs': 'admin' },
      el('div', { class: 'chat-fields line' }, field('token-repo', 'Repository', this.#repo), field('token-family', 'Sender', this.#family), field('token-value', 'Token', this.#token), el('button', { class: 'button' }, 'Set the token')),
      this.#repos, this.#wrong);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    this.node = el('div', null, el('p', { class: 'dim' }, 'With a token, a repository may send to ', el('code', null, '/repohook'), ' or ', el('code', null, '/travis'), ': enter the same text as the secret of its webhook there. It is stored encrypted, and nothing shows it again.'), this.#list, form);
  }

  set(config, routes) {
    const tokens = tokensOf(config);
    const now = JSON.stringify([tokens, routes.map((route) => route.repo)]);
    if (now === this.#shown) return;
    this.#shown = now;
    this.#list.hidden = tokens.length === 0;
    show(this.#repos, [...new Set(routes.map((route) => route.repo).filter((repo) => !repo.endsWith('/*')))].map((repo) => el('option', { value: repo })));
    show(this.#list, tokens.map(([repo, family]) => {
      const remove = button('Remove', null, () => this.#remove(repo, family), 'small danger', 'admin');
      remove.setAttribute('aria-label', `Remove the token of ${repo} at ${FAMILIES[family] ?? family}`);
      return el('li', { 'data-token': repo }, el('div', { class: 'line-main' }, el('b', null, name(repo)), ' ', el('span', { class: 'dim' }, FAMILIES[family] ?? family), ' ', badge('Set', 'good', 'check')), el('div', { class: 'message-acts' }, remove));
    }));
  }

  async #save() {
    const repo = this.#repo.value.trim();
    const token = this.#token.value;
    this.#token.value = '';
    if (!repo.includes('/')) {
      show(this.#wrong, el('p', { class: 'why' }, 'A repository is named owner/name.'));
      return;
    }
    try {
      const { reply } = await send('PUT', pathOf(repo, this.#family.value), { token });
      replies(this.#wrong, reply);
      this.#repo.value = '';
    } catch (error) {
      show(this.#wrong, el('p', { class: 'why' }, name(error.message)));
    }
    this.#changed();
  }

  async #remove(repo, family) {
    if (!(await confirmed(`Remove the token of ${repo}?`, 'Requests of its sender are rejected until another token is set.', 'Remove the token', 'Keep it'))) return;
    try {
      await send('DELETE', pathOf(repo, family));
      say('The token is removed');
    } catch (error) {
      notice(`The token could not be removed: ${error.message}.`);
    }
    this.#changed();
  }
}
