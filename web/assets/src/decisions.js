// The editor of decision tables; the diagram editor loads it when a file of a draft asks for it.
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn-embedded.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import DmnModeler from 'dmn-js/lib/Modeler';
import './editor/decisions.css';

// Build the editor: `open(xml)` shows a file, `text()` returns it as edited, `stack()`
// is what undoes; `onChange` is called with every edit.
window.bvDecisions = function buildDecisions(container, tabs, { translateModule, translate, onChange }) {
  const additionalModules = [translateModule];
  const modeler = new DmnModeler({
    container,
    drd: { additionalModules }, decisionTable: { additionalModules }, literalExpression: { additionalModules },
    boxedExpression: { additionalModules },
  });
  const listening = new WeakSet();
  modeler.on('views.changed', ({ views, activeView }) => {
    const bus = modeler.getActiveViewer()?.get('eventBus');
    if (bus && !listening.has(bus)) bus.on('commandStack.changed', () => onChange());
    if (bus) listening.add(bus);
    drawTabs(tabs, views, activeView, view => modeler.open(view), translate);
  });
  return {
    open: xml => openTables(modeler, xml),
    text: async () => (await modeler.saveXML({ format: true })).xml,
    stack: () => modeler.getActiveViewer().get('commandStack'),
  };
};

async function openTables(modeler, xml) {
  await modeler.importXML(xml);
  const views = modeler.getViews();
  const first = views.find(view => view.type === 'decisionTable') ?? views.find(view => view.type !== 'drd');
  if (first) await modeler.open(first);
}

function drawTabs(tabs, views, active, open, translate) {
  tabs.replaceChildren(...views.map(view => {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.textContent = view.type === 'drd' ? translate('View DRD') : view.name || view.id;
    tab.setAttribute('aria-pressed', String(view === active || view.element === active?.element));
    tab.addEventListener('click', () => open(view));
    return tab;
  }));
}
