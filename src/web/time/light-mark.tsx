import type { Light } from './words.ts';

/** Which of the shapes' looks (parts.css) a light has. */
export const lightLook: Readonly<Record<Light, string>> = {
  none: 'none',
  ok: 'ok',
  near: 'near',
  overPromise: 'promise',
  over: 'over',
  paused: 'hold',
  doneOnTime: 'done',
  doneLate: 'late',
};

/** The shape of a light; colour comes from the class around it, the word stands beside it. */
export const LightMark = ({ light }: { light: Light }) => {
  switch (light) {
    case 'none':
      return null;
    case 'ok':
      return (
        <svg aria-hidden="true" viewBox="0 0 12 12">
          <circle cx="6" cy="6" r="5" fill="currentColor" />
        </svg>
      );
    case 'near':
      return (
        <svg aria-hidden="true" viewBox="0 0 12 12">
          <path d="M6 .8 11.8 11.2H.2Z" fill="currentColor" />
        </svg>
      );
    case 'overPromise':
      return (
        <svg aria-hidden="true" viewBox="0 0 12 12">
          <path d="M6 .2 11.8 6 6 11.8 .2 6Z" fill="currentColor" />
        </svg>
      );
    case 'over':
      return (
        <svg aria-hidden="true" viewBox="0 0 12 12">
          <path d="M1 1h10v10H1z" fill="currentColor" />
        </svg>
      );
    case 'paused':
      return (
        <svg aria-hidden="true" viewBox="0 0 12 12">
          <path d="M2 1h3v10H2zM7 1h3v10H7z" fill="currentColor" />
        </svg>
      );
    case 'doneOnTime':
      return (
        <svg aria-hidden="true" viewBox="0 0 12 12">
          <path d="m1.2 6.4 3.2 3.2L10.8 2.6" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
      );
    case 'doneLate':
      return (
        <svg aria-hidden="true" viewBox="0 0 14 14">
          <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="m3.8 7.2 2.3 2.3 4.2-4.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      );
  }
};
