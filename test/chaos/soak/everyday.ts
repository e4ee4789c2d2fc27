import { setTimeout as pause } from 'node:timers/promises';
import type { Posted, Press } from '../../telegram/index.ts';
import { keyOf, type Member } from '../crew.ts';
import type { Stage } from '../stage.ts';

const SOON_MS = 3000;

/** What a crew does all day: says, changes, presses, sets reminders, looks; somebody does something so many times a second. */
export class Everyday {
  readonly presses: Press[] = [];
  /** How many tasks were said. */
  tasks = 0;
  /** The reminders set, by title. */
  readonly reminders: string[] = [];
  readonly #stage: Stage;
  readonly #crew: readonly Member[];
  readonly #said = new Map<Member, { readonly posted: Posted; readonly key: string }>();
  readonly #pressed = new Set<Posted>();

  constructor(stage: Stage, crew: readonly Member[]) {
    this.#stage = stage;
    this.#crew = crew;
  }

  async lasts(milliseconds: number, perSecond: number): Promise<void> {
    const started = performance.now();
    for (let n = 0; ; n += 1) {
      const due = started + (n * 1000) / perSecond;
      if (due > started + milliseconds) return;
      const early = due - performance.now();
      if (early > 1) await pause(early);
      const member = this.#crew[n % this.#crew.length];
      // what each does next moves on with every turn of the crew
      if (member) await this.#does(member, n + Math.floor(n / this.#crew.length));
    }
  }

  async #does(member: Member, n: number): Promise<void> {
    const { person } = member;
    switch (n % 8) {
      case 0:
        return this.#edits(member);
      case 1:
        return this.#presses(member);
      case 2:
        return this.#setsReminder(member);
      case 3:
        return void person.says(person.chat, `add rope ${n} and tape ${n} to the truck list`);
      case 4:
        return void person.says(person.chat, '/showmytasks');
      default:
        return this.#saysTask(member);
    }
  }

  #saysTask(member: Member): void {
    const key = keyOf(this.tasks);
    this.tasks += 1;
    const posted = member.person.says(member.person.chat, `/newtask Check pump ${key}`);
    this.#said.set(member, { posted, key });
  }

  #edits(member: Member): void {
    const said = this.#said.get(member);
    if (said) member.person.edits(said.posted, `/newtask Check pump ${said.key} again`);
  }

  #presses(member: Member): void {
    const { person } = member;
    const answer = this.#stage.telegram.tally.sent(person.chat).findLast((posted) => labels(posted).includes('Done'));
    if (!answer || this.#pressed.has(answer)) return;
    this.#pressed.add(answer);
    this.presses.push(person.presses(answer, 'Done'));
  }

  async #setsReminder({ id }: Member): Promise<void> {
    const title = `Look at gauge R${this.reminders.length}.`;
    const due = new Date(Date.now() + SOON_MS).toISOString();
    const asked = { title, due, personIds: [id] };
    const answer = await this.#stage.api.ask('POST', '/v1/reminders', asked).catch(() => undefined);
    // what was refused, because the product is away just now, was not promised
    if (answer?.status === 201) this.reminders.push(title);
  }
}

function labels({ message }: Posted): string[] {
  return message.reply_markup?.inline_keyboard.flat().map(({ text }) => text) ?? [];
}
