import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

type Props = { isLoading: boolean; onMore: () => void; scroller: RefObject<HTMLElement | null> };

/** The end of what is loaded: seen, it asks for more by itself; pressed, it does so too. */
export const MoreRows = ({ isLoading, onMore, scroller }: Props) => {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    const element = button.current;
    if (!element || isLoading) return;
    const scrolls = scroller.current && getComputedStyle(scroller.current).overflowY !== 'visible';
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), {
      root: scrolls ? scroller.current : null,
      rootMargin: '600px',
    });
    seen.observe(element);
    return () => seen.disconnect();
  }, [isLoading, scroller]);
  return (
    <p className="more-rows">
      <button type="button" className="btn" ref={button} onClick={onMore}>
        {isLoading ? t('loading') : t('showMore')}
      </button>
    </p>
  );
};
