const DAY = '(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)';
const NUMBER = '-?[0-9]{1,3}';
const many = (one: string): string => `${one}(?:,${one}){0,30}`;

const PART = [
  'FREQ=(?:HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)',
  'INTERVAL=[1-9][0-9]{0,2}',
  'COUNT=[1-9][0-9]{0,3}',
  'UNTIL=[0-9]{8}(?:T[0-9]{6}Z?)?',
  `BYDAY=${many(DAY)}`,
  `(?:BYMONTHDAY|BYMONTH|BYHOUR|BYMINUTE|BYSETPOS)=${many(NUMBER)}`,
  'WKST=(?:MO|TU|WE|TH|FR|SA|SU)',
].join('|');

/** An RFC 5545 rule as reminders can keep it: nothing oftener than hourly, each part once said. */
export const RULE = new RegExp(`^(?=.*\\bFREQ=)(?:${PART})(?:;(?:${PART}))*$`);
