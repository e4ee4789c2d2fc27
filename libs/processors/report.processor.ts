import type { Command, Report, Slots } from '#core';
import { Records, type ReportFilter, type Step, words } from '#stores';
import { unknownSite } from './people.ts';
import { act, askFor, askWhich, notFound, type Processor, type Setting, settle } from './processor.ts';
import { linkToReports } from './report.links.ts';
import { spanOf } from './report.status.ts';
import { attach, create, isAnswer, onOne } from './report.steps.ts';
import { startOf } from './wall-clock.ts';

const CHOICES = 8;
/** How many reports one document holds at most. */
const IN_ONE_DOCUMENT = 200;

/** Field reports, and where things stand. */
export class ReportProcessor implements Processor {
  constructor(private readonly records: Records) {}

  async prepare(command: Command, setting: Setting): Promise<Step[]> {
    const { query } = command.slots;
    switch (command.operation) {
      case 'create':
        return create(command, setting);
      case 'show':
        return [await this.#show(command, setting)];
      case 'status':
        if (query === 'handoff' || query === 'digest')
          return [unknownSite(command, setting.known) ?? act(command, spanOf(command, setting))];
        return this.#onEach(command, setting);
      case 'note':
        return isAnswer(command, setting) ? [attach(command, setting)] : this.#onEach(command, setting);
      default:
        return this.#onEach(command, setting);
    }
  }

  async #show(command: Command, setting: Setting): Promise<Step> {
    const { site, query, as } = command.slots;
    const step = unknownSite(command, setting.known);
    if (step) return step;
    const filter = filterOf(command.slots, setting);
    if (as) return this.#link(command, filter, setting);
    const [person] = command.slots.assignees ?? [];
    const of = { person: person && { id: person.personId, name: person.name }, site, query };
    return { ...act(command, { ...filter, ...words(filter.query) }), of };
  }

  /** Those that fit; when nothing was said of them, the one talked about. */
  async #link(command: Command, filter: ReportFilter, { actor, known, origin }: Setting): Promise<Step> {
    const isSaid = Object.keys(filter).length > 0;
    const meant = isSaid ? filter : known.last?.kind === 'report' ? { id: known.last.id } : { limit: 1 };
    const { items } = await this.records.reports(actor, {
      limit: IN_ONE_DOCUMENT,
      order: 'observed',
      ...meant,
    });
    return items.length > 0 ? linkToReports(command, items, origin) : notFound(command, "I can't find such a report");
  }

  /** "add to the Crockett report", "finalize the Crockett report": the latest of that place; where there is none, one may be filed. */
  async #atSite(command: Command, setting: Setting): Promise<Step | Step[]> {
    const { site } = command.slots;
    if (!site?.siteId) return notFound(command, `I know no site called "${site?.name ?? ''}"`);
    const wrong = unknownSite(command, setting.known);
    if (wrong) return wrong;
    const { items } = await this.records.reports(setting.actor, { siteId: site.siteId, order: 'observed', limit: 1 });
    const [latest] = items;
    if (latest) return onOne(command, { id: latest.id }, setting);
    if (command.operation !== 'note') return notFound(command, "I can't find such a report");
    const first: Command = { ...command, operation: 'create' };
    return settle({
      kind: 'asked',
      command: 'report.create',
      question: 'unsure',
      choices: [{ label: 'Yes', command: first }],
    });
  }

  /** Everything that is done to reports that exist: those numbered, the one talked about, or one of the latest drafts. */
  async #onEach(command: Command, setting: Setting): Promise<Step[]> {
    const { id, version, refs } = command.slots;
    const { last } = setting.known;
    if (id) return onOne(command, { id, version }, setting);
    if (refs?.length) return refs.flatMap((ref) => onOne(command, { ref }, setting));
    if (command.slots.site) return [await this.#atSite(command, setting)].flat();
    if (last?.kind === 'report') return onOne(command, { id: last.id }, setting);
    const { items } = await this.records.reports(setting.actor, { status: 'draft', limit: CHOICES });
    // what was just made of a report's words leads back to it
    const whence = items.find(({ followUps }) => followUps.some((task) => task.id === last?.id));
    if (whence) return onOne(command, { id: whence.id }, setting);
    const [only, ...others] = items;
    const isClear = ['note', 'status'].includes(command.operation) && only && others.length === 0;
    if (isClear) return onOne(command, { id: only.id }, setting);
    // nothing is a draft: the latest says why nothing can be added
    const [latest] = only ? [] : (await this.records.reports(setting.actor, { limit: 1 })).items;
    if (command.operation === 'note' && latest) return onOne(command, { id: latest.id }, setting);
    return [items.length > 0 ? askWhich(command, '', items.map(choiceOf)) : askFor(command, 'refs')];
  }
}

function filterOf(slots: Slots, { actor }: Setting): ReportFilter {
  const { refs, site, assignees = [], mine, period, latest, reportStatus: status, query } = slots;
  const personId = assignees[0]?.personId ?? (mine ? actor.personId : undefined);
  const filter = {
    refs,
    siteId: site?.siteId,
    personId,
    from: period && startOf(period.from, actor.timeZone).toISOString(),
    to: period && startOf(period.to, actor.timeZone).toISOString(),
    status,
    limit: latest ? 1 : undefined,
    query: site && !site.siteId ? [site.name, query].filter(Boolean).join(' ') : query,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

function choiceOf({ ref, title, site }: Report): { label: string; slots: Slots } {
  const place = site ? `${site.name}: ` : '';
  const label = `#${ref} ${place}${title}`;
  return { label: label.length > 60 ? `${label.slice(0, 59)}…` : label, slots: { refs: [ref] } };
}
