/** The migrations a gathered file stands for: the versions from the first to the last, and a commit that has them. */
export interface Gathers {
  readonly from: string;
  readonly to: string;
  readonly commit: string;
}

/** How a database stands to the migrations, by the versions in its history. */
export interface Standing<Migration> {
  /** To be applied, oldest first. */
  readonly missing: readonly Migration[];
  /** Gathered from what the database has already: to be noted, not applied. */
  readonly settled: readonly Migration[];
  /** In the history, and neither a migration nor one that was gathered. */
  readonly unknown: readonly string[];
  /** What the database has a part of, so that it can be brought up to date by an older program only. */
  readonly halfWay: Gathers | undefined;
}

/** What a gathered file gathers, as its first line says; nothing for any other file. */
export function gathersIn(sql: string): Gathers | undefined {
  const [, from, to, commit] =
    /^-- gathers (\d{14}) to (\d{14}), last in commit (\w+)$/m.exec(sql.split('\n', 1)[0] ?? '') ?? [];
  return from && to && commit ? { from, to, commit } : undefined;
}

/** Compares a database's history with the migrations. */
export function standingOf<Migration extends { version: string; gathers?: Gathers | undefined }>(
  history: readonly string[],
  migrations: readonly Migration[],
): Standing<Migration> {
  const done = new Set(history);
  const known = new Set(migrations.map(({ version }) => version));
  const gathered = migrations.flatMap(({ gathers }) => (gathers ? [gathers] : []));
  const isGathered = (version: string) => gathered.some(({ from, to }) => version >= from && version <= to);
  const absent = migrations.filter(({ version }) => !done.has(version));
  return {
    missing: absent.filter(({ gathers }) => !gathers || !done.has(gathers.to)),
    settled: absent.filter(({ gathers }) => gathers && done.has(gathers.to)),
    unknown: history.filter((version) => !known.has(version) && !isGathered(version)),
    halfWay: gathered.find(
      ({ from, to }) => !done.has(to) && history.some((version) => version >= from && version < to),
    ),
  };
}

/** Why a database that stopped half-way is left as it is, and what to do. */
export function halfWaySentence({ from, to, commit }: Gathers): string {
  return `the database has only a part of the migrations ${from} to ${to}, which were gathered into fewer files since: bring it up to date with commit ${commit}, then with this one`;
}
