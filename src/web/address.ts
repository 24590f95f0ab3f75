/**
 * Where this agency's pages stand: `/a/<code>/…` names it, any other path is the host's own agency.
 * Every link and every call to the API goes through here.
 */
const found = /^\/a\/([a-z0-9-]+)(?=\/|$)/i.exec(globalThis.location?.pathname ?? '/');

export const base = found ? found[0] : '';

/** Path within the agency → path within the site. */
export const href = (path: string): string => `${base}${path}`;
