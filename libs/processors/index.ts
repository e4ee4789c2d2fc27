export { ProcessorsModule } from './processors.module.ts';
export { Archive } from './archive.ts';
export { Crew, type KeyAsked } from './crew.ts';
export { type Deed, mayDo } from './deeds.ts';
export { Listeners } from './listeners.ts';
export { changesSomething } from './roles.ts';
export { Processors } from './processors.ts';
export { startOfDay } from './wall-clock.ts';
export type { Setting } from './processor.ts';
