import { byId, element } from './dom.js';
import { isPast, when } from './when.js';

const KINDS = ['tasks', 'lists', 'reminders'];
const EMPTY = {
  tasks: ['No tasks yet', 'Try “@joel check the Eagle Lake generator tomorrow at 3pm”.'],
  lists: ['No lists yet', 'Try “add milk and eggs to the shopping list”.'],
  reminders: ['No reminders yet', 'Try “remind me tomorrow at 9 to call the vendor”.'],
};

/** The records beside the chat: one kind at a time, fresh after every message. */
export class Records {
  #panel = byId('panel');
  #tabs = KINDS.map((kind) => byId(`tab-${kind}`));
  #shown = 'tasks';
  #records;
  #api;
  #failed;

  /** `failed` is told when something could not be loaded or changed. */
  constructor(api, failed) {
    this.#api = api;
    this.#failed = failed;
    for (const tab of this.#tabs) {
      tab.onclick = () => this.show(tab.dataset.kind);
      tab.onkeydown = (event) => this.#move(event, this.#tabs.indexOf(tab));
    }
    this.#panel.replaceChildren(...KINDS.map(() => element('div', { className: 'ghost' })));
    this.show('tasks');
  }

  /** Loads everything anew; the records in `news` (ids) are shown off. */
  async refresh(news = new Set()) {
    try {
      this.#records = await this.#api.records();
      this.#draw(news);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Shows the records a message has touched. */
  async showNews(outcomes) {
    const subjects = outcomes.flatMap(({ subject }) => subject ?? []);
    const [first] = subjects;
    if (first) this.#shown = `${first.kind}s`;
    await this.refresh(new Set(subjects.map((subject) => subject[subject.kind].id)));
    return subjects.length > 0;
  }

  show(kind) {
    this.#shown = kind;
    this.#draw();
  }

  #move({ key }, from) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const tab = this.#tabs.at((from + step) % this.#tabs.length);
    this.show(tab.dataset.kind);
    tab.focus();
  }

  #draw(news = new Set()) {
    for (const tab of this.#tabs) {
      const isShown = tab.dataset.kind === this.#shown;
      tab.ariaSelected = String(isShown);
      tab.tabIndex = isShown ? 0 : -1;
      if (isShown) this.#panel.setAttribute('aria-labelledby', tab.id);
      if (this.#records) tab.querySelector('.count').textContent = this.#count(tab.dataset.kind) || '';
    }
    if (!this.#records) return;
    const cards = this.#cards(news);
    const [title, hint] = EMPTY[this.#shown];
    this.#panel.replaceChildren(
      ...(cards.length > 0
        ? cards
        : [element('p', { className: 'empty' }, element('strong', { textContent: title }), hint)]),
    );
    this.#panel.ariaBusy = 'false';
    this.#panel.querySelector('.news')?.scrollIntoView({ block: 'nearest' });
  }

  #count(kind) {
    return kind === 'tasks'
      ? this.#records.tasks.filter(({ status }) => status === 'open').length
      : this.#records[kind].length;
  }

  #cards(news) {
    const { tasks, lists, reminders } = this.#records;
    if (this.#shown === 'lists') return lists.map((list) => this.#list(list, news));
    if (this.#shown === 'reminders') return reminders.map((reminder) => reminderCard(reminder, news));
    const ids = new Set(tasks.map(({ id }) => id));
    return tasks.filter(({ parentId }) => !ids.has(parentId)).map((task) => this.#task(task, tasks, news));
  }

  #task(task, tasks, news) {
    const parts = tasks.filter(({ parentId }) => parentId === task.id).reverse();
    const isNews = news.has(task.id) || parts.some(({ id }) => news.has(id));
    const nested =
      parts.length > 0
        ? element('div', { className: 'subtasks' }, ...parts.map((part) => this.#taskRow(part)))
        : undefined;
    return element('article', { className: isNews ? 'record news' : 'record' }, this.#taskRow(task), nested);
  }

  #taskRow(task) {
    const { id, ref, title, status } = task;
    const box = element('input', { type: 'checkbox', checked: status === 'done', ariaLabel: `Done: ${title}` });
    box.addEventListener('change', () => this.#change(box, () => this.#api.setDone(id, box.checked), id));
    const name = element(
      'div',
      { className: 'title' },
      `${title} `,
      element('span', { className: 'ref', textContent: `#${ref}` }),
    );
    return element(
      'div',
      { className: status === 'done' ? 'row done' : 'row' },
      box,
      element('div', {}, name, taskFacts(task)),
    );
  }

  #list({ id, ref, name, items }, news) {
    const left = items.filter(({ checked }) => !checked).length;
    const heading = element(
      'h3',
      {},
      name,
      element('span', {
        className: 'ref',
        textContent: items.length > 0 ? `${left} of ${items.length} left · #${ref}` : `empty · #${ref}`,
      }),
    );
    const lines = items.map((item) => element('li', {}, this.#item(id, item)));
    return element(
      'article',
      { className: news.has(id) ? 'record news' : 'record' },
      heading,
      element('ul', { className: 'items' }, ...lines),
    );
  }

  #item(listId, { id, text, quantity, unit, checked }) {
    const box = element('input', { type: 'checkbox', checked });
    box.addEventListener('change', () =>
      this.#change(box, () => this.#api.setChecked(listId, id, box.checked), undefined),
    );
    const words = [quantity, unit, text].filter(Boolean).join(' ');
    return element('label', {}, box, element('span', { className: checked ? 'done' : '', textContent: words }));
  }

  /** A tick is shown at once, and taken back when it did not hold. */
  async #change(box, change, id) {
    box.disabled = true;
    try {
      await change();
      await this.refresh(new Set(id ? [id] : []));
    } catch (error) {
      box.checked = !box.checked;
      box.disabled = false;
      this.#failed(error);
    }
  }
}

function taskFacts({ assignees, site, due, dueHasTime, priority, status, progress, recurrence }) {
  const facts = [
    ...assignees.map(({ name }) => element('span', { className: 'who', textContent: name })),
    site && element('span', { textContent: `📍 ${site.name}` }),
    due &&
      element('span', {
        className: status === 'open' && isPast(due, dueHasTime) ? 'late' : '',
        textContent: `🕒 ${when(due, dueHasTime)}`,
      }),
    recurrence && element('span', { textContent: '🔁 repeats' }),
    (priority === 'high' || priority === 'urgent') && element('span', { className: 'late', textContent: priority }),
    progress.total > 0 && element('span', { textContent: `${progress.done}/${progress.total} subtasks` }),
  ].filter(Boolean);
  return facts.length > 0 ? element('div', { className: 'facts' }, ...facts) : undefined;
}

function reminderCard({ id, ref, title, due, people, site, recurrence }, news) {
  const facts = [
    element('span', { textContent: `🔔 ${when(due, true)}` }),
    ...people.map(({ name }) => element('span', { className: 'who', textContent: name })),
    site && element('span', { textContent: `📍 ${site.name}` }),
    recurrence && element('span', { textContent: '🔁 repeats' }),
  ];
  const name = element(
    'div',
    { className: 'title' },
    `${title} `,
    element('span', { className: 'ref', textContent: `#${ref}` }),
  );
  return element(
    'article',
    { className: news.has(id) ? 'record news' : 'record' },
    name,
    element('div', { className: 'facts' }, ...facts.filter(Boolean)),
  );
}
