// Talks to the workshop's pages: every answer is JSON, every change carries the CSRF token.

export class Refused extends Error {
  constructor(status, body) {
    super(body.error ?? String(status));
    this.status = status;
    this.body = body;
  }
}

export const load = url => send(url, { method: 'GET' });
export const post = (url, body, token) => send(url, {
  method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
});

/** @param {string} url @param {RequestInit} given */
async function send(url, { headers, ...options }) {
  const response = await fetch(url, { ...options, credentials: 'same-origin', headers: { Accept: 'application/json', ...headers } });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}
