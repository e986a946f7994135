// Talks to the workshop's pages: every answer is JSON, every change carries the CSRF token.

export class Refused extends Error {
  constructor(status, body) {
    super(body.error ?? String(status));
    this.status = status;
    this.body = body;
  }
}

export const load = url => ask(url, { method: 'GET' });
export const post = (url, body, token) => ask(url, {
  method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
});

const ENDED = [400, 401];

/**
 * Send a change; where the session ended and the same person has signed in again in another window, send it once more with the
 * token of the new session. `renew` asks the page for its `token` and for `me`.
 * @param {string} url @param {object} body @param {{ token: string, me: string }} known @param {() => Promise<any>} renew
 */
export async function send(url, body, known, renew) {
  try {
    return await post(url, body, known.token);
  } catch (error) {
    if (!ENDED.includes(error.status)) throw error;
    const { token, me } = await renew();
    if (me !== known.me) throw error;
    known.token = token;
    return post(url, body, token);
  }
}

/** @param {string} url @param {RequestInit} given */
async function ask(url, { headers, ...options }) {
  const response = await fetch(url, { ...options, credentials: 'same-origin', headers: { Accept: 'application/json', ...headers } });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}
