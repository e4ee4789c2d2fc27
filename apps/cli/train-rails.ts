// npm-less command: node --experimental-transform-types --conditions=flrts-source apps/cli/train-rails.ts <dir>
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { featuresOf } from '../../libs/rails/classifier/features.ts';
import { probabilities, type Model } from '../../libs/rails/classifier/model.ts';
import { decide, evidenceOf } from '../../libs/rails/decide.ts';
import { LEXICONS } from '../../libs/rails/lexicons.ts';
import { grammarRail } from '../../libs/rails/grammar.rail.ts';
import { classOf, opinionFrom } from '../../libs/rails/classifier.rail.ts';
import { tokenise } from '../../libs/rails/text/tokens.ts';
import { sentencesFrom, type Sentence } from './train-rails/sentences.ts';
import { seeded, train, type Example } from './train-rails/train.ts';
import { fit } from './train-rails/calibrate.ts';

interface Row {
  readonly text: string;
  readonly set: string;
  readonly accept: readonly string[];
  readonly source: string;
  readonly license: string;
}

const USAGE = `Usage: node --experimental-transform-types apps/cli/train-rails.ts <directory of *.jsonl> [--dry]

Trains the rails' classifier and its calibration on the rows whose licence allows it (never CC BY-SA),
together with sentences made from our own patterns, and writes libs/rails/classifier/{weights,calibration}.ts.`;

const [dir, dry] = process.argv.slice(2);
if (!dir || dir === '--help') {
  console.log(USAGE);
  process.exit(dir ? 0 : 2);
}

const CLASSIFIER = join(import.meta.dirname, '../../libs/rails/classifier');
const OPERATIONS: Readonly<Record<string, string>> = { field_report: 'report', subtask: 'task' };

function labelOf(row: Row): string {
  if (row.set === 'smalltalk') return 'smalltalk.chat';
  if (row.set !== 'in_scope') return 'none.unknown';
  const [entity = 'none', operation = 'unknown'] = (row.accept[0] ?? 'none.unknown').split('.');
  return `${OPERATIONS[entity] ?? entity}.${operation}`;
}

