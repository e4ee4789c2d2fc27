import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type as NestedType } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  IsTimeZone,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { clean, isStorable } from './text.ts';

/** What can be said of any field; a field that may be absent or null says so. */
export interface Field {
  readonly description?: string;
  readonly example?: unknown;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}

interface ArrayField extends Field {
  readonly max: number;
  readonly min?: number;
}

const each = { each: true };

const UNSTORABLE = 'must not hold U+0000 or half of a surrogate pair: no text can';

const Storable = (options: { each?: boolean } = {}): PropertyDecorator =>
  ValidateBy(
    {
      name: 'storable',
      validator: {
        validate: (value: unknown) => typeof value !== 'string' || isStorable(value),
        defaultMessage: () => `$property ${UNSTORABLE}`,
      },
    },
    options,
  );

/** What somebody says in words: text, in which what no text can hold is replaced and not refused. */
export const Words = (field: Field & { max: number }): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => clean<unknown>(value)),
    Text(field),
  );

/** Text with something to see in it. */
export const Text = ({ max, ...field }: Field & { max: number }): PropertyDecorator =>
  described({ type: String, minLength: 1, maxLength: max }, field, [
    IsString({ message: '$property must be a text' }),
    Length(1, max, { message: `$property must be a text of 1 to ${max} characters` }),
    Matches(/\S/, { message: '$property must not be empty' }),
    Storable(),
  ]);

/** Several short texts. */
export const Texts = ({
  max,
  min = 0,
  length,
  form = /\S/,
  ...field
}: ArrayField & { length: number; form?: RegExp }): PropertyDecorator =>
  described({ type: [String], minItems: min || undefined, maxItems: max }, field, [
    IsArray({ message: '$property must be an array of texts' }),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsString({ ...each, message: 'each of $property must be a text' }),
    Length(1, length, { ...each, message: `each of $property must be a text of 1 to ${length} characters` }),
    Matches(form, {
      ...each,
      message:
        form.source === '\\S' ? 'none of $property may be empty' : 'each of $property must look like the example',
    }),
    Storable(each),
  ]);

/** The id of a record. */
export const Id = (field: Field = {}): PropertyDecorator =>
  described({ type: String, format: 'uuid' }, field, [IsUUID('loose', { message: '$property must be a UUID' })]);

/** Ids of records. */
export const Ids = ({ max, min = 0, ...field }: ArrayField): PropertyDecorator =>
  described({ type: [String], format: 'uuid', maxItems: max }, field, [
    IsArray({ message: '$property must be an array of UUIDs' }),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsUUID('loose', { ...each, message: 'each of $property must be a UUID' }),
  ]);

/** An instant with its offset from UTC, so that it means the same everywhere. */
export const Instant = (field: Field = {}): PropertyDecorator =>
  described({ type: String, format: 'date-time' }, { example: '2026-11-25T15:00:00-06:00', ...field }, [
    IsISO8601({ strict: true }, { message: '$property must be an ISO 8601 date and time' }),
    Matches(/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/, {
      message: '$property must be an ISO 8601 date and time with an offset, like 2026-11-25T15:00:00-06:00',
    }),
  ]);

/** An IANA time zone. */
export const TimeZone = (field: Field = {}): PropertyDecorator =>
  described({ type: String }, { example: 'America/Chicago', ...field }, [
    IsString({ message: '$property must be a text' }),
    IsTimeZone({ message: '$property must be an IANA time zone, like America/Chicago' }),
  ]);

/** One of a few words. */
export const OneOf = (words: readonly string[], field: Field = {}): PropertyDecorator =>
  described({ enum: field.nullable ? [...words, null] : [...words] }, field, [
    IsIn(words, { message: `$property must be one of ${words.join(', ')}` }),
  ]);

/** Some of a few words, each at most once. */
export const SomeOf = (words: readonly string[], field: Field = {}): PropertyDecorator =>
  described({ type: [String], enum: [...words], minItems: 1, uniqueItems: true }, field, [
    IsArray({ message: `$property must be an array of ${words.join(', ')}` }),
    ArrayMinSize(1),
    ArrayUnique(),
    IsIn(words, { ...each, message: `each of $property must be one of ${words.join(', ')}` }),
  ]);

/** Text of a certain form. */
export const Form = (pattern: RegExp, form: string, { max, ...field }: Field & { max: number }): PropertyDecorator =>
  described({ type: String, maxLength: max }, field, [
    IsString({ message: '$property must be a text' }),
    Length(1, max),
    Matches(pattern, { message: `$property must be ${form}` }),
    Storable(),
  ]);

/** True or false. */
export const YesNo = (field: Field = {}): PropertyDecorator =>
  described({ type: Boolean }, field, [IsBoolean({ message: '$property must be true or false' })]);

/** True or false in the query string. */
export const Flag = (field: Field = {}): PropertyDecorator =>
  described({ type: Boolean }, { example: true, ...field }, [
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown))),
    IsBoolean({ message: '$property must be true or false' }),
  ]);

/** A whole number of the query string. */
export const Count = (min: number, max: number, field: Field = {}): PropertyDecorator =>
  described({ type: 'integer', minimum: min, maximum: max }, field, [
    Transform(({ value }) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : (value as unknown))),
    IsInt({ message: `$property must be a whole number from ${min} to ${max}` }),
    Min(min, { message: `$property must be at least ${min}` }),
    Max(max, { message: `$property must be at most ${max}` }),
  ]);

/** A number, or a short text. */
export const NumberOrText = ({ max, ...field }: Field & { max: number }): PropertyDecorator =>
  described({ oneOf: [{ type: 'number' }, { type: 'string', minLength: 1, maxLength: max }] }, field, [
    ValidateBy({
      name: 'numberOrText',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'number'
            ? Number.isFinite(value)
            : typeof value === 'string' && value.trim() !== '' && value.length <= max,
        defaultMessage: () => `$property must be a number or a text of 1 to ${max} characters`,
      },
    }),
    Storable(),
  ]);

/** An object, or several, with fields of its own. */
export const Nested = (
  type: () => Type,
  { many, min = 1, ...field }: Field & { many?: number; min?: number } = {},
): PropertyDecorator =>
  described({ type: many ? [type()] : type() }, field, [
    ...(many ? [IsArray({ message: '$property must be an array' }), ArrayMinSize(min), ArrayMaxSize(many)] : []),
    IsObject({ each: Boolean(many), message: '$property must be an object' }),
    ValidateNested({ each: Boolean(many), message: '$property must be an object' }),
    NestedType(type),
  ]);

function described(
  schema: ApiPropertyOptions,
  { description, example, optional = false, nullable = false }: Field,
  checks: readonly PropertyDecorator[],
): PropertyDecorator {
  const documented = { ...schema, description, example, required: !optional, nullable: nullable || undefined };
  return applyDecorators(
    ApiProperty(documented as ApiPropertyOptions), // a spread of a union of option types is one of them still
    ValidateIf((_, value) => !(optional && value === undefined) && !(nullable && value === null)),
    ...checks,
  );
}
