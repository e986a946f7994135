// A file may say what happens without a drawing of it: then its steps are set out in a row, and what stays undrawn is told.
import { layoutProcess } from 'bpmn-auto-layout';

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const DRAWINGS = 'http://www.omg.org/spec/BPMN/20100524/DI';

/** Return a diagram's text with a drawing, and whether that was made here; as it is where none can be made. */
export async function withDrawing(xml) {
  const file = parse(xml);
  if (!file.querySelector || hasShapes(file)) return { xml, isNew: false };
  try {
    return { xml: take(file, parse(await layoutProcess(linked(parse(xml))))), isNew: true };
  } catch {
    return { xml, isNew: false }; // bpmn-js says what is wrong with it
  }
}

/** Return the names of the steps and flows that a drawing leaves out. */
export function undrawn(viewer) {
  const registry = viewer.get('elementRegistry');
  const inside = container => (container.flowElements ?? []).flatMap(one => [one, ...inside(one)]);
  const processes = viewer.getDefinitions().rootElements.filter(root => root.$type === 'bpmn:Process');
  const steps = processes.flatMap(inside).filter(one => one.$instanceOf('bpmn:FlowNode') || one.$instanceOf('bpmn:SequenceFlow'));
  return steps.filter(one => !registry.get(one.id)).map(one => one.name || one.id);
}

const parse = xml => new DOMParser().parseFromString(xml, 'text/xml');
const hasShapes = file => file.getElementsByTagNameNS(DRAWINGS, 'BPMNShape').length > 0;

// The library follows what steps say of their flows; many programs write only what flows say of their steps.
function linked(file) {
  const steps = new Map([...file.querySelectorAll('[id]')].map(step => [step.getAttribute('id'), step]));
  [...file.getElementsByTagNameNS(MODEL, 'sequenceFlow')].forEach(flow => {
    addLink(steps.get(flow.getAttribute('sourceRef')), 'outgoing', flow);
    addLink(steps.get(flow.getAttribute('targetRef')), 'incoming', flow);
  });
  return new XMLSerializer().serializeToString(file);
}

function addLink(step, direction, flow) {
  const id = flow.getAttribute('id');
  const known = [...(step?.children ?? [])].some(child => child.localName === direction && child.textContent.trim() === id);
  if (!step || known) return;
  const link = step.ownerDocument.createElementNS(MODEL, flow.nodeName.replace('sequenceFlow', direction));
  link.textContent = id;
  step.append(link);
}

// Only the drawing is taken: the rest of the file stays as its author wrote it.
function take(file, laidOut) {
  [...file.getElementsByTagNameNS(DRAWINGS, 'BPMNDiagram')].forEach(empty => empty.remove());
  [...laidOut.getElementsByTagNameNS(DRAWINGS, 'BPMNDiagram')].forEach(drawing => {
    file.documentElement.append(file.importNode(drawing, true));
  });
  return new XMLSerializer().serializeToString(file);
}
