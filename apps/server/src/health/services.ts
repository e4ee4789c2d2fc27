/** Anything behind a port: what it is, and whether it answers. */
export interface Service {
  readonly adapter: string;
  /** Throws when it does not answer. */
  ping(): Promise<void>;
}

/** The services the product can do without for a while, by the names of their ports. */
export class Services {
  constructor(readonly named: Readonly<Record<string, Service>>) {}
}
