import { SetMetadata } from '@nestjs/common';

/** Who may use a route: anybody, whoever has a key (for writing where something changes, for reading, or any), or admins unless on trial. */
export type Access = 'anybody' | 'key' | 'key to read' | 'any key' | 'admin' | 'admin unless on trial';

export const ACCESS = 'access';

export const Anybody = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS, 'anybody' satisfies Access);

/** Changes nothing, whatever its method: a key for reading is enough. */
export const ReadsOnly = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS, 'key to read' satisfies Access);

/** What a key may do there is decided further in, by what is asked. */
export const AnyKey = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS, 'any key' satisfies Access);

export const AdminUnlessOnTrial = (): ClassDecorator & MethodDecorator =>
  SetMetadata(ACCESS, 'admin unless on trial' satisfies Access);