function rowsIn(directory: string): Row[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
  const rows = files.flatMap((name) =>
    readFileSync(join(directory, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row),
  );
  return rows.filter((row) => Array.isArray(row.accept));
}

const all = rowsIn(dir);
const usable = all.filter((row) => !/BY-SA/iu.test(row.license) && !['TOPv2', 'WikiSents'].includes(row.source));
console.log(`${all.length} rows, ${usable.length} of them under a licence that allows training`);

const counts = new Map<string, number>();
for (const row of usable) counts.set(labelOf(row), (counts.get(labelOf(row)) ?? 0) + 1);
const own = sentencesFrom(
  LEXICONS,
  (label) => Math.min(300, Math.max(140, 400 - 2 * (counts.get(label) ?? 0))),
  seeded(7),
).map((sentence) => ({ ...sentence, label: classOf(sentence.label) }));
const real: Sentence[] = usable.map((row) => ({
  text: row.text,
  label: labelOf(row),
  source: row.source,
  weight: row.set === 'borderline' ? 0.5 : 1,
}));
const labels = [...new Set([...real, ...own].map((sentence) => sentence.label))].sort();
console.log(`${own.length} sentences of our own; ${labels.length} labels`);

function examples(sentences: readonly Sentence[]): Example[] {
  return sentences.map(({ text, label, weight }) => ({
    features: featuresOf(tokenise(text)),
    label: labels.indexOf(label),
    weight,
  }));
}

const READING = {
  now: new Date('2026-06-03T15:15:00Z'),
  timeZone: 'America/Chicago',
  known: { people: [], sites: [], lists: [] },
};

/** Every row judged by a model that has not seen it. */
function heldOut(fold: (row: Row, i: number) => string): { row: Row; model: Model }[] {
  const folds = new Set(usable.map(fold));
  return [...folds].flatMap((name) => {
    const rest = real.filter((_, i) => fold(usable[i] as Row, i) !== name);
    const model = train(examples([...rest, ...own]), labels, seeded(11));
    return usable.filter((row, i) => fold(row, i) === name).map((row) => ({ row, model }));
  });
}

const evidence: { x: number[]; y: number }[] = [];
for (const [name, fold] of [
  ['by row', (_: Row, i: number) => String(i % 5)],
  ['by source', (row: Row) => row.source],
] as const) {
  let right = 0;
  let scope = 0;
  const routed = { direct: 0, right: 0, right_label: 0, outside: 0, outsideDirect: 0 };
  const judged = heldOut(fold);
  for (const { row, model } of judged) {
    const tokens = tokenise(row.text);
    const opinion = opinionFrom(model, probabilities(model, featuresOf(tokens)));
    const accepted = row.accept.map((label) => label.replace('field_report', 'report').replace('subtask', 'task'));
    if (row.set === 'in_scope') {
      scope++;
      if (accepted.includes(opinion.label)) right++;
    }
    count(routed, row, accepted, grammarRail({ text: row.text, tokens }, READING, LEXICONS), opinion);
    const found = row.set === 'borderline' ? undefined : grammarRail({ text: row.text, tokens }, READING, LEXICONS);
    if (!found || ['smalltalk', 'none', 'search'].includes(found.command.entity)) continue;
    const label = `${found.command.entity}.${found.command.operation}`;
    evidence.push({
      x: evidenceOf(found, opinion),
      y: row.set === 'in_scope' && accepted.some((gold) => sameCommand(gold, label)) ? 1 : 0,
    });
  }
  console.log(
    `  rails: accuracy ${pct(routed.right_label, scope)}, direct ${pct(routed.direct, scope)} of which right ${pct(routed.right, routed.direct)}; outside executed ${pct(routed.outsideDirect, routed.outside)}`,
  );
  console.log(`held out ${name}: classifier alone ${((100 * right) / scope).toFixed(1)} % of ${scope}`);
}

function pct(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
}

/** How the whole rails would have fared with this opinion. */
function count(
  sums: { direct: number; right: number; right_label: number; outside: number; outsideDirect: number },
  row: Row,
  accepted: readonly string[],
  found: ReturnType<typeof grammarRail>,
  opinion: ReturnType<typeof opinionFrom>,
): void {
  const { command, tier } = decide(found, opinion);
  const label = `${command.entity}.${command.operation}`;
  const direct = tier === 'direct' && !['smalltalk', 'none', 'search'].includes(command.entity);
  const right = accepted.some((gold) => sameCommand(gold, label));
  if (row.set === 'oos') {
    sums.outside++;
    if (direct) sums.outsideDirect++;
    if (direct) console.log('   executed:', row.text, '→', label);
  }
  if (row.set !== 'in_scope') return;
  if (right) sums.right_label++;
  if (direct) sums.direct++;
  if (direct && right) sums.right++;
  if (direct && !right) console.log('   wrong:', row.text, '→', label, 'not', accepted.join());
}

function sameCommand(gold: string, label: string): boolean {
  return (
    gold === label ||
    (gold === 'reminder.update' && label === 'reminder.snooze') ||
    (gold === 'list.complete' && label === 'list.check')
  );
}

const grammar = fit(evidence);
console.log('calibration', grammar.map((value) => value.toFixed(2)).join(' '), `on ${evidence.length} judgements`);

const final = train(examples([...real, ...own]), labels, seeded(11));
if (dry !== '--dry') {
  const packed = {
    labels,
    scales: final.scales.map((v) => +v.toPrecision(5)),
    biases: final.biases.map((v) => +v.toPrecision(5)),
    temperature: 1,
    weights: Buffer.from(final.weights.buffer).toString('base64'),
  };
  const lines = Object.entries(packed)
    .map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`)
    .join('\n');
  writeFileSync(
    join(CLASSIFIER, 'weights.ts'),
    `import type { PackedModel } from './model.ts';\n\n/** Written by apps/cli/train-rails.ts; provenance in docs/rails.md. */\nexport const packed: PackedModel = {\n${lines}\n};\n`,
  );
  writeFileSync(
    join(CLASSIFIER, 'calibration.ts'),
    `/** How much each piece of evidence counts (see \`evidenceOf\`); fitted on held-out folds by \`apps/cli/train-rails.ts\`. */\nexport const calibration = { grammar: [${grammar.map((value) => value.toFixed(4)).join(', ')}] };\n`,
  );
  console.log(`written: ${(packed.weights.length / 1024).toFixed(0)} KB of weights`);
}
