// What a check found: a list whose lines lead to the element, and marks on the diagram.
import { say } from './words.js';

export class Findings {
  constructor(box, onChoose, onMend) {
    this.box = box;
    this.onChoose = onChoose;
    this.onMend = onMend;
    this.list = [];
    this.marked = [];
  }

  /** List the findings, errors first. */
  show(findings) {
    this.list = [...findings].sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
    this.box.hidden = false;
    this.box.replaceChildren(this.summary(), ...(this.list.length ? [this.lines()] : []));
  }

  /** Show what a refusal names; what a check said before is no answer to it. */
  refuse(findings) {
    if (findings.length) this.show(findings);
    else this.age();
  }

  /** Take a clean result back: it was said of what stood there before. */
  age() {
    if (!this.list.length) this.box.hidden = true;
  }

  /** Mark the elements of the open diagram. */
  mark(modeler, path) {
    const canvas = modeler.get('canvas');
    const registry = modeler.get('elementRegistry');
    this.marked.splice(0).forEach(([id, name]) => registry.get(id) && canvas.removeMarker(id, name));
    this.list.filter(({ file, element }) => (!file || file === path) && registry.get(element)).forEach(({ element, severity }) => {
      canvas.addMarker(element, `mark-${severity}`);
      this.marked.push([element, `mark-${severity}`]);
    });
  }

  summary() {
    const count = severity => this.list.filter(finding => finding.severity === severity).length;
    const title = document.createElement('h2');
    const parts = [count('error') && say('errors', { n: count('error') }), count('warning') && say('warnings', { n: count('warning') })];
    title.textContent = parts.filter(Boolean).join(', ') || say('clean');
    title.className = count('error') ? 'bad' : count('warning') ? 'warn' : 'ok';
    return title;
  }

  lines() {
    const list = document.createElement('ul');
    this.list.forEach(finding => list.append(this.line(finding)));
    return list;
  }

  line(finding) {
    const item = document.createElement('li');
    const button = item.appendChild(document.createElement('button'));
    button.type = 'button';
    button.className = finding.severity;
    button.append(piece('b', say(finding.severity)), piece('span', finding.message), piece('small', placeOf(finding)));
    button.addEventListener('click', () => this.onChoose(finding));
    if (finding.mends) item.append(this.mending(finding));
    return item;
  }

  /** What one press sets right, beside what names it. */
  mending(finding) {
    const button = piece('button', say('mend'));
    button.type = 'button';
    button.className = 'mend';
    button.setAttribute('aria-label', `${say('mend')}: ${finding.message}`);
    button.addEventListener('click', () => this.onMend(finding));
    return button;
  }
}

function piece(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function placeOf({ rule, file, element, line }) {
  return [file, element, line && say('line', { n: line }), rule].filter(Boolean).join(' · ');
}
