import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError } from '#core';
import { Settings } from '#config';
import { ACCESS, type Access } from './access.ts';
import { type KeyedRequest, mustBeAdmin } from './caller.ts';
import { KeyRing, secretIn } from './key-ring.ts';

/** Lets a request in if its key may use the route, and remembers whose key it was. */
@Injectable()
export class KeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: KeyRing,
    private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.#accessOf(context);
    if (access === 'anybody') return true;
    const request = context.switchToHttp().getRequest<KeyedRequest>();
    request.caller = await this.keys.callerOf(secretIn(request.headers.authorization));
    if (access === 'admin') mustBeAdmin(request.caller);
    const { scopes } = request.caller.actor;
    if (access === 'any key') return true;
    const needed = access === 'key to read' || /^(?:GET|HEAD)$/.test(request.method) ? 'read' : 'write';
    if (scopes && !scopes.includes(needed)) throw new AppError('forbidden', `This API key lacks the scope "${needed}"`);
    return true;
  }

  #accessOf(context: ExecutionContext): Access {
    const said =
      this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]) ?? 'key';
    if (said !== 'admin unless on trial') return said;
    return this.settings.onTrial ? 'anybody' : 'admin';
  }
}
