// nestjs-telegraf is CommonJS and requires Nest: Nest has to be evaluated first, or its ESM cycle breaks.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
