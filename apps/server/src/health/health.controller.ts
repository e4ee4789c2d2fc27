import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, type HealthCheckResult, HealthCheckService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Anybody } from '../access/access.ts';
import { Ports } from './ports.ts';
import { Summaries, Summary } from './summaries.ts';

/** Whether the process lives, has started, and may be sent work. */
@ApiTags('health')
@Anybody()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly ports: Ports,
    private readonly summaries: Summaries,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What is running, for how long, and on what' })
  @ApiOkResponse({ type: Summary })
  summary(): Promise<Summary> {
    return this.summaries.now();
  }

  @Get('live')
  @HealthCheck()
  @ApiOperation({ summary: 'The process answers; nobody else is asked' })
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  @Get('ready')
  @HealthCheck()
  @ApiOperation({ summary: 'Every port is asked; 503 when the records cannot be reached' })
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.ports.records(),
      async () => Object.assign({}, ...(await this.ports.services())) as HealthIndicatorResult,
      () => this.ports.rails(),
    ]);
  }

  @Get('startup')
  @HealthCheck()
  @ApiOperation({ summary: 'The records are there' })
  startup(): Promise<HealthCheckResult> {
    return this.health.check([() => this.ports.records()]);
  }
}
