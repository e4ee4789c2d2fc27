import { Injectable } from '@nestjs/common';
import { type Founding, People } from './people.ts';

const NAME = 'FLRTS';
const FIRST_ADMIN = 'Admin';

/** The one organisation of this deployment, and its first admin; made at the first use. */
@Injectable()
export class Organisation {
  #founding: Promise<Founding> | undefined;

  constructor(private readonly people: People) {}

  /** Throws `UnavailableError`; asked again after a failure, it tries again. */
  founding(): Promise<Founding> {
    this.#founding ??= this.people.found(NAME, FIRST_ADMIN).catch((error: unknown) => {
      this.#founding = undefined;
      throw error;
    });
    return this.#founding;
  }

  async id(): Promise<string> {
    return (await this.founding()).organisationId;
  }
}
