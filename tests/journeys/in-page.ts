/**
 * What runs inside the page. Each function is sent there as text, so it stands alone; the few parts of the browser that
 * they use are described here, since the tests are checked without the browser's own types.
 */
type Box = { left: number; right: number; top: number; bottom: number; width: number; height: number };
type PageElement = {
  tagName: string;
  id: string;
  textContent: string | null;
  dataset: Record<string, string | undefined>;
  parentElement: PageElement | null;
  offsetParent: PageElement | null;
  clientWidth: number;
  scrollWidth: number;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  getBoundingClientRect(): Box;
  getClientRects(): { length: number; [index: number]: Box };
  checkVisibility(how: { visibilityProperty: boolean }): boolean;
  contains(other: PageElement | null): boolean;
  scrollIntoView(how: { block: string; inline: string; behavior: string }): void;
  closest(selector: string): PageElement | null;
  matches(selector: string): boolean;
  querySelectorAll(selector: string): Iterable<PageElement>;
};
declare const document: {
  activeElement: PageElement | null;
  documentElement: PageElement;
  scrollingElement: PageElement | null;
  body: PageElement & {
    insertAdjacentHTML(where: string, markup: string): void;
    lastElementChild: { style: Record<string, string> } | null;
  };
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  elementFromPoint(x: number, y: number): PageElement | null;
  createTreeWalker(root: PageElement, show: number): { nextNode(): TextNode | null };
};
type TextNode = { data: string; parentElement: PageElement | null };
declare const requestAnimationFrame: (then: () => void) => void;
declare const innerWidth: number;
declare const innerHeight: number;
declare const getComputedStyle: (element: PageElement) => Record<string, string>;
declare const getSelection: () => {
  setBaseAndExtent(from: TextNode, at: number, to: TextNode, end: number): void;
};

/** What is lit in the source of a report: where it begins there, and its words. */
export const litInSource = (): { start: number; text: string }[] =>
  [...document.querySelectorAll('#source-text mark.on')].map((mark) => ({
    start: Number(mark.dataset.start),
    text: mark.textContent ?? '',
  }));

/** Has this element the focus? */
export const hasFocus = (element: unknown): boolean => element === document.activeElement;

/** What is wrong with the focus as an eye follows it: no ring, out of view, or something lies over it. */
export const focusFaults = (): string[] => {
  const element = document.activeElement;
  if (!element || element === document.body) return ['nothing has the focus'];
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const faults: string[] = [];
  const ringed = style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && style.outlineWidth !== '0px');
  if (!ringed) faults.push('no ring');
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) faults.push('out of view');
  else {
    const above = document.elementFromPoint(x, y);
    if (above && !element.contains(above) && !above.contains(element))
      faults.push(`covered by ${above.tagName.toLowerCase()}.${above.getAttribute('class') ?? ''}`);
  }
  return faults;
};

/** How far the page is wider than the window was opened, in px; a phone would zoom out to hide it. */
export const sideways = (width: number): number =>
  Math.max(0, innerWidth - width, (document.scrollingElement?.scrollWidth ?? 0) - width);

/** Controls of the page that can be seen, smaller than `least` px in a direction, with their size. */
export const smallTargets = (least: number): string[] => {
  // What stands within running text keeps the height of its line (WCAG 2.5.5, inline); actions of a page do not.
  const actions = 'button, input:not([type=hidden]), select, textarea, summary, [role=option], a.btn, a.it, nav a';
  return [...document.querySelectorAll(actions)]
    .filter((each) => {
      const style = getComputedStyle(each);
      return !each.closest('.doc') && each.checkVisibility({ visibilityProperty: true }) && style.clipPath === 'none';
    })
    .flatMap((each) => {
      // A tick may be pressed on its whole row: the label it stands in counts.
      const row = each.matches('[type=checkbox]') ? each.closest('.fld, label') : null;
      const { width, height } = (row ?? each).getBoundingClientRect();
      if (Math.round(width) >= least && Math.round(height) >= least) return [];
      const name = each.getAttribute('aria-label') ?? (each.textContent?.trim().slice(0, 24) || each.id.slice(-24));
      return [`${each.tagName.toLowerCase()} “${name}” ${Math.round(width)}×${Math.round(height)}`];
    });
};

