// Our actions as element templates: labelled fields instead of names to remember.

/** Load the templates, and show tasks that already call an action through that action's fields. */
export function loadTemplates(modeler, templates) {
  modeler.get('elementTemplatesLoader').setTemplates(templates.map(withExpressions));
  const byAction = new Map(templates.map(template => [actionOf(template), template.id]));
  modeler.get('elementRegistry').forEach(({ businessObject: task }) => {
    if (task?.$type !== 'bpmn:ServiceTask' || task.get('zeebe:modelerTemplate')) return;
    const definition = task.extensionElements?.values?.find(value => value.$type === 'zeebe:TaskDefinition');
    const id = byAction.get(definition?.type);
    if (id) task.set('zeebe:modelerTemplate', id);
    if (id) task.set('zeebe:modelerTemplateVersion', 1);
  });
}

function actionOf(template) {
  return template.properties.find(property => property.binding.type === 'zeebe:taskDefinition')?.value;
}

// Our diagrams write every input as an expression, so what can be chosen is one too: ="returned".
function withExpressions(template) {
  const properties = template.properties.map(property => (property.type === 'Dropdown' && property.binding.type === 'zeebe:input'
    ? { ...property, choices: property.choices.map(({ name, value }) => ({ name, value: `=${JSON.stringify(value)}` })) }
    : property));
  return { ...template, properties };
}
