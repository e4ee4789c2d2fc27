/** The product's version, the same as package.json's. */
export const VERSION = '0.1.0';

/** Written in by whoever bundles the product; in the source there is no such name. */
declare const FLRTS_BUILD: string | undefined;

/** Which build of the version this is: a commit's hash, or `source` when nothing was bundled. */
export const BUILD = typeof FLRTS_BUILD === 'string' ? FLRTS_BUILD : 'source';
