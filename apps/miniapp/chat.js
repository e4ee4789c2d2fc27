import { byId, element } from './dom.js';

const DRAFT = 'flrts.draft';
const EXAMPLES = [
  'add milk and eggs to the shopping list',
  '/newtask @joel Check Eagle Lake generator tomorrow at 3pm',
  'remind me tomorrow at 9 to call the vendor',
  'show all tasks',
  'what can you do?',
];
const GREETING =
  'Hi! Tell me what needs doing, the way you would tell a colleague. I keep the list, the task or the reminder, and you see it appear among the records.';

/** The conversation: what was said, what was answered, and what is still on its way. */
export class Chat {
  #log = byId('log');
  #text = byId('text');
  #send = byId('composer').querySelector('button');
  #ask;
  #answered;

  /** `ask` says a text under an id and resolves to what came of it; `answered` is told of every answer. */
  constructor(ask, answered) {
    this.#ask = ask;
    this.#answered = answered;
    this.#text.value = localStorage.getItem(DRAFT) ?? '';
    this.#text.addEventListener('input', () => this.#drafted());
    this.#text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    byId('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId('chips').replaceChildren(...EXAMPLES.map((text) => this.#chip(text)));
    this.#drafted();
  }

  /** Shows a conversation from before. */
  show(messages) {
    this.#log.replaceChildren(element('li', { className: 'reply greeting', textContent: GREETING }));
    for (const { text, replies } of messages) {
      if (text) this.#say(text);
      for (const reply of replies) this.#log.append(replyItem(reply));
    }
    this.#toEnd();
  }

  /** Shows what the product says of its own accord: reminders, nudges, the day's digest. */
  tell(replies) {
    for (const reply of replies) {
      this.#log.append(replyItem(reply));
      const buttons = reply.buttons?.flat() ?? [];
      if (buttons.length > 0) this.#log.append(this.#buttons(buttons, false));
    }
    if (replies.length > 0) this.#toEnd();
  }

  /** Sends again what could not be sent. */
  retry() {
    for (const failed of this.#log.querySelectorAll('[data-state="failed"]')) failed.querySelector('.retry').click();
  }

  focus() {
    if (matchMedia('(min-width: 821px)').matches) this.#text.focus();
  }

  /** Says a text as if it had been typed; a button's text is shown by its label. */
  async say(text, shown = text) {
    // a question that was not answered is not asked any more
    for (const old of this.#log.querySelectorAll('.buttons.question')) old.remove();
    await this.#deliver(crypto.randomUUID(), text, this.#say(shown));
  }

  async #deliver(id, text, said) {
    const typing = element(
      'li',
      { className: 'reply typing', ariaLabel: 'Working on it' },
      ...['', '', ''].map(() => element('i')),
    );
    said.after(typing);
    said.dataset.state = 'sending';
    this.#toEnd();
    try {
      const receipt = await this.#ask(id, text);
      said.dataset.state = 'sent';
      typing.remove();
      this.#reply(receipt);
      this.#answered(receipt);
    } catch (error) {
      typing.remove();
      said.dataset.state = 'failed';
      said.append(this.#retryButton(error, () => this.#deliver(id, text, said)));
    }
    this.#toEnd();
  }

  #retryButton(error, retry) {
    const button = element('button', {
      type: 'button',
      className: 'retry',
      textContent: `${error.message} Tap to send again`,
    });
    button.addEventListener('click', () => {
      button.remove();
      void retry();
    });
    return button;
  }

  #say(text) {
    const said = element('li', { className: 'said', textContent: text });
    this.#log.append(said);
    byId('desk').classList.add('talking');
    return said;
  }

  #reply({ replies, outcomes }) {
    const isQuestion = outcomes.some(({ kind }) => kind === 'asked');
    for (const reply of replies) {
      this.#log.append(replyItem(reply));
      const buttons = reply.buttons?.flat() ?? [];
      if (buttons.length > 0) this.#log.append(this.#buttons(buttons, isQuestion));
    }
  }

  #buttons(buttons, isQuestion) {
    const row = element('li', { className: isQuestion ? 'buttons question' : 'buttons' });
    for (const { label, say } of buttons) {
      const button = element('button', { type: 'button', textContent: label });
      button.addEventListener('click', () => {
        row.remove();
        void this.say(say, label);
      });
      row.append(button);
    }
    return row;
  }

  #chip(text) {
    const chip = element('button', { type: 'button', textContent: text });
    chip.addEventListener('click', () => void this.say(text));
    return chip;
  }

  #submit() {
    const text = this.#text.value.trim();
    if (!text) return;
    this.#text.value = '';
    this.#drafted();
    void this.say(text);
  }

  /** What is not sent yet survives a reload. */
  #drafted() {
    localStorage.setItem(DRAFT, this.#text.value);
    this.#send.disabled = this.#text.value.trim() === '';
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}

function replyItem({ text, bold = [] }) {
  return element('li', { className: 'reply' }, ...emboldened(text, bold));
}

/** The text in pieces, of which some are bold; `start` and `length` count UTF-16 units, as strings here do. */
function emboldened(text, bold) {
  const pieces = [];
  let at = 0;
  for (const { start, length } of bold) {
    pieces.push(text.slice(at, start), element('strong', { textContent: text.slice(start, start + length) }));
    at = start + length;
  }
  return [...pieces, text.slice(at)];
}
