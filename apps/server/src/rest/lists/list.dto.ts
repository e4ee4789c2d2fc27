import { ApiProperty } from '@nestjs/swagger';
import type { Item, List, ListItem } from '#core';
import { Nested, Text, YesNo } from '../../http/fields.ts';
import { PageQuery } from '../../http/page.dto.ts';
import { NameRefView, RecordView, SourceView } from '../record.dto.ts';

/** One thing for a list. */
export class NewItem implements Item {
  @Text({ max: 500, example: 'oil filters' })
  readonly text: string;

  @Text({ max: 40, optional: true, example: '2' })
  readonly quantity?: string;

  @Text({ max: 40, optional: true, example: 'boxes' })
  readonly unit?: string;
}

export class NewList {
  @Text({ max: 80, example: 'Shopping' })
  readonly name: string;

  @Nested(() => NewItem, { many: 200, optional: true })
  readonly items?: readonly NewItem[];

  @YesNo({ optional: true, description: 'Only you see it', example: true })
  readonly private?: boolean;
}

export class NewItems {
  @Nested(() => NewItem, { many: 200 })
  readonly items: readonly NewItem[];
}

export class ListChanges {
  @Text({ max: 80, optional: true, example: 'Groceries' })
  readonly name?: string;

  @YesNo({ optional: true, description: 'Only you see it; only whoever made a list may say so', example: true })
  readonly private?: boolean;
}

/** What may be changed of an item; absent keeps, null clears. */
export class ItemChanges {
  @YesNo({ optional: true, example: true })
  readonly checked?: boolean;

  @Text({ max: 500, optional: true, example: 'oil filters' })
  readonly text?: string;

  @Text({ max: 40, optional: true, nullable: true, example: '3' })
  readonly quantity?: string | null;

  @Text({ max: 40, optional: true, nullable: true, example: 'boxes' })
  readonly unit?: string | null;
}

/** Which lists are wanted. */
export class ListQuery extends PageQuery {
  @Text({ max: 80, optional: true, description: 'The exact name, in any case', example: 'shopping' })
  readonly name?: string;
}

/** One line of a list as the API shows it. */
export class ItemView implements ListItem {
  @ApiProperty({ format: 'uuid', example: '7f0f0c5a-0d5a-4f5f-8a1e-2b6c4e9d3a77' })
  readonly id: string;

  @ApiProperty({ example: 1 })
  readonly position: number;

  @ApiProperty({ example: 'oil filters' })
  readonly text: string;

  @ApiProperty({ type: String, nullable: true, example: '2' })
  readonly quantity: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'boxes' })
  readonly unit: string | null;

  @ApiProperty({ example: false })
  readonly checked: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly checkedAt: string | null;

  @ApiProperty({ type: NameRefView, nullable: true, description: 'Who ticked it' })
  readonly checkedBy: NameRefView | null;
}

/** A list with its items in order, as the API shows it. */
export class ListView extends RecordView implements List {
  @ApiProperty({ example: 7 })
  readonly ref: number;

  @ApiProperty({ example: 'Shopping' })
  readonly name: string;

  @ApiProperty({ example: false, description: 'Only whoever made it sees it' })
  readonly private: boolean;

  @ApiProperty({ type: [ItemView] })
  readonly items: readonly ItemView[];

  @ApiProperty({ type: NameRefView })
  readonly createdBy: NameRefView;

  @ApiProperty({ type: SourceView })
  readonly source: SourceView;
}
