// nestjs-telegraf is CommonJS and requires Nest: Nest has to be evaluated first, or its ESM cycle breaks.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
import { Logger } from '@nestjs/common';

// what a test has to see it asserts on; the log only hides failures
Logger.overrideLogger(process.env.TEST_LOG ? undefined : false);
