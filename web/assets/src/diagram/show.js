// Draws one diagram into its element and keeps what later updates need.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import Viewer from 'bpmn-js/lib/Viewer';
import ZeebeModdle from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { withDrawing } from './layout.js';
import { lettering, lettersReady } from './lettering.js';
import { markDiagram } from './marks.js';
import { listSteps } from './steps.js';
import { addControls, centreOn, fitView } from './view.js';
import { language, nameOf, say } from './words.js';

const drawn = new WeakMap();

/**
 * Draw the diagram that `host` names in data-diagram, marked with the positions of data-positions
 * and the marks of data-marks (JSON: element id to added, removed, changed, error or warning).
 * `data-mini` draws it small, without controls. The host gets a `bv:ready` event when it is drawn.
 */
export async function showDiagram(host) {
  if (host.dataset.drawn) return;
  host.dataset.drawn = 'drawing';
  try {
    const [xml, positions] = await Promise.all([fetchText(host.dataset.diagram), fetchPositions(host.dataset.positions), lettersReady()]);
    await draw(host, xml, positions);
    host.dataset.drawn = 'yes';
    host.dispatchEvent(new CustomEvent('bv:ready', { bubbles: true }));
  } catch (error) {
    host.dataset.drawn = 'failed';
    host.textContent = say('failed');
    throw error;
  }
}

/** Mark other positions on a drawn diagram, as when an auditor moves through time. */
export function updateDiagram(host, positions, marks) {
  const state = drawn.get(host);
  if (!state) return;
  state.positions = positions;
  state.marks = marks ?? state.marks;
  markDiagram(state.viewer, positions, state.marks);
  const list = listSteps(state.viewer, positions, state.mini);
  list.open = state.list.open;
  state.list.replaceWith(list);
  state.list = list;
}

/** Bring an element of a drawn diagram into view and outline it. */
export function focusElement(host, id) {
  const state = drawn.get(host);
  const element = state?.viewer.get('elementRegistry').get(id);
  if (!element) return false;
  if (state.focused) state.viewer.get('canvas').removeMarker(state.focused, 'bv-focus');
  state.viewer.get('canvas').addMarker(element, 'bv-focus');
  state.focused = element;
  centreOn(state.viewer.get('canvas'), element, 0.8);
  return true;
}

async function draw(host, xml, positions) {
  const mini = 'mini' in host.dataset;
  const canvasBox = document.createElement('div');
  canvasBox.className = 'bv-canvas';
  host.replaceChildren(canvasBox);
  host.classList.add('bv-diagram');
  const viewer = new (mini ? Viewer : NavigatedViewer)({
    container: canvasBox, moddleExtensions: { zeebe: ZeebeModdle }, textRenderer: lettering, zoomScroll: { enabled: false },
  });
  viewer.on('import.parse.complete', ({ elementsById }) => nameInLanguage(elementsById));
  await viewer.importXML((await withDrawing(xml)).xml);
  const marks = JSON.parse(host.dataset.marks ?? '{}');
  markDiagram(viewer, positions, marks);
  const list = listSteps(viewer, positions, mini);
  if (mini) host.append(list);
  else host.after(list);
  drawn.set(host, { viewer, positions, marks, list, mini });
  letIn(host, viewer, mini);
}

// A diagram carries its names in English beside the Vietnamese; the drawing follows the page.
function nameInLanguage(elementsById = {}) {
  if (language() !== 'en') return;
  Object.values(elementsById).filter(element => element.name).forEach(element => { element.name = nameOf(element); });
}

function letIn(host, viewer, mini) {
  const state = drawn.get(host);
  const refit = () => fitView(viewer, state.positions.current);
  describe(host, viewer, mini);
  if (!mini) addControls(host, viewer, () => fitView(viewer));
  viewer.get('eventBus').on('element.click', ({ element }) => {
    host.dispatchEvent(new CustomEvent('bv:element', { bubbles: true, detail: { id: element.id } }));
  });
  keepFitted(host, refit);
}

// The drawing is fitted again when its box changes, until somebody has moved it.
function keepFitted(host, refit) {
  let moved = false;
  host.addEventListener('pointerdown', event => { moved ||= !event.target.closest('.bv-bar'); });
  host.addEventListener('keydown', () => { moved = true; });
  let width = 0;
  document.addEventListener('fullscreenchange', () => { moved = false; });
  new ResizeObserver(([entry]) => {
    if (!host.isConnected || moved || entry.contentRect.width === width || !entry.contentRect.width) return;
    width = entry.contentRect.width;
    refit();
  }).observe(host);
}

function describe(host, viewer, mini) {
  const svg = host.querySelector('svg');
  const title = viewer.getDefinitions().rootElements.filter(root => root.$type === 'bpmn:Process').map(nameOf).filter(Boolean).join(', ');
  const label = say('diagram', { name: title || '…' });
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.setAttribute('focusable', 'false');
  svg.removeAttribute('tabindex');
  if (mini) return;
  host.tabIndex = 0;
  host.setAttribute('role', 'group');
  host.setAttribute('aria-label', `${label}. ${say('keys')}`);
}

async function fetchText(url) {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`diagram: ${response.status}`);
  return response.text();
}

async function fetchPositions(url) {
  if (!url) return {};
  const response = await fetch(url, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`positions: ${response.status}`);
  return response.json();
}
