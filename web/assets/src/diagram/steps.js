// The diagram as a list of steps: for screen readers, and for anyone who would rather read.
import { nameOf, say } from './words.js';

/**
 * Return a collapsed list of the steps of all pools, each with its lane and its state.
 * @returns {any}
 */
export function listSteps(viewer, positions, hidden) {
  const box = document.createElement(hidden ? 'div' : 'details');
  box.className = hidden ? 'visually-hidden' : 'bv-steps';
  const title = box.appendChild(document.createElement(hidden ? 'span' : 'summary'));
  title.textContent = say('steps');
  const states = stateReader(positions);
  processesOf(viewer).forEach(process => box.append(listProcess(process, states)));
  return box;
}

function processesOf(viewer) {
  return viewer.getDefinitions().rootElements.filter(root => root.$type === 'bpmn:Process');
}

function listProcess(process, states) {
  const part = document.createDocumentFragment();
  if (process.name) part.appendChild(document.createElement('p')).textContent = nameOf(process);
  const list = part.appendChild(document.createElement('ol'));
  const lanes = laneNames(process);
  stepsInOrder(process).forEach(step => list.append(describeStep(step, lanes.get(step.id), states)));
  return part;
}

function describeStep(step, lane, states) {
  const item = document.createElement('li');
  const state = states(step);
  if (state.current) item.setAttribute('aria-current', 'step');
  const name = item.appendChild(document.createElement(state.current ? 'strong' : 'span'));
  name.textContent = nameOf(step);
  item.append([lane && ` · ${lane}`, state.words && ` — ${state.words}`].filter(Boolean).join(''));
  return item;
}

function stateReader({ current = [], past = [], visits = {} } = {}) {
  const started = current.length + past.length > 0;
  return ({ id, $type: type }) => {
    const isCurrent = current.includes(id);
    const word = isCurrent ? say(type.endsWith('Event') ? 'waiting' : 'current') : past.includes(id) ? say('done') : started ? say('ahead') : '';
    return { current: isCurrent, words: visits[id] > 1 ? `${word}, ${say('times', { n: visits[id] })}` : word };
  };
}

function laneNames(process) {
  const lanes = (process.laneSets ?? []).flatMap(set => set.lanes ?? []);
  return new Map(lanes.flatMap(lane => (lane.flowNodeRef ?? []).map(node => [node.id, nameOf(lane)])));
}

// Steps in the order they are reached, as far as a list can say it; gateways and unnamed events are left out.
function stepsInOrder(process) {
  const nodes = (process.flowElements ?? []).filter(node => node.$instanceOf('bpmn:FlowNode'));
  const reached = new Set();
  const waiting = nodes.filter(node => !node.incoming?.length && node.$type !== 'bpmn:BoundaryEvent');
  while (waiting.length) {
    const node = waiting.shift();
    if (reached.has(node)) continue;
    reached.add(node);
    const attached = nodes.filter(other => other.attachedToRef === node);
    waiting.push(...(node.outgoing ?? []).map(flow => flow.targetRef), ...attached);
  }
  return [...reached, ...nodes.filter(node => !reached.has(node))].filter(node => nameOf(node) && !node.$type.endsWith('Gateway'));
}
