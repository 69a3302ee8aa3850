import { send } from './api.js';
import { el, show } from './dom.js';

/** Creates the form that asks for the token. Calls `entered` when the server has accepted it. */
export function login(session, entered) {
  const token = el('input', { id: 'token', type: 'password', name: 'token', autocomplete: 'current-password', required: true, spellcheck: 'false' });
  const wrong = el('p', { class: 'wrong', role: 'alert' });
  const go = el('button', { class: 'button primary' }, 'Sign in');
  const submit = async (event) => {
    event.preventDefault();
    go.disabled = true;
    show(wrong);
    try {
      await send('POST', 'api/session', { token: token.value });
      await entered();
    } catch (error) {
      show(wrong, error.status === 401 ? 'This is no admin token.' : `Signing in failed: ${error.message}.`);
      token.select();
    } finally {
      go.disabled = false;
    }
  };
  return el(
    'form',
    { class: 'login', onsubmit: submit },
    el('img', { src: 'assets/icon.svg', alt: '', width: 44, height: 44 }),
    el('h1', null, 'Sign in to Jenvoy'),
    el('label', { for: 'token' }, 'Admin token'),
    token,
    wrong,
    go,
    el('p', { class: 'dim small' }, 'It is the value of ', el('code', null, 'admin_token'), ', or one of ', el('code', null, 'admin_tokens'), ', in the server’s ', el('code', null, 'config.json'), '.'),
  );
}
