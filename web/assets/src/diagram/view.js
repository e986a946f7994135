// What of a diagram is seen: fitted, zoomed and moved, by buttons and keys as well as by mouse.
import { say } from './words.js';

const READABLE = 0.55; // below this scale names cannot be read
const STEP = 60;
const SIGNS = { zoomIn: 'M12 5v14M5 12h14', zoomOut: 'M5 12h14', fit: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4', full: 'M16 4h4v4M14 10l6-6M8 20H4v-4M4 20l6-6' };
const SVG = 'http://www.w3.org/2000/svg';

/** Fit the drawing; where that makes it unreadable, show the current step instead. */
export function fitView(viewer, currentIds = []) {
  const canvas = viewer.get('canvas');
  canvas.resized();
  const scale = canvas.zoom('fit-viewport', 'auto');
  const element = currentIds.map(id => viewer.get('elementRegistry').get(id)).find(Boolean);
  if (scale < READABLE && element) centreOn(canvas, element, READABLE + 0.1);
  else canvas.zoom(Math.min(1.25, scale * 0.96), 'auto');
}

/** Bring one element to the middle at a readable scale. */
export function centreOn(canvas, element, scale) {
  canvas.zoom(Math.max(scale, canvas.zoom()), 'auto');
  const box = canvas.viewbox();
  const middle = { x: element.x + (element.width ?? 0) / 2, y: element.y + (element.height ?? 0) / 2 };
  canvas.viewbox({ ...box, x: middle.x - box.width / 2, y: middle.y - box.height / 2, width: box.width, height: box.height });
}

/** Add the zoom buttons, and keys while the diagram has the focus. */
export function addControls(host, viewer, refit) {
  const canvas = viewer.get('canvas');
  const zoom = factor => canvas.zoom(clamp(canvas.zoom() * factor));
  const commands = { zoomIn: () => zoom(1.25), zoomOut: () => zoom(0.8), fit: refit, full: () => toggleFull(host) };
  host.append(buildBar(commands));
  host.addEventListener('keydown', event => {
    const act = event.target.closest('.bv-bar') ? undefined : keyAction(event, commands, canvas);
    if (act) { event.preventDefault(); act(); }
  });
  // The wheel alone scrolls the page; with Ctrl it zooms where the pointer is.
  host.addEventListener('wheel', event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = host.getBoundingClientRect();
    canvas.zoom(clamp(canvas.zoom() * (event.deltaY < 0 ? 1.15 : 0.87)), { x: event.clientX - box.left, y: event.clientY - box.top });
  }, { passive: false });
}

const clamp = scale => Math.min(4, Math.max(0.15, scale));

function toggleFull(host) {
  if (document.fullscreenElement) document.exitFullscreen();
  else host.requestFullscreen();
}

function keyAction({ key, ctrlKey, metaKey, altKey }, commands, canvas) {
  if (ctrlKey || metaKey || altKey) return undefined;
  const move = (dx, dy) => () => canvas.scroll({ dx, dy });
  return {
    '+': commands.zoomIn, '=': commands.zoomIn, '-': commands.zoomOut, 0: commands.fit,
    ArrowLeft: move(STEP, 0), ArrowRight: move(-STEP, 0), ArrowUp: move(0, STEP), ArrowDown: move(0, -STEP),
  }[key];
}

function buildBar(commands) {
  const bar = document.createElement('div');
  bar.className = 'bv-bar';
  Object.entries(commands).forEach(([name, run]) => {
    const button = bar.appendChild(document.createElement('button'));
    button.type = 'button';
    button.append(drawSign(SIGNS[name]));
    button.title = say(name);
    button.setAttribute('aria-label', say(name));
    button.addEventListener('click', run);
  });
  return bar;
}

function drawSign(path) {
  const sign = document.createElementNS(SVG, 'svg');
  sign.setAttribute('viewBox', '0 0 24 24');
  sign.setAttribute('aria-hidden', 'true');
  sign.appendChild(document.createElementNS(SVG, 'path')).setAttribute('d', path);
  return sign;
}
