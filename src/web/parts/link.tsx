import { useRouter } from '@tanstack/react-router';
import type { ComponentProps, MouseEvent } from 'react';
import { href } from '../address.ts';

type Props = Omit<ComponentProps<'a'>, 'href'> & { to: string };

/** A link within the agency's pages: an ordinary address that the router follows without loading anew. */
export const Link = ({ to, onClick, children, ...rest }: Props) => {
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    router.history.push(href(to));
  };
  return (
    <a {...rest} href={href(to)} onClick={follow}>
      {children}
    </a>
  );
};
