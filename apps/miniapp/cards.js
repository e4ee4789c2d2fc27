import { element, icon } from './dom.js';
import { isPast, when } from './when.js';

/** Tasks as cards, each with its subtasks below it; `setDone(box, task)` is told of a tick. */
export function taskCards(tasks, news, setDone) {
  const ids = new Set(tasks.map(({ id }) => id));
  const row = (task) => taskRow(task, setDone);
  return tasks
    .filter(({ parentId }) => !ids.has(parentId))
    .map((task) => {
      const parts = tasks.filter(({ parentId }) => parentId === task.id).toReversed();
      const isNews = [task, ...parts].some(({ id }) => news.has(id));
      const nested = parts.length > 0 && element('div', { className: 'subtasks' }, ...parts.map(row));
      return card(isNews, row(task), nested);
    });
}

/** A list as a card; `setChecked(box, list, item)` is told of a tick. */
export function listCard(list, news, setChecked) {
  const { id, ref, name, items } = list;
  const left = items.filter(({ checked }) => !checked).length;
  const state = items.length > 0 ? `${left} of ${items.length} left` : 'empty';
  const heading = element('h3', {}, name, element('span', { className: 'ref', textContent: `${state} · #${ref}` }));
  const lines = items.map((item) =>
    element(
      'li',
      {},
      itemRow(item, (box) => setChecked(box, list, item)),
    ),
  );
  return card(news.has(id), heading, element('ul', { className: 'items' }, ...lines));
}

export function reminderCard({ id, ref, title, due, people, site, recurrence }, news) {
  const facts = [
    fact('bell', when(due, true)),
    ...people.map(person),
    site && fact('pin', site.name),
    recurrence && fact('repeat', 'repeats'),
  ];
  return card(news.has(id), named(title, ref), element('div', { className: 'facts' }, ...facts));
}

export function reportCard(report, news) {
  const { id, ref, title, status, site, author, observedAt, readings, equipment, followUps, attachments } = report;
  const found = [
    ...readings.map(({ name, value, unit }) => [`${name}:`, value, unit].filter((part) => part !== null).join(' ')),
    ...equipment.map(({ name, status: state }) => `${name}: ${state}`),
  ];
  const facts = [
    site && fact('pin', site.name),
    fact('clock', when(observedAt, true)),
    person(author),
    element('span', { textContent: status }),
    attachments.length > 0 && element('span', { textContent: `files: ${attachments.length}` }),
    followUps.length > 0 &&
      element('span', { textContent: `tasks: ${followUps.map((task) => `#${task.ref}`).join(', ')}` }),
  ].filter(Boolean);
  return card(
    news.has(id),
    named(title, ref),
    found.length > 0 && element('div', { className: 'facts', textContent: found.join(' · ') }),
    element('div', { className: 'facts' }, ...facts),
  );
}

function card(isNews, ...children) {
  return element('article', { className: isNews ? 'record news' : 'record' }, ...children);
}

function taskRow(task, setDone) {
  const { ref, title, status } = task;
  const box = element('input', { type: 'checkbox', checked: status === 'done', ariaLabel: `Done: ${title}` });
  box.addEventListener('change', () => setDone(box, task));
  return element(
    'div',
    { className: status === 'done' ? 'row done' : 'row' },
    box,
    element('div', {}, named(title, ref), taskFacts(task)),
  );
}

const STAGES = { in_progress: 'in progress', on_hold: 'on hold' };

function taskFacts({ assignees, site, due, dueHasTime, priority, status, stage, blockedBy, progress, recurrence }) {
  const isLate = due && status === 'open' && isPast(due, dueHasTime);
  const isPressing = priority === 'high' || priority === 'urgent';
  const waitsFor = blockedBy.filter((one) => status === 'open' && one.status === 'open').map((one) => `#${one.ref}`);
  const facts = [
    stage && element('span', { textContent: STAGES[stage] }),
    waitsFor.length > 0 && element('span', { textContent: `waits for ${waitsFor.join(', ')}` }),
    ...assignees.map(person),
    site && fact('pin', site.name),
    due && fact('clock', when(due, dueHasTime), isLate ? 'late' : ''),
    recurrence && fact('repeat', 'repeats'),
    isPressing && element('span', { className: 'late', textContent: priority }),
    progress.total > 0 && element('span', { textContent: `${progress.done} of ${progress.total} parts done` }),
  ].filter(Boolean);
  return facts.length > 0 && element('div', { className: 'facts' }, ...facts);
}

function itemRow({ text, quantity, unit, checked }, setChecked) {
  const box = element('input', { type: 'checkbox', checked });
  box.addEventListener('change', () => setChecked(box));
  const words = [quantity, unit, text].filter(Boolean).join(' ');
  return element('label', {}, box, element('span', { className: checked ? 'done' : '', textContent: words }));
}

function named(title, ref) {
  return element(
    'div',
    { className: 'title' },
    `${title} `,
    element('span', { className: 'ref', textContent: `#${ref}` }),
  );
}

function fact(symbol, words, className = '') {
  return element('span', { className }, icon(symbol), words);
}

function person({ name }) {
  return element('span', { className: 'who', textContent: name });
}
