import { flushCompileCache } from 'node:module';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Settings } from '#config';
import { FirstStart } from './admin/first-start.ts';
import { greeting } from './admin/greeting.ts';
import { AppModule } from './app.module.ts';
import { fastify, OPTIONS, setUp } from './app.setup.ts';
import { endInWords } from './process/end-in-words.ts';
import { keepOpen } from './process/keep-open.ts';

endInWords();
const app = await NestFactory.create<NestFastifyApplication>(AppModule, keepOpen(fastify()), OPTIONS);
await setUp(app);
app.enableShutdownHooks([], { useProcessExit: true });
const { port, host, publicUrl, notes } = app.get(Settings);
await app.listen(port, host);
const url = publicUrl ?? (await app.getUrl()).replace(/\/\/(?:0\.0\.0\.0|127\.0\.0\.1|\[::1?\])/, '//localhost');
process.stdout.write(greeting(url, await app.get(FirstStart).welcome(), notes));
// the next start finds it, however this process ends
flushCompileCache();
