import { createHash, randomBytes } from 'node:crypto';
import type { Command, Report } from '#core';
import type { Step } from '#stores';
import { act } from './processor.ts';

/** Long enough for a link to be passed on and opened, not for it to be kept. */
const GOOD_FOR_HOURS = 72;

/** A link by which whoever has it reads these reports as a document, without a key; only a hash of it is kept. */
export function linkToReports(command: Command, reports: readonly Report[], origin = ''): Step {
  const form = command.slots.as === 'csv' ? '.csv' : '';
  const token = randomBytes(24).toString('base64url');
  const [first, ...others] = reports;
  const title = first && others.length === 0 ? `#${first.ref} ${first.site?.name ?? first.title}` : `${reports.length}`;
  return act(
    command,
    {
      ids: reports.map(({ id }) => id),
      hash: createHash('sha256').update(token).digest('hex'),
      hours: GOOD_FOR_HOURS,
      title,
      url: `${origin}/v1/documents/${token}${form}`,
    },
    'report.link',
  );
}
