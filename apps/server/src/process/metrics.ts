import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Histogram, Registry } from '@prometheus-io/client';
import { nameOf, type Source } from '#core';
import type { Receipt } from '#intake';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What the process counts, for Prometheus. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'flrts_http_request_duration_seconds',
    help: 'How long requests took, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #messages = new Counter({
    name: 'flrts_messages_total',
    help: 'Messages by where they came from, what they were understood as and what came of it',
    labelNames: ['source', 'command', 'outcome'],
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  /** Counts a message, once: not again when it is answered again. */
  message(source: Source, { commands, outcomes, replayed }: Receipt): void {
    if (replayed) return;
    const [outcome] = outcomes;
    const command = commands[0] ? nameOf(commands[0]) : (outcome?.command ?? 'none.unknown');
    this.#messages.inc({ source, command, outcome: outcome?.kind ?? 'none' });
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
