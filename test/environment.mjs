import hooks from 'node:perf_hooks';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

const { setInterval, setTimeout } = globalThis;
const { PerformanceObserver, monitorEventLoopDelay } = hooks;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** What a product's file leaves behind; collecting after every small one costs more than it gives. */
const WORTH_COLLECTING = 80e6;
let kept = 0;

/** How to stop what the file that is running has set going. */
const going = new Set();

// Node itself keeps each of these until it is stopped, and the metrics of a product never stop theirs.
hooks.PerformanceObserver = class extends PerformanceObserver {
  observe(options) {
    going.add(() => this.disconnect());
    super.observe(options);
  }
};
hooks.monitorEventLoopDelay = (options) => {
  const histogram = monitorEventLoopDelay(options);
  going.add(() => histogram.disable());
  return histogram;
};

/**
 * A test file leaves nothing behind in its worker. Every module of a file, 50 MB for a product, stays in memory as long as
 * one timer or observer of it does, and V8 lets go of modules only when it is told to look for everything; a heap that
 * fills like that makes each opening of PostgreSQL ten times as slow at the end of the suite.
 */
export default class Environment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.setInterval = noted(setInterval);
    this.global.setTimeout = Object.assign(noted(setTimeout), { [promisify.custom]: setTimeout[promisify.custom] });
  }

  async setup() {
    await super.setup();
    if (process.memoryUsage().heapUsed < kept + WORTH_COLLECTING) return;
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    kept = process.memoryUsage().heapUsed;
  }

  async teardown() {
    for (const stop of going) stop();
    going.clear();
    await super.teardown();
  }
}

/** Starts a timer that is stopped at the end; one that has fired is not held for that. */
function noted(start) {
  return (...given) => {
    const timer = start(...given);
    const held = new WeakRef(timer);
    going.add(() => held.deref()?.close());
    return timer;
  };
}
