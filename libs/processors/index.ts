export { ProcessorsModule } from './processors.module.ts';
export { Processors } from './processors.ts';
export type { Setting } from './processor.ts';
