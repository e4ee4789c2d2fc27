import { SetMetadata } from '@nestjs/common';

/** Who may use a route: anybody, whoever has a key, admins, or admins unless the product is only being tried. */
export type Access = 'anybody' | 'key' | 'admin' | 'admin unless on trial';

export const ACCESS = 'access';

export const Anybody = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS, 'anybody' satisfies Access);

export const AdminOnly = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS, 'admin' satisfies Access);

export const AdminUnlessOnTrial = (): ClassDecorator & MethodDecorator =>
  SetMetadata(ACCESS, 'admin unless on trial' satisfies Access);
