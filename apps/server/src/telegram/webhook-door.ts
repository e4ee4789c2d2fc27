import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '#config';
import { AppError } from '#core';

/** Lets in what comes from Telegram: by the secret, or on trial by there being none. */
@Injectable()
export class WebhookDoor {
  constructor(private readonly settings: Settings) {}

  /** Throws `unauthorized` unless the secret is the one that was set; how long that takes says nothing about it. */
  open(secret: string | undefined): void {
    const { webhookSecrets, onTrial } = this.settings;
    const open = webhookSecrets.length === 0 ? onTrial && secret === undefined : isOneOf(secret ?? '', webhookSecrets);
    if (open) return;
    throw new AppError('unauthorized', 'This webhook is for Telegram: the secret token is missing or wrong');
  }
}

/** All are compared, so that the time taken does not tell which. */
function isOneOf(secret: string, valid: readonly string[]): boolean {
  return valid.map((one) => isSame(secret, one)).includes(true);
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
