import { listCard, reminderCard, reportCard, taskCards } from './cards.js';
import { byId, element } from './dom.js';

const TITLES = { tasks: 'Tasks', lists: 'Lists', reminders: 'Reminders', reports: 'Reports' };
const KINDS = Object.keys(TITLES);
const EMPTY = {
  all: ['Nothing here yet', 'Say something in the chat, and what comes of it appears here.'],
  tasks: ['No tasks yet', 'Try “/newtask @joel Check Eagle Lake generator tomorrow at 3pm”.'],
  lists: ['No lists yet', 'Try “add milk and eggs to the shopping list”.'],
  reminders: ['No reminders yet', 'Try “remind me tomorrow at 9 to call the vendor”.'],
  reports: ['No reports yet', 'Try “Eagle Lake: temperature 72F, pressure normal, generator 2 down”.'],
};

/** The records beside the chat, fresh after every message. */
export class Records {
  #panel = byId('panel');
  #tabs = ['all', ...KINDS].map((kind) => byId(`tab-${kind}`));
  #shown = 'all';
  #records;
  #api;
  #failed;
  /** How often it was asked for all records, and which of the answers is shown: an older one may come later. */
  #asked = 0;
  #answered = 0;

  /** `failed` is told when something could not be loaded or changed. */
  constructor(api, failed) {
    this.#api = api;
    this.#failed = failed;
    for (const [place, tab] of this.#tabs.entries()) {
      tab.addEventListener('click', () => this.#show(tab));
      tab.addEventListener('keydown', (event) => this.#move(event, place));
    }
    this.#panel.replaceChildren(...KINDS.map(() => element('div', { className: 'ghost' })));
    this.#drawTabs();
  }

  /** Loads everything anew; the records in `news` (ids) are shown off. */
  async refresh(news = new Set()) {
    const asked = ++this.#asked;
    try {
      const records = await this.#api.records();
      if (asked < this.#answered) return;
      this.#answered = asked;
      const isSame = news.size === 0 && JSON.stringify(records) === JSON.stringify(this.#records);
      this.#records = records;
      if (!isSame) this.#draw(news);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Shows the records a message has touched; resolves to whether there were any. */
  async showNews(outcomes) {
    const subjects = outcomes.flatMap(({ subject }) => (KINDS.includes(`${subject?.kind}s`) ? subject : []));
    const hidden = subjects.find(({ kind }) => this.#shown !== 'all' && this.#shown !== `${kind}s`);
    if (hidden) this.#shown = `${hidden.kind}s`;
    await this.refresh(new Set(subjects.map((subject) => subject[subject.kind].id)));
    return subjects.length > 0;
  }

  #show(tab) {
    this.#shown = tab.dataset.kind;
    this.#draw();
  }

  #move({ key }, from) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const tab = this.#tabs.at((from + step) % this.#tabs.length);
    this.#show(tab);
    tab.focus();
  }

  #draw(news = new Set()) {
    this.#drawTabs();
    if (!this.#records) return;
    const cards = this.#shown === 'all' ? this.#sections(news) : this.#cards(this.#shown, news);
    this.#panel.replaceChildren(...(cards.length > 0 ? cards : [nothing(this.#shown)]));
    this.#panel.ariaBusy = 'false';
    this.#panel.querySelector('.news')?.scrollIntoView({ block: 'nearest' });
  }

  #drawTabs() {
    for (const tab of this.#tabs) {
      const isShown = tab.dataset.kind === this.#shown;
      tab.ariaSelected = String(isShown);
      tab.tabIndex = isShown ? 0 : -1;
      if (isShown) this.#panel.setAttribute('aria-labelledby', tab.id);
      const count = tab.querySelector('.count');
      if (count && this.#records) count.textContent = this.#count(tab.dataset.kind) || '';
    }
  }

  #count(kind) {
    const isLeft = kind === 'tasks' ? ({ status }) => status === 'open' : () => true;
    return this.#records[kind].filter(isLeft).length;
  }

  #sections(news) {
    return KINDS.flatMap((kind) => {
      const cards = this.#cards(kind, news);
      return cards.length > 0 ? [element('h2', { textContent: TITLES[kind] }), ...cards] : [];
    });
  }

  #cards(kind, news) {
    const { tasks, lists, reminders, reports } = this.#records;
    const setDone = (box, { id }) => this.#change(box, () => this.#api.setDone(id, box.checked));
    const setChecked = (box, list, item) =>
      this.#change(box, () => this.#api.setChecked(list.id, item.id, box.checked));
    if (kind === 'tasks') return taskCards(tasks, news, setDone);
    if (kind === 'lists') return lists.map((list) => listCard(list, news, setChecked));
    if (kind === 'reports') return reports.map((report) => reportCard(report, news));
    return reminders.map((reminder) => reminderCard(reminder, news));
  }

  /** A tick is shown at once, and taken back when it did not hold. */
  async #change(box, change) {
    box.disabled = true;
    try {
      await change();
      await this.refresh();
    } catch (error) {
      box.checked = !box.checked;
      box.disabled = false;
      this.#failed(error);
    }
  }
}

function nothing(kind) {
  const [title, hint] = EMPTY[kind];
  return element('p', { className: 'empty' }, element('strong', { textContent: title }), hint);
}
