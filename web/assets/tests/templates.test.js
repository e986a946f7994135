import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadTemplates } from '../src/editor/templates.js';

const TEMPLATE = {
  id: 'tell',
  properties: [
    { type: 'Hidden', value: 'mail.tell', binding: { type: 'zeebe:taskDefinition' } },
    { type: 'Dropdown', binding: { type: 'zeebe:input' }, choices: [{ name: 'Trả lại', value: 'returned' }] },
  ],
};

function task(action, held = {}) {
  const values = [{ $type: 'zeebe:TaskDefinition', type: action }];
  const get = name => held[name];
  const set = (name, value) => { held[name] = value; };
  return { held, businessObject: { $type: 'bpmn:ServiceTask', extensionElements: { values }, get, set } };
}

test('tasks that call a known action show its fields; others and those that chose already stay', () => {
  const ours = task('mail.tell');
  const chosen = task('mail.tell', { 'zeebe:modelerTemplate': 'own' });
  const foreign = task('other');
  const given = [];
  const parts = {
    elementTemplatesLoader: { setTemplates: templates => given.push(...templates) },
    elementRegistry: { forEach: look => [ours, chosen, foreign, {}].forEach(look) },
  };
  loadTemplates({ get: name => parts[name] }, [TEMPLATE]);
  assert.deepEqual(ours.held, { 'zeebe:modelerTemplate': 'tell', 'zeebe:modelerTemplateVersion': 1 });
  assert.deepEqual(chosen.held, { 'zeebe:modelerTemplate': 'own' });
  assert.deepEqual(foreign.held, {});
  assert.equal(given[0].properties[1].choices[0].value, '="returned"');
});
