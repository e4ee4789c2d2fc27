import { setTimeout as pause } from 'node:timers/promises';
import { hire, type Member } from '../crew.ts';
import { atMost, exactly, plain, type Scenario } from '../scenario.ts';
import { Stage } from '../stage.ts';

const TRIGGER = `
  create function public.chaos() returns trigger language plpgsql as $$
  begin
    if new.title like '%poison%' then raise exception 'a bug nobody has foreseen'; end if;
    return new;
  end $$;
  create trigger chaos before insert on public.tasks for each row execute function public.chaos()`;
const NO_TRIGGER = 'drop trigger chaos on public.tasks; drop function public.chaos()';

/** A message that cannot be carried out, by a trigger in the database that raises what nobody has foreseen. */
export const poison: Scenario = {
  name: 'poison',
  about: 'a message that always fails is parked within 30 s with its text, and its chat goes on',
  run: ({ small, say }) =>
    Stage.with({ instances: 2, postgres: true }, async (stage) => {
      const crew = await hire(stage, small ? 3 : 20);
      await stage.database.exec(TRIGGER);
      stage.deliver();
      say('each says something good, something poisonous, and something good again');
      const began = performance.now();
      const tell = (what: string) => {
        for (const { person } of crew) person.says(person.chat, `/newtask Check pump ${what}`);
      };
      for (const what of ['before', 'poison', 'after']) tell(what);
      const answered = (member: Member, what: string) => heard(stage, member).some((text) => text.includes(what));
      await stage.telegram.until(() => crew.every((one) => answered(one, 'after')), 60_000).catch(() => undefined);
      const tookMs = performance.now() - began;
      await pause(1000);
      const parked = await stage.api.all('/v1/messages?status=parked');
      await stage.database.exec(NO_TRIGGER);
      const tasks = await pumps(stage);
      say('the cause is gone: an admin has them tried again');
      for (const { id } of parked) await stage.api.ask('POST', `/v1/messages/${String(id)}/retry`);
      await stage.telegram.until(() => crew.every((one) => answered(one, 'poison')), 60_000).catch(() => undefined);
      return [
        exactly('chats that do not go on', crew.filter((one) => !answered(one, 'after')).length, 0),
        // in the small form on a busy machine how long it takes says little
        small
          ? plain('until every chat goes on', `${(tookMs / 1000).toFixed(1)} s`)
          : atMost('until every chat goes on', tookMs / 1000, 30, ' s'),
        exactly('parked', parked.length, crew.length),
        exactly(
          'parked with their text',
          parked.filter(({ text }) => text === '/newtask Check pump poison').length,
          crew.length,
        ),
        exactly('tasks', tasks, crew.length * 2),
        exactly('tasks after another try', await pumps(stage), crew.length * 3),
        exactly('not told of that', crew.filter((one) => !answered(one, 'poison')).length, 0),
        plain(
          'people told that it failed',
          `${crew.filter((one) => heard(stage, one).length > 2).length} of ${crew.length}`,
        ),
      ];
    }),
};

async function pumps({ api }: Stage): Promise<number> {
  return (await api.all('/v1/tasks')).filter(({ title }) => /pump/.test(String(title))).length;
}

function heard({ telegram }: Stage, { person }: Member): string[] {
  return telegram.tally.sent(person.chat).map(({ message }) => message.text ?? '');
}
