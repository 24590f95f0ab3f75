import { type Display, displayAttributes, displayCookies, displayKept, displayOf } from '../kernel/view/display.ts';

const cookies = (): Record<string, string> =>
  Object.fromEntries(
    document.cookie.split('; ').flatMap((each) => {
      const at = each.indexOf('=');
      return at < 0 ? [] : [[each.slice(0, at), each.slice(at + 1)]];
    }),
  );

/** How this browser wants pages to look. */
export const displayNow = (): Display => displayOf(cookies(), navigator.languages.join(','));

/** The server has put it into the page already; where it has not (while developing), here. */
export const showDisplay = (display: Display): void => {
  const wanted = displayAttributes(display);
  const root = document.documentElement;
  for (const name of ['lang', 'data-theme', 'data-size']) {
    const value = wanted[name];
    if (value === undefined) root.removeAttribute(name);
    else root.setAttribute(name, value);
  }
};

/** Keeps a choice for this browser; the public pages read the same one. */
export const chooseDisplay = <K extends keyof Display>(name: K, value: Display[K]): void => {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not there in every browser people have
  document.cookie = `${displayCookies[name]}=${value}; Path=/; Max-Age=${displayKept}; SameSite=Lax${secure}`;
  showDisplay(displayNow());
};
