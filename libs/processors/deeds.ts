import { type Actor, AppError, type Role, type Scope } from '#core';

/** What is done with the place itself rather than with its records. */
export type Deed =
  | 'message.show'
  | 'message.retry'
  | 'audit.show'
  | 'person.create'
  | 'person.update'
  | 'person.delete'
  | 'person.invite'
  | 'site.change'
  | 'key.manage'
  | 'webhook.manage'
  | 'record.purge'
  | 'retention.show'
  | 'retention.update'
  | 'everything.export';

/** Whom a deed may be done to: nobody, oneself, operators, everybody. */
type Whom = 'nothing' | 'own' | 'operators' | 'any';

/** Operators, managers, and the scope a key needs for it. Admins may do everything; a deed that is missing does not compile. */
type DeedRule = readonly [operator: Whom, manager: Whom, scope: Scope];

export const DEEDS: Readonly<Record<Deed, DeedRule>> = {
  'message.show': ['own', 'any', 'read'],
  'message.retry': ['nothing', 'nothing', 'admin'],
  'audit.show': ['nothing', 'any', 'read'],
  'person.create': ['nothing', 'operators', 'admin'],
  'person.update': ['own', 'operators', 'admin'],
  'person.delete': ['nothing', 'nothing', 'admin'],
  'person.invite': ['nothing', 'operators', 'admin'],
  'site.change': ['nothing', 'nothing', 'admin'],
  'key.manage': ['nothing', 'nothing', 'admin'],
  'webhook.manage': ['nothing', 'nothing', 'admin'],
  'record.purge': ['nothing', 'nothing', 'admin'],
  'retention.show': ['nothing', 'any', 'read'],
  'retention.update': ['nothing', 'nothing', 'admin'],
  'everything.export': ['nothing', 'nothing', 'admin'],
};

/** Whom a deed is about, where that matters. */
export interface About {
  readonly personId?: string;
  readonly role?: Role;
}

/** Whether the actor may do it to everybody. */
export function may(actor: Actor, deed: Deed): boolean {
  try {
    mayDo(actor, deed);
    return true;
  } catch {
    return false;
  }
}

/** Throws `forbidden`, with the reason, unless the actor may do it (to whom it is about). */
export function mayDo(actor: Actor, deed: Deed, about: About = {}): void {
  const [operator, manager, scope] = DEEDS[deed];
  const own = about.personId === actor.personId;
  // what somebody changes about themselves, or about operators, is no matter of running the place
  const needed = scope === 'admin' && (own || about.role === 'operator') ? 'write' : scope;
  if (actor.scopes && !actor.scopes.includes(needed))
    throw new AppError('forbidden', `This API key lacks the scope "${needed}"`);
  const whom = { operator, manager, admin: 'any' as const }[actor.role];
  if (whom === 'any') return;
  if (whom === 'own' && own) return;
  if (whom === 'operators' && (own || about.role === 'operator')) return;
  throw new AppError('forbidden', refusal(operator, manager));
}

function refusal(operator: Whom, manager: Whom): string {
  if (manager === 'nothing') return 'Only an admin may do this';
  if (manager === 'operators') return 'Managers may do this for operators, and admins for everybody';
  return operator === 'own' ? 'Only managers may do this for somebody else' : 'Only managers and admins may do this';
}
