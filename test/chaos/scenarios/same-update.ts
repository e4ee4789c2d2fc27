import { setTimeout as pause } from 'node:timers/promises';
import { hire, keyOf } from '../crew.ts';
import { account, linesOf, settled } from '../account.ts';
import { exactly, type Scenario } from '../scenario.ts';
import { SECRET, Stage } from '../stage.ts';

const TIMES = 10;

/** A hundred updates, each ten times at the same moment, spread over three instances. */
export const sameUpdate: Scenario = {
  name: 'same-update',
  about: 'the same update 10 times at once to 3 instances on one PostgreSQL: one record, one reply, all 200',
  run: ({ small, say }) =>
    Stage.with({ instances: 3, postgres: true }, async (stage) => {
      const updates = small ? 20 : 100;
      const crew = await hire(stage, updates);
      for (const [n, { person }] of crew.entries()) person.says(person.chat, `/newtask Check pump ${keyOf(n)}`);
      say(`sending ${updates} updates ${TIMES} times each`);
      const statuses: number[] = [];
      for (const { json } of stage.telegram.updates) {
        const copies = Array.from({ length: TIMES }, (_, n) => send(stage.instances[n % 3]?.url ?? '', json));
        statuses.push(...(await Promise.all(copies)));
      }
      stage.deliver(); // what Telegram still has it sends as well: an eleventh time
      await settled(stage, updates, 60_000);
      await pause(500);
      const result = await account(stage, updates);
      return [
        exactly('answers that were not 200', statuses.filter((status) => status !== 200).length, 0),
        ...linesOf(result),
        exactly('replies said twice', result.repeats, 0),
        exactly('messages stored', await stage.database.count(`messages where source = 'telegram'`), updates),
      ];
    }),
};

async function send(url: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET };
  const answer = await fetch(`${url}/webhook`, { method: 'POST', headers, body });
  await answer.text();
  return answer.status;
}
