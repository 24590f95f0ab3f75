import { createContext, useContext } from 'react';

/** The matter a form is about, where it is about one: what it offers starts from there. */
export type About = { id: string; unit: string };

const Context = createContext<About | null>(null);

export const AboutMatter = Context.Provider;
export const useAbout = (): About | null => useContext(Context);
