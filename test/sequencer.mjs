import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** What takes longest, mostly waiting for processes: begun last, one worker would wait for it alone. */
const FIRST = [
  'test/chaos.e2e-spec.ts',
  'test/soak.e2e-spec.ts',
  'test/container.e2e-spec.ts',
  'test/commands/deploy.e2e-spec.ts',
  'test/wrangler.e2e-spec.ts',
  'test/page.e2e-spec.ts',
  'test/backup.e2e-spec.ts',
  'test/commands/webhook.e2e-spec.ts',
];

/** Long before short, also where no run before has left its times. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort([...tests]);
    const isFirst = ({ path, context }) => FIRST.includes(relative(context.config.rootDir, path));
    return [...sorted.filter(isFirst), ...sorted.filter((test) => !isFirst(test))];
  }
}
