// Shows process diagrams on pages: `<div class="diagram" data-diagram="/…/diagram.bpmn" data-positions="/…/positions.json">`.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './diagram/diagram.css';
import { focusElement, showDiagram, updateDiagram } from './diagram/show.js';

/** Draw every diagram below `root` that is not drawn yet. */
function showAll(root = document) {
  root.querySelectorAll('[data-diagram]').forEach(showDiagram);
}

window.bvDiagram = { show: showDiagram, showAll, update: updateDiagram, focus: focusElement };

// Who brought this in for one diagram (diagrams.js) asks for each.
if (!('waits' in (document.currentScript?.dataset ?? {}))) {
  document.addEventListener('DOMContentLoaded', () => showAll());
  if (document.readyState !== 'loading') showAll();
}
