import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, post, Refused } from '../src/editor/server.js';

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
