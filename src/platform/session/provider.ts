import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client';

export type ProviderClient = { issuer: string; clientId: string; secret: string | null };
export type Attempt = { state: string; nonce: string; verifier: string };
/** Who the provider says it is. */
export type Claims = { subject: string; preferredUsername: string | null; email: string | null };

const seconds = 10;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An issuer is an https address without query; plain http only on this machine itself, for trying out. */
export const isIssuer = (text: string): boolean => {
  const url = URL.parse(text);
  if (url === null || url.search !== '' || url.hash !== '' || url.username !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
};

/**
 * Asked anew at each sign-in: keys that the provider changed and addresses that it moved are known at once, and one that
 * is down is noticed before anybody is sent there.
 */
const configured = async ({ issuer, clientId, secret }: ProviderClient): Promise<Configuration> => {
  const url = new URL(issuer);
  const plain = url.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {};
  const found = await discovery(url, clientId, undefined, None(), { timeout: seconds, ...plain });
  const server = found.serverMetadata();
  // Basic is what a provider takes that says nothing.
  const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const authentication =
    secret === null
      ? None()
      : ways.includes('client_secret_basic')
        ? ClientSecretBasic(secret)
        : ClientSecretPost(secret);
  const made = new Configuration(server, clientId, undefined, authentication);
  made.timeout = seconds;
  if (url.protocol === 'http:') allowInsecureRequests(made);
  // The signature is checked too, although the token comes straight from the provider.
  enableNonRepudiationChecks(made);
  return made;
};

/** The address to send the browser to: authorization code with PKCE, state and nonce. */
export const addressAt = async (
  client: ProviderClient,
  { state, nonce, verifier }: Attempt,
  redirect: string,
): Promise<URL> =>
  buildAuthorizationUrl(await configured(client), {
    redirect_uri: redirect,
    scope: 'openid profile email',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });

/** Trades the code for the provider's word; throws whatever is wrong with state, nonce, issuer, audience, time or signature. */
export const claimsFrom = async (client: ProviderClient, attempt: Attempt, address: URL): Promise<Claims> => {
  const tokens = await authorizationCodeGrant(await configured(client), address, {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error('the provider sent no identity token');
  const words = (name: string): string | null => {
    const value = claims[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    subject: claims.sub,
    preferredUsername: words('preferred_username'),
    email: claims.email_verified === true ? words('email') : null,
  };
};
