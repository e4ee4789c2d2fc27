import { ApiProperty } from '@nestjs/swagger';
import type { ApiKey, Role, Scope } from '#core';
import { Count, Id, Instant, SomeOf, Text } from '../http/fields.ts';
import { NameRefView } from '../rest/record.dto.ts';

const SCOPES = ['read', 'write', 'admin'];

/** A key to be made. */
export class NewKey {
  @Text({ max: 80, example: 'inventory script' })
  readonly name: string;

  @Id({ optional: true, description: 'Whom the key acts for; you, when not said' })
  readonly personId?: string;

  @SomeOf(SCOPES, {
    optional: true,
    description: 'What for, within what the person may do; read and write when not said',
    example: ['read', 'write'],
  })
  readonly scopes?: readonly Scope[];

  @Instant({ optional: true, nullable: true, description: 'Until when; for good when not said' })
  readonly expiresAt?: string | null;

  @Count(1, 1_000_000, {
    optional: true,
    nullable: true,
    description: 'At most so many requests a minute',
    example: 600,
  })
  readonly requestsPerMinute?: number | null;
}

/** A key as the API shows it: never the secret itself. */
export class KeyView implements ApiKey {
  @ApiProperty({ format: 'uuid', example: '2f1c7c0e-8d6a-4a58-b0a5-5f0e4f1d9c31' })
  readonly id: string;

  @ApiProperty({ example: 'inventory script' })
  readonly name: string;

  @ApiProperty({ example: 'flrts_Ab3d', description: 'The first characters, to tell keys apart' })
  readonly prefix: string;

  @ApiProperty({ type: NameRefView })
  readonly person: NameRefView;

  @ApiProperty({ enum: ['operator', 'manager', 'admin'], example: 'operator' })
  readonly role: Role;

  @ApiProperty({ type: [String], enum: SCOPES, example: ['read', 'write'] })
  readonly scopes: readonly Scope[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly expiresAt: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 600, description: 'Null: as many as anybody' })
  readonly requestsPerMinute: number | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T15:04:05.000Z' })
  readonly createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly lastUsedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly revokedAt: string | null;
}

/** A key that was just made; `key` is shown this once. */
export class NewKeyView extends KeyView {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'flrts_Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z',
    description: 'Null when a repeated request is answered: it was shown once',
  })
  readonly key: string | null;
}
