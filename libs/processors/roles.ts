import { type Actor, type Command, type CommandName, nameOf, type Operation, type Outcome, type Role } from '#core';
import type { Reach, Step } from '#stores';

/** How far operators and managers reach with a command; admins reach everything. */
type Rule = readonly [operator: Reach | 'nothing', manager: Reach | 'nothing'];

const EVERYBODY: Rule = ['any', 'any'];
/** Everybody, at the sites that are theirs. */
const CREW: Rule = ['sites', 'sites'];
/** Operators what they made, managers all of their sites. */
const MAKERS: Rule = ['own', 'sites'];

/**
 * Who may do what, on which records. A command that is missing here does not compile. What a reach means is
 * `stay_within` in the roles migration: `own` is what somebody made, `theirs` also what is for them, `sites` also all at
 * their sites (somebody without sites is everywhere, a record without a site belongs to every site), `any` is everything.
 */
export const ROLES: Readonly<Record<CommandName, Rule>> = {
  'task.create': CREW,
  'task.show': CREW,
  'task.complete': CREW,
  'task.reopen': CREW,
  'task.note': CREW,
  'task.stage': CREW,
  'task.update': MAKERS,
  'task.reassign': MAKERS,
  'task.delete': MAKERS,
  // a list has no site: it is the crew's, and what is on it is everybody's to add and to tick off
  'list.create': EVERYBODY,
  'list.show': EVERYBODY,
  'list.add': EVERYBODY,
  'list.remove': EVERYBODY,
  'list.check': EVERYBODY,
  'list.uncheck': EVERYBODY,
  'list.amend': EVERYBODY,
  'list.move': EVERYBODY,
  'list.update': ['own', 'any'],
  'list.clear': EVERYBODY,
  'list.rename': ['own', 'any'],
  'list.delete': ['own', 'any'],
  'reminder.create': CREW,
  'reminder.show': CREW,
  'reminder.update': ['theirs', 'sites'],
  'reminder.snooze': ['theirs', 'sites'],
  'reminder.cancel': ['theirs', 'sites'],
  'report.create': CREW,
  'report.show': CREW,
  'report.followup': CREW,
  // where things stand, and whether a report is a draft or final
  'report.status': CREW,
  'report.note': CREW,
  'report.update': MAKERS,
  'report.delete': MAKERS,
  'template.create': MAKERS,
  'template.show': CREW,
  'template.delete': MAKERS,
  'checklist.start': CREW,
  // only one's own, which is how they are found
  'checklist.answer': EVERYBODY,
  'checklist.cancel': EVERYBODY,
  'settings.show': EVERYBODY,
  'settings.update': EVERYBODY,
  'memory.remember': EVERYBODY,
  'memory.recall': EVERYBODY,
  'memory.correct': EVERYBODY,
  'memory.forget': EVERYBODY,
  'search.ask': CREW,
  // only what one did oneself; a manager also what others did, by its audit id (change_undo)
  'change.undo': EVERYBODY,
  'change.redo': EVERYBODY,
  // as over REST: the audit is not for operators, and of other sites it tells nothing (show_audit)
  'change.show': ['nothing', 'any'],
  // as over REST (deeds.ts): a manager adds operators
  'person.create': ['nothing', 'any'],
  'site.create': ['nothing', 'nothing'],
  'person.show': EVERYBODY,
  'site.show': EVERYBODY,
  'smalltalk.help': EVERYBODY,
  'smalltalk.start': EVERYBODY,
  'smalltalk.version': EVERYBODY,
  'smalltalk.greet': EVERYBODY,
  'smalltalk.thank': EVERYBODY,
  'smalltalk.chat': EVERYBODY,
  'smalltalk.explain': EVERYBODY,
  'none.unknown': EVERYBODY,
};

/** Operations that change nothing: all that a key for reading may do. */
const LOOKS: ReadonlySet<Operation> = new Set(['show', 'status', 'ask', 'recall', 'explain', 'help', 'unknown']);
/** What a key needs the scope `admin` for. */
const DIRECTORY: ReadonlySet<string> = new Set(['person', 'site']);
const TALK: ReadonlySet<string> = new Set(['smalltalk', 'none']);

/** Whether a command is more than a look or a word. */
export function changesSomething({ entity, operation, slots }: Command): boolean {
  if (entity === 'report' && operation === 'status') return slots.query === 'final' || slots.query === 'draft';
  return !LOOKS.has(operation) && !TALK.has(entity);
}

/** Why an actor may not give a command at all, whatever it is about; undefined when they may. */
export function refusalOf(actor: Actor, command: Command): Outcome | undefined {
  const name = nameOf(command);
  const looks = !changesSomething(command);
  const scope = looks ? 'read' : DIRECTORY.has(command.entity) ? 'admin' : 'write';
  if (actor.scopes && !actor.scopes.includes(scope)) {
    const reason = `This API key may not ${looks ? 'read' : scope === 'admin' ? 'change who or what there is' : 'change anything'}`;
    return { kind: 'refused', command: name, code: 'forbidden', reason };
  }
  if (reachOf(actor.role, name) !== 'nothing') return undefined;
  return { kind: 'refused', command: name, code: 'forbidden', reason: 'Your role does not allow that' };
}

/**
 * How far an actor reaches with each of the steps; undefined: everywhere. An edited message (`revises`) becomes other steps
 * on the way, so it takes the whole table along.
 */
export function withinOf(
  role: Role,
  steps: readonly Step[],
  revises = false,
): Readonly<Record<string, Reach>> | undefined {
  if (role === 'admin') return undefined;
  const ops = steps.flatMap((step) =>
    'op' in step ? [[step.op, isCommand(step.op) ? step.op : step.command] as const] : [],
  );
  const all = revises
    ? [
        ...Object.keys(ROLES)
          .filter(isCommand)
          .map((name) => [name, name] as const),
        ...ops,
      ]
    : ops;
  return Object.fromEntries(
    all.flatMap(([op, command]) => {
      const reach = reachOf(role, command);
      return reach === 'nothing' ? [] : [[op, reach]];
    }),
  );
}

function isCommand(name: string): name is CommandName {
  return name in ROLES;
}

function reachOf(role: Role, command: CommandName): Reach | 'nothing' {
  const [operator, manager] = ROLES[command];
  return role === 'admin' ? 'any' : role === 'manager' ? manager : operator;
}
