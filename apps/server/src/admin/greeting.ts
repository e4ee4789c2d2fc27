import type { Welcome } from './first-start.ts';

/** What the operator reads when the product has started: where things are, and how to get in. For people, not for logs. */
export function greeting(url: string, { newKey, ownKey }: Welcome, notes: readonly string[] = []): string {
  const lines = [
    '',
    '  FLRTS is running.',
    '',
    `    Chat page   ${url}/${newKey ? `#key=${newKey}` : ''}`,
    `    Swagger UI  ${url}/docs`,
    `    Health      ${url}/health`,
    '',
    ...(newKey ? shown(newKey) : kept(ownKey)),
    '',
    ...notes.flatMap((note) => [`    ${note}`, '']),
    '',
  ];
  return lines.join('\n');
}

function shown(key: string): string[] {
  return [`    Admin API key: ${key}`, '    It is shown this once and kept only as a hash. Put it somewhere safe.'];
}

function kept(ownKey: boolean): string[] {
  if (ownKey) return ['    The admin API key is the ADMIN_API_KEY you have set.'];
  return [
    '    The admin API key was shown at the first start. Another one:',
    '    POST /v1/keys with the one you have, or npm start -- --new-admin-key',
  ];
}
