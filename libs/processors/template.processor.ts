import type { Command, Known, KnownTemplate } from '#core';
import type { Step } from '#stores';
import { unknownSite } from './people.ts';
import { act, askFor, askWhich, notFound, type Processor, type Setting } from './processor.ts';

const LONGEST_NAME = 80;

/** Templates: the questions a site's checklist asks. */
export class TemplateProcessor implements Processor {
  prepare(command: Command, setting: Setting): Step[] {
    const { id, query, site } = command.slots;
    switch (command.operation) {
      case 'create':
        return [create(command, setting)];
      case 'show':
        return [
          query || site
            ? onTemplate(command, setting, (templateId) => act(command, { id: templateId }))
            : act(command, { id, limit: 50 }),
        ];
      default:
        return [onTemplate(command, setting, (templateId, version) => act(command, { id: templateId, version }))];
    }
  }
}

/** New; or, for programs, changed: the one with that id. */
function create(command: Command, { known }: Setting): Step {
  const { id, version, title, site } = command.slots;
  const questions = command.slots.questions?.map((question) => ({ ...question, text: unmarked(question.text) }));
  const siteId = site === null ? null : site?.siteId;
  const name = title?.slice(0, LONGEST_NAME);
  const wrong = unknownSite(command, known);
  if (wrong) return wrong;
  if (id) return act(command, { id, version, name, questions, siteId }, 'template.update');
  if (!name) return askFor(command, 'title');
  if (!questions?.length) return askFor(command, 'questions');
  return act(command, { name, questions, siteId: siteId ?? undefined, new: version === 0 });
}

/** Without its question marks, which whoever asks it puts back; what was asked is the name of what is answered. */
function unmarked(text: string): string {
  return text.replace(/^¿\s*/u, '').replace(/[\s?]+$/u, '') || text;
}

/** What is done with the template a command means: by id, by name, or the one of its site. */
export function onTemplate(command: Command, { known }: Setting, then: (id: string, version?: number) => Step): Step {
  const { id, version, query, site } = command.slots;
  if (id) return then(id, version);
  const { templates = [] } = known;
  const fitting = meant(command.slots.title ?? query, site?.siteId, known);
  const [only, ...others] = fitting ?? templates;
  if (!only || fitting?.length === 0) return notFound(command, unknown(query ?? site?.name, templates));
  if (others.length > 0) return askWhich(command, query ?? '', (fitting ?? templates).slice(0, 8).map(choiceOf));
  return then(only.id);
}

/** Undefined: nothing was said of which. */
function meant(
  name: string | undefined,
  siteId: string | undefined,
  { templates = [] }: Known,
): KnownTemplate[] | undefined {
  if (!name && !siteId) return undefined;
  const said = name?.toLowerCase();
  const exact = templates.filter((one) => one.name.toLowerCase() === said);
  const atSite = templates.filter((one) => siteId !== undefined && one.siteId === siteId);
  const like = templates.filter((one) => said !== undefined && one.name.toLowerCase().includes(said));
  return [exact, atSite, like].find((found) => found.length > 0) ?? [];
}

function unknown(name: string | undefined, templates: readonly KnownTemplate[]): string {
  const names = templates.slice(0, 8).map((one) => one.name);
  if (names.length === 0)
    return 'There is no checklist yet. Make one: /template Crockett: oil level?, pressure (psi)?, fence ok?';
  return `There is no checklist ${name ? `for ${name}` : 'of that name'}. There is: ${names.join(', ')}`;
}

function choiceOf({ id, name }: KnownTemplate): { label: string; slots: Command['slots'] } {
  return { label: name, slots: { id } };
}
