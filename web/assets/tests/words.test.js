import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { language, nameOf, say } from '../src/diagram/words.js';
import { say as sayInEditor } from '../src/editor/words.js';

const page = { documentElement: { lang: 'vi' } };
globalThis.document = page;
beforeEach(() => { page.documentElement.lang = 'vi'; });

const named = english => ({
  name: 'Lập  hồ sơ\n đề nghị',
  extensionElements: { values: [{ $type: 'zeebe:Properties', properties: [{ name: 'name:en', value: english }] }] },
});

test('words follow the language of the page; any other than English is Vietnamese', () => {
  assert.equal(say('times', { n: 3 }), '3 lần');
  page.documentElement.lang = 'en';
  assert.equal(say('times', { n: 3 }), '3 times');
  assert.equal(sayInEditor('errors', { n: 2 }), '2 errors');
  page.documentElement.lang = 'fr';
  assert.equal(language(), 'vi');
});

test('an element has its English name on English pages only, on one line', () => {
  assert.equal(nameOf(named('Draw up the dossier')), 'Lập hồ sơ đề nghị');
  page.documentElement.lang = 'en';
  assert.equal(nameOf(named('Draw up the dossier')), 'Draw up the dossier');
  assert.equal(nameOf(named('')), 'Lập hồ sơ đề nghị');
  assert.equal(nameOf({}), '');
});
