/** The parts of a database address that may be shown; the password is not among them. */
export type DatabaseAddress = { user: string; where: string; database: string };

/** Reads `postgres://user:password@host:port/database`, also with a socket folder as host; undefined when it is none. */
export const readDatabaseUrl = (text: string): DatabaseAddress | undefined => {
  // `user@/database` (a local socket) is common for PostgreSQL and no URL for the standard.
  const whole = text.replace(/^(postgres(?:ql)?:\/\/[^/?#]*@)\//, '$1local/');
  if (!/^postgres(ql)?:\/\//.test(whole) || !URL.canParse(whole)) return undefined;
  const { hostname, port, pathname, username, searchParams } = new URL(whole);
  try {
    const host = searchParams.get('host') ?? decodeURIComponent(hostname);
    return {
      user: decodeURIComponent(username) || (searchParams.get('user') ?? ''),
      where: `${host || 'local'}${port ? `:${port}` : ''}`,
      database: decodeURIComponent(pathname.slice(1)),
    };
  } catch {
    return undefined;
  }
};
