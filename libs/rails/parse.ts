import type { Command, Explanation, Item, Route, Slots, Tier } from '#core';

/** A route as `POST /v1/rails/parse` answers it; the first command decides. */
export interface Parse {
  readonly entity: Command['entity'] | 'subtask';
  readonly operation: Command['operation'];
  readonly confidence: number;
  /** Whether it would be carried out as it stands. */
  readonly direct: boolean;
  readonly tier: Tier;
  readonly slots: ParsedSlots;
  readonly commands: readonly Command[];
  readonly explanation: Explanation;
}

/** Slots flattened to plain words; what was not said is absent. */
export type ParsedSlots = Omit<Slots, 'items' | 'assignees' | 'site'> & {
  readonly items?: readonly string[];
  readonly assignees?: readonly string[];
  readonly site?: string;
  /** The words read as time, even when they name no instant ("15 minutes before"). */
  readonly datetime_text?: string;
};

export function toParse(route: Route): Parse {
  const command: Command = route.commands[0] ?? { entity: 'none', operation: 'unknown', slots: {} };
  const isSubtask =
    command.entity === 'task' && command.operation === 'create' && command.slots.parentRef !== undefined;
  return {
    entity: isSubtask ? 'subtask' : command.entity,
    operation: command.operation,
    confidence: route.confidence,
    direct: route.tier === 'direct',
    tier: route.tier,
    slots: flat(command),
    commands: route.commands,
    explanation: route.explanation,
  };
}

function flat({ entity, slots }: Command): ParsedSlots {
  const { items, assignees, site, ...others } = slots;
  return {
    ...others,
    // a task described in words is known by its title
    ...(entity === 'task' && others.title === undefined && others.query !== undefined && { title: others.query }),
    ...(others.dueText !== undefined && { datetime_text: others.dueText }),
    ...(items && { items: items.map(spelt) }),
    ...(assignees && { assignees: assignees.map((person) => person.name) }),
    ...(site && { site: site.name }),
  };
}

function spelt({ text, quantity, unit }: Item): string {
  return [quantity, unit, text].filter(Boolean).join(' ');
}
