// Requests to the admin API. Addresses are relative, so that the page also works below a path of a proxy.

export class ApiError extends Error {
  constructor(status, answer) {
    super(answer?.error ?? (status ? `the server answered ${status}` : 'the server cannot be reached'));
    this.status = status;
    this.answer = answer ?? {};
  }
}

/** The paths of a delivery's parts in the API. */
export const at = {
  delivery: (entry) => `api/deliveries/${encodeURIComponent(entry)}`,
  payload: (entry) => `${at.delivery(entry)}/payload`,
  output: (entry, position, attempt, stream) =>
    `${at.delivery(entry)}/actions/${encodeURIComponent(position)}/attempts/${encodeURIComponent(attempt)}/${stream}`,
};

/** Milliseconds. A server that takes longer to start its response counts as unreachable. */
const PATIENCE = 30000;

/** When the server last responded. */
export const contact = { at: Date.now() };

async function ask(path, options) {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), PATIENCE);
  let response;
  try {
    response = await fetch(path, { credentials: 'same-origin', cache: 'no-store', signal: silence.signal, ...options });
  } catch {
    throw new ApiError(0);
  } finally {
    clearTimeout(timer);
  }
  contact.at = Date.now();
  if (response.ok) return response;
  const answer = await response.json().catch(() => null);
  if (response.status === 401 && !path.startsWith('api/session')) {
    dispatchEvent(new Event('jenvoy-signed-out'));
  }
  throw new ApiError(response.status, answer);
}

/** Returns a path with the parameters that have a value. */
export function query(path, parameters) {
  const given = Object.entries(parameters ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

export async function get(path, parameters) {
  return whole(await ask(query(path, parameters)), 'json');
}

export async function getText(path) {
  return whole(await ask(path), 'text');
}

/** Reads the whole response; the server may disconnect in the middle. */
async function whole(response, kind) {
  try {
    return await response[kind]();
  } catch {
    throw new ApiError(0);
  }
}

export async function send(method, path, body) {
  const response = await ask(path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.status === 204 ? null : response.json().catch(() => null);
}

/** Posts JSON as it was written, and returns the answer. */
export async function sendText(path, parameters, text) {
  return whole(await ask(query(path, parameters), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: text }), 'json');
}
