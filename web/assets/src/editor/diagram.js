// One bpmn-js modeler with the Zeebe panel, our actions and our words.
import ElementTemplateChooserModule from '@bpmn-io/element-template-chooser';
import { ZeebeVariableResolverModule } from '@bpmn-io/variable-resolver';
import Modeler from 'bpmn-js/lib/Modeler';
import { CloudElementTemplatesPropertiesProviderModule } from 'bpmn-js-element-templates';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from 'bpmn-js-properties-panel';
import ZeebeBehaviorsModule from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import ZeebeModdle from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { lettering } from '../diagram/lettering.js';
import { SupportedGroupsModule } from './panel.js';

const PALETTE = 100; // pixels the palette takes on the left
const MARGIN = 30;
const READABLE = 0.75;

// What people come to change is open; the rest opens with a click and stays open from element to element.
const OPEN_GROUPS = [
  'general', 'condition', 'assignmentDefinition', 'form', 'calledDecision', 'script', 'timer', 'message', 'taskDefinition',
  'ElementTemplates__CustomProperties', 'multiInstance',
];

/** Build the modeler into its two places on the page. */
export function buildModeler(canvas, panel, translateModule) {
  return new Modeler({
    container: canvas,
    propertiesPanel: { parent: panel, layout: { groups: Object.fromEntries(OPEN_GROUPS.map(id => [id, { open: true }])) } },
    moddleExtensions: { zeebe: ZeebeModdle },
    textRenderer: lettering,
    additionalModules: [
      BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule, ZeebeBehaviorsModule,
      CloudElementTemplatesPropertiesProviderModule, ElementTemplateChooserModule, ZeebeVariableResolverModule,
      SupportedGroupsModule, translateModule,
    ],
  });
}

/** Select an element, even one without a shape of its own, and bring it into view. */
export function selectElement(modeler, id) {
  const registry = modeler.get('elementRegistry');
  const element = registry.get(id) ?? registry.find(({ businessObject }) => refersTo(businessObject, id));
  if (!element) return false;
  modeler.get('selection').select(element);
  if (element.parent) modeler.get('canvas').scrollToElement(element, 120);
  return true;
}

// A finding may name a message or an event definition: then the element that uses it is meant.
function refersTo(businessObject, id) {
  const definitions = businessObject?.eventDefinitions ?? [];
  return [businessObject, ...definitions].some(part => part?.id === id || part?.messageRef?.id === id || part?.errorRef?.id === id);
}

/** Fit the drawing beside the palette; where that makes names too small to read, begin at its upper left corner. */
export function showWhole(canvas) {
  const { inner, outer } = canvas.viewbox();
  const room = { width: outer.width - PALETTE - MARGIN, height: outer.height - 2 * MARGIN };
  const fitting = Math.min(room.width / inner.width, room.height / inner.height);
  const scale = fitting < READABLE ? READABLE : Math.min(1, fitting);
  const spare = fitting < READABLE ? 0 : (room.height / scale - inner.height) / 2;
  canvas.viewbox({
    x: inner.x - PALETTE / scale, y: inner.y - MARGIN / scale - spare, width: outer.width / scale, height: outer.height / scale,
  });
}
