import { createHmac } from 'node:crypto';

/** The headers of Standard Webhooks (standardwebhooks.com): `v1,` and the HMAC-SHA256 of `id.timestamp.body`, in base64. */
export function signed(id: string, sentAt: Date, body: string, secret: string): Record<string, string> {
  const timestamp = Math.floor(sentAt.getTime() / 1000);
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
