import { buildIfNeeded } from './build.ts';
import { command, options, Stop } from './cli.ts';
import { environment } from './deploy/environment.ts';
import { type Finding, line } from './doctor/finding.ts';
import { countOf, parts } from './doctor/parts.ts';

const HELP = `npm run doctor

Says how FLRTS would run with the settings of .env and the environment: what is behind each part, whether it answers,
what is missing and what to set for it. Changes nothing; asks each service once.

  --dry-run   only checks the settings, asks nobody
  --help      this text

Exit code: 0 all that is configured answers, 1 something does not, or a setting is wrong.`;

const { values } = options(HELP, { 'dry-run': { type: 'boolean' } });

await command(async () => {
  await buildIfNeeded();
  const { readSettings, SETTING_NAMES } = await import('#config');
  const known = environment();
  console.log(`Node ${process.version} · ${countOf(SETTING_NAMES)} (.env.example lists them)`);
  const settings = settled(() => readSettings(Object.fromEntries(SETTING_NAMES.map((name) => [name, known[name]]))));
  for (const note of settings.notes) console.log(note);
  if (values['dry-run']) {
    console.log('The settings are right. Nobody was asked: this was a dry run.');
    return 0;
  }
  const all: Finding[] = [];
  for await (const one of parts(settings)) {
    all.push(one);
    console.log(line(one));
  }
  const silent = all.filter(({ answers }) => answers === false).length;
  if (silent > 0) console.log(`${silent} of ${all.length} ${silent === 1 ? 'does' : 'do'} not answer as it should.`);
  else if (settings.onTrial) console.log('Nothing is configured: everything runs on this machine. npm start');
  else console.log('All that is configured answers.');
  return silent > 0 ? 1 : 0;
});

function settled<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Stop(`FLRTS would not start. ${error instanceof Error ? error.message : String(error)}`);
  }
}
