export { Rails } from './rails.ts';
export { RailsModule } from './rails.module.ts';
export { toParse, type Parse, type ParsedSlots } from './parse.ts';
export { settingSaid } from './commands/settings.ts';
export { spokenIn } from './spoken.ts';
export { SLASH_COMMANDS, type SlashCommand } from './syntax/commands.ts';
export {
  nextAfterDone,
  nextOccurrence,
  readTime,
  type DoneOptions,
  type RuleOptions,
  type TimeReading,
} from './time/index.ts';
export { readAnswer } from './reports/readings.ts';
export { questionsIn } from './reports/templates.ts';