/** Controls that are cut off: beyond the window, cut by a box that cannot be scrolled, or with words wider than themselves. */
export const clippedControls = (): string[] => {
  const faults: string[] = [];
  for (const each of document.querySelectorAll('button, a[href], input, select, textarea, summary')) {
    const style = getComputedStyle(each);
    const box = each.getBoundingClientRect();
    if (!each.checkVisibility({ visibilityProperty: true }) || style.clipPath !== 'none') continue;
    // The way past the navigation waits above the page until it has the focus.
    if (each.matches('.skip')) continue;
    const name = `${each.tagName.toLowerCase()} “${(each.getAttribute('aria-label') ?? each.textContent ?? '').trim().slice(0, 24)}”`;
    if (each.matches('button, .btn') && each.scrollWidth > each.clientWidth + 1)
      faults.push(`${name}: words wider than itself`);
    let scrolls = false;
    for (let around = each.parentElement; around && around !== document.body; around = around.parentElement) {
      const outer = getComputedStyle(around);
      if (outer.position === 'fixed') break;
      const edge = around.getBoundingClientRect();
      if (/auto|scroll/.test(outer.overflowX ?? '')) scrolls = true;
      const cut = outer.overflowX === 'hidden' || outer.overflowX === 'clip';
      if (cut && !scrolls && (box.left < edge.left - 1 || box.right > edge.right + 1))
        faults.push(`${name}: cut by ${around.tagName.toLowerCase()}.${around.getAttribute('class') ?? ''}`);
    }
    if (!scrolls && (box.left < -1 || box.right > innerWidth + 1)) faults.push(`${name}: beyond the window`);
  }
  return faults;
};

/** Controls that something else lies over even when they are scrolled to the middle of the window. */
export const coveredControls = (): string[] => {
  // A list that somebody has opened lies over the rest for as long as it is open.
  if (document.querySelector('[role=listbox]:not([hidden])')) return [];
  const root = document.querySelector('dialog[open]') ?? document.documentElement;
  return [...root.querySelectorAll('button, a[href], input, select, textarea, summary')].flatMap((each) => {
    const style = getComputedStyle(each);
    if (!each.checkVisibility({ visibilityProperty: true }) || style.clipPath !== 'none') return [];
    if (each.matches('.skip')) return [];
    each.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = each.getClientRects()[0] ?? each.getBoundingClientRect();
    const above = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (above && (each.contains(above) || above.closest('label')?.contains(each))) return [];
    const name = (each.getAttribute('aria-label') ?? each.textContent ?? '').trim().slice(0, 24) || each.id.slice(-24);
    const by = above
      ? `${above.tagName.toLowerCase()}.${above.getAttribute('class') ?? ''}`
      : 'nothing: out of the window';
    return [`${each.tagName.toLowerCase()} “${name}” lies under ${by}`];
  });
};

/** Keys that stand where words should: a text was asked for before it was there, or nobody wrote it. */
export const rawKeys = (): string[] =>
  [...document.querySelectorAll('body *')].flatMap((each) => {
    const text = each.textContent?.trim() ?? '';
    if (!/^[a-z][A-Za-z]+(\.[A-Za-z][A-Za-z0-9]*)+$/.test(text) || each.closest('code, pre, .doc, input')) return [];
    return [...each.querySelectorAll('*')].length > 0 ? [] : [`the key “${text}” stands for a word`];
  });

/** Every piece of words of the page, as it stands between two marks. */
export const wordsShown = (): string[] => {
  const words = new Set<string>();
  const walk = document.createTreeWalker(document.documentElement, 4);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    // A paper is Chinese in every language, and says so.
    if (
      node.parentElement?.checkVisibility({ visibilityProperty: true }) &&
      !node.parentElement.closest('body [lang^=zh]')
    )
      words.add(node.data.trim());
  return [...words];
};

/** Waits until the page has drawn itself for the window it now has. */
export const drawn = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** Size of the type, as a choice sets it. */
export const setSize = (size: string | null): void => {
  if (size === null) document.documentElement.removeAttribute('data-size');
  else document.documentElement.setAttribute('data-size', size);
};

/** Faults of every kind, for the proof that they are found. Styles by script, which the policy allows to the page itself. */
export const plant = (): void => {
  const add = (markup: string, style: Record<string, string>) => {
    document.body.insertAdjacentHTML('beforeend', markup);
    const made = document.body.lastElementChild;
    if (made) Object.assign(made.style, style);
  };
  add('<img alt="" src="https://elsewhere.invalid/x.png">', {});
  add('<input class="bare">', { width: '20px', height: '20px', boxShadow: 'none', outline: 'none' });
  add('<p>faint</p>', { color: '#cccccc', background: '#ffffff' });
  add('<div><button type="button">cut</button></div>', { width: '10px', overflow: 'hidden', whiteSpace: 'nowrap' });
  add('<div></div>', { width: '3000px', height: '1px' });
  add('<div class="veil"></div>', { position: 'fixed', inset: '0', zIndex: '99' });
};

/** Selects words of the source text, as the handles of a phone's selection do. */
export const selectWords = (words: string): boolean => {
  const source = document.querySelector('#source-text');
  if (!source) return false;
  const walk = document.createTreeWalker(source, 4);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0 || !node.parentElement?.closest('[data-start]')) continue;
    getSelection().setBaseAndExtent(node, at, node, at + words.length);
    return true;
  }
  return false;
};
