import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What a forged or broken provider puts into an identity token instead of the truth. */
type Forgery = Partial<Record<'aud' | 'nonce' | 'iss' | 'exp', unknown>> | 'otherKey' | null;

/** A real OpenID provider on this machine, which can be told to lie, to change its keys and to be down. */
export type TestProvider = {
  issuer: string;
  forge(forgery: Forgery): void;
  /** Signs with a new key from now on. */
  rotate(): Promise<void>;
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
};

type Key = { id: string; privateKey: KeyObject };
const newKey = (): Key => ({
  id: randomUUID(),
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const resigned = (token: string, { id, privateKey }: Key, claims: object): string => {
  const [, body = ''] = token.split('.');
  const text = `${part({ alg: 'RS256', kid: id, typ: 'JWT' })}.${part({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), ...claims })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
};

/** People by the name they sign in with at the provider. */
const claimsOf = (sub: string) => ({
  sub,
  preferred_username: sub,
  email: `${sub}@id.example`,
  email_verified: !sub.startsWith('unverified'),
});

export const openProvider = async (client: { id: string; secret: string; redirect: string }): Promise<TestProvider> => {
  let forgery: Forgery = null;
  let key = newKey();
  let port = 0;
  let server: Server | null = null;
  const listen = async () => {
    const issuer = `http://127.0.0.1:${port}`;
    const provider = new Provider(issuer, {
      clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirect] }],
      jwks: { keys: [{ ...key.privateKey.export({ format: 'jwk' }), kid: key.id, alg: 'RS256', use: 'sig' } as never] },
      cookies: { keys: ['a test has no secrets'] },
      conformIdTokenClaims: false,
      claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
      findAccount: async (_context, sub) => ({ accountId: sub, claims: async () => claimsOf(sub) }),
      features: { devInteractions: { enabled: true } },
    });
    provider.use(async (context, next) => {
      await next();
      const body = context.body as { id_token?: string } | undefined;
      if (context.path !== '/token' || !body?.id_token || forgery === null) return;
      const [by, claims] = forgery === 'otherKey' ? [{ ...newKey(), id: key.id }, {}] : [key, forgery];
      context.body = { ...body, id_token: resigned(body.id_token, by, claims) };
    });
    const made = createServer(provider.callback());
    await new Promise<void>((resolve) => made.listen(port, '127.0.0.1', resolve));
    server = made;
  };
  const close = async () => {
    const closing = server;
    server = null;
    closing?.closeAllConnections();
    await new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()));
  };
  // The issuer stands in every token: the port is known before the provider is made.
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  port = (probe.address() as AddressInfo).port;
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  await listen();
  return {
    issuer: `http://127.0.0.1:${port}`,
    forge: (next) => {
      forgery = next;
    },
    rotate: async () => {
      await close();
      key = newKey();
      await listen();
    },
    down: close,
    up: listen,
    stop: close,
  };
};

/** A browser that follows links and fills in the provider's own pages, keeping cookies for each site. */
export const browse = () => {
  const jars = new Map<string, Map<string, string>>();
  const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { host } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), cookie },
    });
    for (const each of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  /** Follows redirects, signs in as `login` where the provider asks, and stops at the first address `until` says. */
  const follow = async (from: string, login: string, until: (url: URL) => boolean): Promise<URL> => {
    let url = new URL(from);
    let response = await ask(url.href);
    for (let hop = 0; hop < 20; hop++) {
      const to = response.headers.get('location');
      if (to !== null) {
        url = new URL(to, url);
        if (until(url)) return url;
        response = await ask(url.href);
        continue;
      }
      const page = await response.text();
      const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
      const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
      if (!action || !prompt) throw new Error(`${url.href}: ${response.status} ${page.slice(0, 400)}`);
      const body = new URLSearchParams({ prompt, login, password: 'any' });
      response = await ask(new URL(action, url).href, { method: 'POST', body });
    }
    throw new Error(`no end of redirects at ${url.href}`);
  };
  return { ask, follow, jar: (host: string) => jars.get(host) ?? new Map<string, string>() };
};
