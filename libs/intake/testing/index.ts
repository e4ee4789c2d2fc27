import { randomUUID } from 'node:crypto';
import { readSettings } from '#config';
import { type Outcome, TestClock } from '#core';
import { Processors } from '#processors';
import { Rails } from '#rails';
import { Replies } from '#replies';
import { Archives, Invites } from '#stores';
import { eachProcessor } from '../../processors/processors.module.ts';
import { openTestStores } from '../../stores/testing/index.ts';
import { HouseRules } from '../house-rules.ts';
import { Intake, type Receipt } from '../intake.ts';
import { Newcomers } from '../newcomers.ts';
import { Scene } from '../scene.ts';
import { Understanding } from '../understanding.ts';

/** Wednesday morning in Texas. */
export const NOW = new Date('2026-06-03T10:15:00-05:00');

/** The whole path on a fresh embedded database, with a crew and two sites. */
export async function openTestIntake(variables: Record<string, string> = {}) {
  const stores = await openTestStores();
  const { inbox, directory, organisation, people, records, search, ledger, admin } = stores;
  await people.updatePerson(admin, admin.personId, { timeZone: 'America/Chicago' });
  const crew = {
    joel: await people.createPerson(admin, { name: 'Joel', aliases: ['joey'] }),
    maria: await people.createPerson(admin, { name: 'Maria Lopez', aliases: ['maria'] }),
  };
  const sites = { eagleLake: await people.createSite(admin, { name: 'Eagle Lake' }) };
  const clock = new TestClock(NOW);
  const rules = new HouseRules(readSettings({ DEFAULT_TIME_ZONE: 'America/Chicago', ...variables }));
  const processors = new Processors(
    ledger,
    directory,
    clock,
    eachProcessor(records, search, new Archives(stores.client)),
  );
  const scene = new Scene(
    rules,
    new Newcomers(rules, people, organisation, new Invites(stores.client, directory)),
    organisation,
    directory,
    clock,
  );
  const intake = new Intake(inbox, scene, new Understanding(new Rails()), processors, new Replies());

  /** Says something as the admin; one conversation unless told otherwise. */
  const say = (
    text: string,
    over: { chat?: string; sourceId?: string; requestHash?: string } = {},
  ): Promise<Receipt> => {
    const message = {
      source: 'rest' as const,
      sourceId: over.sourceId ?? randomUUID(),
      chat: over.chat ?? 'desk',
      text,
      sentAt: clock.now(),
    };
    const { requestHash } = over;
    return intake.receive({ message, from: { personId: admin.personId }, ...(requestHash ? { requestHash } : {}) });
  };
  return { ...stores, crew, sites, clock, intake, processors, say };
}

export type TestIntake = Awaited<ReturnType<typeof openTestIntake>>;

/** The only task, list or reminder an outcome is about; fails with the outcome when there is none. */
export function subjectOf(outcome: Outcome | undefined) {
  if (outcome?.kind !== 'changed') throw new Error(`not a change: ${JSON.stringify(outcome)}`);
  return outcome.subject;
}
