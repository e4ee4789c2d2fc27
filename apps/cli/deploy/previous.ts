import { Stop } from '../cli.ts';
import type { Configuration, ContainerApp, Deployed } from './account.cloudflare.ts';

/** What a roll-back goes back to. */
export interface Previous {
  readonly versionId: string;
  readonly build: string;
  /** Undefined when the image is the same. */
  readonly configuration: Configuration | undefined;
}

/**
 * The build that was in front before the present one came, or the one asked for. A roll-back puts an old version in front
 * again: from there it goes further back, not to what was wrong.
 */
export function previous(
  deployed: readonly Deployed[],
  app: ContainerApp | undefined,
  to: string | undefined,
): Previous {
  const present = deployed.find(({ build }) => build !== undefined);
  const came = deployed.findLastIndex(({ versionId }) => versionId === present?.versionId);
  const found = to
    ? deployed.find(({ build }) => build === to)
    : deployed.slice(came + 1).find(({ build }) => build !== undefined && build !== present?.build);
  if (!found?.build) {
    const known = [...new Set(deployed.flatMap(({ build }) => build ?? []))].join(', ') || 'none';
    throw new Stop(`There is nothing to go back to: Cloudflare knows of these builds: ${known}`);
  }
  const { versionId, build } = found;
  return { versionId, build, configuration: app && imageOf({ versionId, build }, app) };
}

/** Wrangler names images by the Worker's version, we by the build; failing both, the last other image. */
function imageOf(
  { versionId, build }: { versionId: string; build: string },
  app: ContainerApp,
): Configuration | undefined {
  const names = [build, versionId.split('-', 1)[0] ?? ''];
  const named = [app.configuration, ...app.earlier].find(({ image }) =>
    names.some((name) => image.endsWith(`:${name}`)),
  );
  const found = named ?? app.earlier.find(({ image }) => image !== app.configuration.image);
  return found?.image === app.configuration.image ? undefined : found;
}
