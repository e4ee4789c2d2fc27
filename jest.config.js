import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swc.exclude;
swc.jsc.rewriteRelativeImportExtensions = false;

export default {
  testEnvironment: '<rootDir>/test/environment.mjs',
  testEnvironmentOptions: { customExportConditions: ['flrts-source', 'node', 'node-addons'] },
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/setup.mjs'],
  testSequencer: '<rootDir>/test/sequencer.mjs',
  testTimeout: 120_000,
  maxWorkers: 2,
  // should a test leave much behind all the same (test/environment.mjs), it is not for the next ones to bear
  workerIdleMemoryLimit: '600MB',
  // what a test that failed half way left open must not keep the run from ending
  forceExit: true,
  transform: { '^.+\\.ts$': ['@swc/jest', { swcrc: false, ...swc, sourceMaps: 'inline' }] },
};
