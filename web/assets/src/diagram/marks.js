// Says on a diagram where an instance stands: by colour, and by a word or a number for those who see none.
import { say } from './words.js';

const MARK_WORDS = ['added', 'removed', 'changed', 'error', 'warning'];

/** Replace what is marked on a drawn diagram. `marks` maps an element id to one of MARK_WORDS. */
export function markDiagram(viewer, positions, marks = {}) {
  const painter = new Painter(viewer);
  painter.clear();
  (positions.taken_flows ?? []).forEach(id => painter.paint(id, 'taken-flow'));
  const current = new Set(positions.current ?? []);
  (positions.past ?? []).filter(id => !current.has(id)).forEach(id => painter.paint(id, 'done-step'));
  // A timer that waits on a step's edge is coloured only: its word would cover the step's.
  current.forEach(id => painter.paint(id, 'cur-step') && painter.tagCurrent(id));
  Object.entries(positions.visits ?? {}).filter(([, n]) => n > 1).forEach(([id, n]) => painter.tag(id, `×${n}`, 'bv-visits'));
  Object.entries(marks).filter(([, kind]) => MARK_WORDS.includes(kind)).forEach(([id, kind]) => {
    if (painter.paint(id, `${painter.isFrame(id) ? 'frame' : 'mark'}-${kind}`)) painter.tag(id, say(kind), `bv-mark bv-${kind}`);
  });
}

class Painter {
  constructor(viewer) {
    this.canvas = viewer.get('canvas');
    this.overlays = viewer.get('overlays');
    this.registry = viewer.get('elementRegistry');
    viewer.bvPainted ??= [];
    this.painted = viewer.bvPainted;
  }

  clear() {
    this.painted.splice(0).forEach(([id, name]) => this.registry.get(id) && this.canvas.removeMarker(id, name));
    this.overlays.remove({ type: 'bv' });
  }

  // A lane or a pool is outlined only: filled, it would hide what stands in it.
  isFrame(id) {
    return ['bpmn:Lane', 'bpmn:Participant'].includes(this.registry.get(id)?.type);
  }

  paint(id, name) {
    const element = this.registry.get(id);
    if (!element) return false;
    this.canvas.addMarker(element, name);
    this.painted.push([id, name]);
    return true;
  }

  // A timer on the edge of a step waits because the step does: one tag for both.
  tagCurrent(id) {
    const { type } = this.registry.get(id);
    if (type !== 'bpmn:BoundaryEvent') this.tag(id, say(type.endsWith('Event') ? 'waiting' : 'current'), 'bv-now');
  }

  tag(id, text, className) {
    const element = this.registry.get(id);
    if (!element) return;
    const label = document.createElement('span');
    label.className = `bv-tag ${className}`;
    label.textContent = text;
    this.overlays.add(id, 'bv', { position: placeOf(element, className), html: label, scale: { min: 0.75, max: 1.3 }, show: { minZoom: 0.25 } });
  }
}

// Tags sit on the edge: the state above, the count below, so that both can stand at one step.
function placeOf(element, className) {
  if (element.waypoints) return { top: 0, left: 0 };
  return className === 'bv-visits' ? { bottom: 9, right: 18 } : { top: -15, left: 4 };
}
