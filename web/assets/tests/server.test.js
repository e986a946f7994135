import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, post, Refused, send } from '../src/editor/server.js';

function answering(status, body) {
  const asked = [];
  globalThis.fetch = async (url, options) => {
    asked.push({ url, ...options });
    return new Response(body, { status });
  };
  return asked;
}

test('a change carries its token and is sent as JSON from this page alone', async () => {
  const asked = answering(200, '{"id": 7}');
  assert.deepEqual(await post('/soan', { files: {} }, 'tok'), { id: 7 });
  assert.equal(asked[0].method, 'POST');
  assert.equal(asked[0].credentials, 'same-origin');
  assert.deepEqual(asked[0].headers, { Accept: 'application/json', 'Content-Type': 'application/json', 'X-CSRFToken': 'tok' });
});

test('a refusal carries what the server said, also when it said nothing that can be read', async () => {
  answering(409, '{"error": "đã có bản mới hơn", "version": 3}');
  await assert.rejects(load('/x'), error => error instanceof Refused && error.status === 409
    && error.message === 'đã có bản mới hơn' && error.body.version === 3);
  answering(502, '<html>');
  await assert.rejects(load('/x'), error => error instanceof Refused && error.message === '502');
});

test('a session that began anew in another window takes the change; somebody else does not', async () => {
  const answers = [[400, {}], [200, { token: 'new', me: 'a' }], [200, { id: 1 }]];
  const tokens = [];
  globalThis.fetch = async (_url, { headers }) => {
    tokens.push(headers['X-CSRFToken']);
    const [status, body] = answers.shift();
    return { ok: status < 300, status, json: async () => body };
  };
  const known = { token: 'old', me: 'a' };
  assert.deepEqual(await send('/x', {}, known, () => load('/l')), { id: 1 });
  assert.deepEqual(tokens, ['old', undefined, 'new']);
  answers.push([400, {}], [200, { token: 'theirs', me: 'b' }]);
  await assert.rejects(send('/x', {}, known, () => load('/l')), { status: 400 });
  assert.equal(known.token, 'new');
});
