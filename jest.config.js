import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swc.exclude;
swc.jsc.rewriteRelativeImportExtensions = false;

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['flrts-source', 'node', 'node-addons'] },
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/setup.mjs'],
  testTimeout: 60_000,
  maxWorkers: 2,
  // modules of tests that are over are never quite let go of, and a full heap makes every opening of PostgreSQL ten times as slow
  workerIdleMemoryLimit: '300MB',
  // what a test that failed half way left open must not keep the run from ending
  forceExit: true,
  transform: { '^.+\\.ts$': ['@swc/jest', { swcrc: false, ...swc, sourceMaps: 'inline' }] },
};
