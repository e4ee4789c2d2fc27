import { Module } from '@nestjs/common';
import { ConfigModule } from '#config';
import { DeliveryModule } from '#delivery';
import { AccessModule } from './access/access.module.ts';
import { AdminModule } from './admin/admin.module.ts';
import { HealthModule } from './health/health.module.ts';
import { ProcessModule } from './process/process.module.ts';
import { RestModule } from './rest/rest.module.ts';
import { TelegramModule } from './telegram/telegram.module.ts';

/** Everything that is switched on. */
@Module({
  imports: [
    ConfigModule,
    ProcessModule,
    AccessModule,
    // edges
    TelegramModule,
    RestModule,
    AdminModule,
    HealthModule,
    // loops
    DeliveryModule,
  ],
})
export class AppModule {}
