import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName } from '../http/request.ts';

/** Scripts cannot read it, other sites do not send it along, and where there is TLS it travels only there. */
const guarded = (request: FastifyRequest) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: request.protocol === 'https',
});

export const setSession = (request: FastifyRequest, reply: FastifyReply, token: string): void => {
  reply.setCookie(cookieName, token, guarded(request));
};

export const clearSession = (reply: FastifyReply): void => {
  reply.clearCookie(cookieName, { path: '/' });
};

export const signOnCookie = 'xn_sign_on';

/** Lax, since the provider sends the browser back by an ordinary link. */
export const setSignOn = (request: FastifyRequest, reply: FastifyReply, handle: string): void => {
  reply.setCookie(signOnCookie, handle, { ...guarded(request), maxAge: 900 });
};
