// The editor page: files on the left of the bar, the diagram or a text in the middle, findings below.
import { language } from '../diagram/words.js';
import { undrawn, withDrawing } from '../diagram/layout.js';
import { lettersReady } from '../diagram/lettering.js';
import { buildModeler, selectElement, showWhole } from './diagram.js';
import { Findings } from './findings.js';
import { load, send } from './server.js';
import { loadTemplates } from './templates.js';
import { translator } from './translate.js';
import { listenForShutting } from '../workshop/dialogs.js';
import { say } from './words.js';

listenForShutting();

/** Open the editor on its page; returns it with `ready`, a promise. */
export function openEditor(root) {
  const editor = new Editor(root);
  editor.ready = editor.start();
  return editor;
}

class Editor {
  constructor(root) {
    this.root = root;
    this.urls = root.dataset;
    this.part = name => root.querySelector(`[data-part="${name}"]`);
    this.words = translator(language());
    this.path = null;
    this.kind = '';
    this.dirty = false;
    this.files = undefined;
    this.tables = undefined;
    this.templates = undefined;
    this.edited = undefined;
    this.known = { token: '', me: '' };
    this.ready = undefined;
  }

  async start() {
    const [draft] = await Promise.all([load(this.urls.load), lettersReady()]);
    Object.assign(this, { files: draft.files, draft: draft.draft, templates: draft.templates, known: { token: draft.token, me: draft.me } });
    this.modeler = buildModeler(this.part('canvas'), this.part('panel'), this.words.module);
    this.findings = new Findings(this.part('findings'), finding => this.show(finding), finding => this.perform(() => this.mend(finding)));
    this.listen();
    this.tellState();
    await this.open(this.part('file').value);
    this.root.dataset.state = 'ready';
  }

  listen() {
    this.part('file').addEventListener('change', event => this.open(event.target.value));
    this.part('save').addEventListener('click', () => this.perform(() => this.save()));
    this.part('check').addEventListener('click', () => this.perform(() => this.check()));
    this.part('submit').addEventListener('click', () => this.perform(() => this.askToSubmit()));
    this.part('submit-form').addEventListener('submit', event => this.perform(() => this.submit(event)));
    this.part('text').addEventListener('input', () => this.touch());
    this.modeler.get('eventBus').on('commandStack.changed', () => this.touch());
    this.part('undo').addEventListener('click', () => this.stack().undo());
    this.part('redo').addEventListener('click', () => this.stack().redo());
    document.addEventListener('keydown', event => this.onKey(event));
    window.addEventListener('beforeunload', event => this.dirty && event.preventDefault());
  }

  onKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    document.activeElement?.blur(); // a field being edited hands over its value
    this.perform(() => this.save());
  }

  async open(path) {
    await this.keep();
    this.path = path;
    this.part('file').value = path;
    this.part('undo').disabled = this.part('redo').disabled = true;
    const kind = kindOf(path);
    this.turnTo(kind);
    this.say('');
    this.opening = true;
    try {
      if (kind === 'drawing') await this.openDiagram(path);
      else if (kind === 'tables') await this.openTables(path);
      else this.openText(path);
    } catch (error) {
      // What cannot be drawn can still be read and mended as text.
      this.openText(path);
      this.say(say('notDrawn', { why: error.message }), 'bad');
    } finally {
      this.opening = false;
    }
  }

  turnTo(kind) {
    this.kind = kind;
    ['drawing', 'tables', 'text'].forEach(name => { this.part(name).hidden = name !== kind; });
  }

  openText(path) {
    this.turnTo('text');
    this.part('text').value = this.files[path];
  }

  async openTables(path) {
    await loadScript(this.urls.tables);
    const { module: translateModule, translate } = this.words;
    this.tables ??= window.bvDecisions(this.part('decisions'), this.part('tabs'), { translateModule, translate, onChange: () => this.touch() });
    await this.tables.open(this.files[path]);
  }

  async openDiagram(path) {
    const { xml, isNew } = await withDrawing(this.files[path]);
    await this.modeler.importXML(xml);
    loadTemplates(this.modeler, this.templates);
    showWhole(this.modeler.get('canvas'));
    this.findings.mark(this.modeler, path);
    if (isNew) this.touch({ path });
    this.tellDrawing(isNew, undrawn(this.modeler));
  }

  tellDrawing(isNew, missing) {
    const told = [isNew && say('laidOut'), missing.length && say('leftOut', { names: missing.slice(0, 12).join(', ') })];
    if (isNew || missing.length) this.say(told.filter(Boolean).join(' '), 'warn');
  }

  // What stands on the screen goes back among the files.
  async keep() {
    if (!this.path || !this.edited?.has(this.path)) return;
    const read = {
      drawing: async () => (await this.modeler.saveXML({ format: true })).xml,
      tables: () => this.tables.text(),
      text: () => this.part('text').value,
    };
    this.files[this.path] = await read[this.kind]();
  }

  touch({ path = this.opening ? '' : this.path } = {}) {
    if (!path) return;
    (this.edited ??= new Set()).add(path);
    this.findings.age();
    this.changes = (this.changes ?? 0) + 1;
    this.dirty = true;
    this.part('undo').disabled = !this.stack()?.canUndo();
    this.part('redo').disabled = !this.stack()?.canRedo();
    this.tellState();
  }

  // What undoes in the open file; a text area undoes by itself.
  stack() {
    return { drawing: () => this.modeler.get('commandStack'), tables: () => this.tables.stack(), text: () => undefined }[this.kind]();
  }

  async save() {
    await this.keep();
    const seen = this.changes;
    this.draft = await this.send(this.urls.save, { files: this.files, ...this.begun(), key: newKey() });
    this.dirty = this.changes !== seen;
    this.tellState();
  }

  send(url, body) {
    return send(url, body, this.known, () => load(this.urls.load));
  }

  // What the files are a change of: the draft as last seen, else the version or draft this page began from.
  begun() {
    return this.draft?.id ? { draft: this.draft.id, version: this.draft.version } : { begin: this.urls.begin };
  }

  async check() {
    await this.keep();
    const { findings } = await this.send(this.urls.check, { files: this.files, ...this.begun() });
    this.findings.show(findings);
    if (this.kind === 'drawing') this.findings.mark(this.modeler, this.path);
    return findings;
  }

  // What one press sets right becomes a change like any other: not saved yet, and seen in the differences later.
  async mend({ file, rule }) {
    await this.keep();
    const { files } = await this.send(this.urls.mend, { files: this.files, ...this.begun(), file, rule });
    const changed = Object.keys(files).filter(path => files[path] !== this.files[path]);
    Object.assign(this.files, files);
    this.edited?.delete(this.path); // what stands on the screen is from before
    await this.open(this.path);
    changed.forEach(path => this.touch({ path }));
    await this.check();
    this.say(say('mended', { names: changed.join(', ') }), 'info');
  }

  async askToSubmit() {
    if (this.dirty || !this.draft?.id) await this.save();
    const findings = await this.check();
    if (findings.some(finding => finding.severity === 'error')) return this.say(say('correctFirst'), 'bad');
    return this.part('submit-dialog').showModal();
  }

  async submit(event) {
    event.preventDefault();
    const note = this.part('note').value.trim();
    const sent = { note, version: this.draft.version, key: newKey(), _password: this.password().value };
    this.password().value = '';
    const { next } = await this.send(this.urls.submit.replace(UNSAVED, this.draft.id), sent);
    this.dirty = false;
    window.location.assign(next);
  }

  password() {
    return this.part('confirm').querySelector('input');
  }

  /** Ask for the password in the open dialog: it became due, or was wrong. */
  askForPassword(said) {
    this.part('confirm').hidden = false;
    this.password().required = true;
    this.part('confirm-said').textContent = said;
    this.password().focus();
  }

  async show({ file, element }) {
    if (file && file !== this.path && file in this.files) await this.open(file);
    if (element && this.kind === 'drawing') selectElement(this.modeler, element);
  }

  // One request at a time; a refusal is told where the person looks.
  async perform(work) {
    if (this.busy) return;
    this.busy = true;
    this.root.setAttribute('aria-busy', 'true');
    this.say('');
    try {
      await work();
    } catch (error) {
      if (error.body?.password) return this.askForPassword(error.message);
      this.part('submit-dialog').close();
      this.findings.refuse(error.body?.findings ?? []);
      this.say(reasonOf(error), 'bad');
      if (!error.status) console.error(error);
    } finally {
      this.busy = false;
      this.root.removeAttribute('aria-busy');
    }
  }

  say(text, kind = 'info') {
    const box = this.part('message');
    box.textContent = text;
    box.className = `bv-message ${kind}`;
    box.hidden = !text;
  }

  tellState() {
    const { draft } = this;
    const saved = draft?.id ? say('saved', { by: draft.saved_by, at: draft.saved_at }) : say('newDraft');
    this.part('state').textContent = this.dirty ? say('unsaved') : saved;
    this.part('state').classList.toggle('warn', this.dirty);
  }
}

function reasonOf(error) {
  if (error.status === 401) return say('signInAgain');
  return error.status ? error.message : say('unreachable');
}

const kindOf = path => (path.endsWith('.bpmn') ? 'drawing' : path.endsWith('.dmn') ? 'tables' : 'text');

// The editor of tables is large and seldom needed: it comes when a table is opened.
function loadScript(url) {
  if (window.bvDecisions) return undefined;
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    Object.assign(script, { src: url, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

const UNSAVED = '00000000-0000-0000-0000-000000000000'; // stands in addresses until the first save
const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
