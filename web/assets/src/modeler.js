// The diagram editor of the workshop: edits a draft, saves, checks and submits it.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import '@bpmn-io/properties-panel/assets/properties-panel.css';
import 'bpmn-js-element-templates/dist/assets/element-templates.css';
import '@bpmn-io/element-template-chooser/dist/element-template-chooser.css';
import './diagram/diagram.css';
import './editor/editor.css';
import { openEditor } from './editor/page.js';

const root = document.querySelector('[data-editor]');
if (root) window.bvEditor = openEditor(root);
