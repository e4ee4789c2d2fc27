import { SetMetadata } from '@nestjs/common';

/** Who may use a route: anybody, whoever has a key (though it be only for reading), admins, or admins unless on trial. */
export type Access = 'anybody' | 'key' | 'key to read' | 'admin' | 'admin unless on trial';

export const ACCESS = 'access';

export const Anybody = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS, 'anybody' satisfies Access);

/** Changes nothing, whatever its method: a key for reading is enough. */
export const ReadsOnly = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS, 'key to read' satisfies Access);

export const AdminOnly = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS, 'admin' satisfies Access);

export const AdminUnlessOnTrial = (): ClassDecorator & MethodDecorator =>
  SetMetadata(ACCESS, 'admin unless on trial' satisfies Access);
