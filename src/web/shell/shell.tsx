import { Outlet } from '@tanstack/react-router';
import { Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { call, goOn, leaveOff, statusOf } from '../api/client.ts';
import { nowIs, useMe } from '../api/queries.ts';
import { dropDrafts } from '../form/draft.ts';
import { Live } from '../notices/live.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { bringPages } from '../parts/lazy-page.ts';
import { lazyPart } from '../parts/lazy-part.ts';
import { useAddress, useGo } from '../parts/navigate.ts';
import { SayProvider, useSay } from '../parts/say.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Bar, Dock } from './bar.tsx';
import { Boundary } from './boundary.tsx';
import { LineNote } from './line-note.tsx';

/** Most people come with a session. */
const SignInPage = lazyPart(async () => (await import('../pages/sign-in-page.tsx')).SignInPage);

const Frame = () => {
  const { t } = useTranslation();
  const say = useSay();
  const { data: me, error, refetch } = useMe();
  const { path } = useAddress();
  const go = useGo();
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  const wasIn = useRef(false);
  // A new page begins at its beginning, for keys and screen readers as for eyes; before anybody can press a key on it.
  useLayoutEffect(() => {
    if (before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  // The pages of the one before are gone: from here on questions are asked again.
  useLayoutEffect(() => {
    if (me === null) goOn();
  }, [me]);
  const isIn = me !== undefined && me !== null;
  useEffect(() => {
    if (isIn) bringPages();
  }, [isIn]);
  if (error && me === undefined)
    return <FailureNote error={error} what={t('failure.start')} onRetry={() => void refetch()} />;
  if (me === undefined) return <Skeleton />;
  // Nobody left by hand: the session ended under somebody who was at work.
  if (me === null)
    return (
      <Suspense fallback={<Skeleton />}>
        <SignInPage isEnded={wasIn.current} />
      </Suspense>
    );
  wasIn.current = true;
  const signOut = async () => {
    leaveOff();
    try {
      await call('/session', { method: 'DELETE' });
    } catch (failed) {
      if (statusOf(failed) !== 401) {
        goOn();
        return say(t('signOutFailed'));
      }
    }
    dropDrafts();
    wasIn.current = false;
    nowIs(null);
    // Whoever comes next begins at the desk: the page of the one before may not even be theirs to see.
    go('/', 'replace');
  };
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <Bar me={me} onSignOut={() => void signOut()} />
      <LineNote />
      <main id="main" tabIndex={-1} ref={main}>
        <Boundary key={path}>
          <Outlet />
        </Boundary>
      </main>
      <nav className="dock" aria-label={t('nav.bottom')}>
        <Dock />
      </nav>
      <Live />
    </>
  );
};

export const Shell = () => (
  <SayProvider>
    <Frame />
  </SayProvider>
);
