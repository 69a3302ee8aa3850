// Who uses the page, and what the role allows. What the role does not allow is hidden, by base rules in operate.css; the
// server checks it in any case.

let session = null;

const ROLES = ['read', 'operate', 'admin'];

/** Remembers who signed in. Elements with `data-needs` are shown as far as the role allows. */
export function signedIn(now) {
  session = now;
  if (now?.role) document.body.dataset.role = now.role;
  else delete document.body.dataset.role;
}

/** Returns whether the role allows what needs another role. */
export function may(role) {
  return ROLES.indexOf(session?.role) >= ROLES.indexOf(role);
}

/** Marks an element as one that needs a role. */
export function needing(role, node) {
  node.dataset.needs = role;
  return node;
}

/** Returns who it is, in words; empty if that is not known. */
export function whoIsIt(now) {
  if (!now?.authenticated || !now.name) return '';
  return `${now.name} · ${now.role}`;
}

export const WAYS = {
  token: 'with a token',
  session: 'in a session of this page',
  no_token: 'without a token',
  proxy: 'signed in by the proxy',
  room: 'in a chat room',
  refused: 'not let in',
  server: 'noticed by the server',
};
