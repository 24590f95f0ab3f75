const patience = 10 * 60_000;
let lastSign = Date.now();

for (const kind of ['pointerdown', 'keydown'])
  globalThis.addEventListener?.(
    kind,
    () => {
      lastSign = Date.now();
    },
    { capture: true, passive: true },
  );

/** Has anybody touched this page lately? A page that is left open asks for nothing more, or its session would never end. */
export const isWatched = (): boolean => Date.now() - lastSign < patience;
