import { node, options } from './cli.ts';

options(
  `npm run dev

Starts FLRTS and starts it again whenever a source file changes (Nest CLI, SWC watch).`,
  {},
);
process.exit(await node('node_modules/@nestjs/cli/bin/nest.js', 'start', '--watch'));
