// The workshop's reading pages: a change in the list and its element on the diagram find each other.
import './workshop/workshop.css';
import { listenForShutting } from './workshop/dialogs.js';

listenForShutting();

document.addEventListener('click', event => {
  const button = event.target.closest('[data-shows]');
  const diagram = button?.closest('section')?.querySelector('[data-diagram]');
  if (!diagram || !window.bvDiagrams?.focus(diagram, button.dataset.shows)) return;
  diagram.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
});

document.addEventListener('bv:element', event => {
  const items = event.target.closest('section')?.querySelectorAll('[data-element]') ?? [];
  const item = [...items].find(candidate => candidate.dataset.element === event.detail.id);
  if (!item) return;
  items.forEach(other => other.classList.toggle('chosen', other === item));
  item.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
});
