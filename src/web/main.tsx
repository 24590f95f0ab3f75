import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { client } from './api/queries.ts';
import { displayNow, showDisplay } from './display.ts';
import { makeRouter } from './shell/router.tsx';
import { firstTexts } from './texts/catalogues.ts';
import { startTexts } from './texts/i18n.ts';
import './tokens.css';
import './parts.css';
import './shell/shell.css';
import './form/form.css';

const display = displayNow();
showDisplay(display);
await startTexts([await firstTexts(display.language)], display.language);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={makeRouter()} />
    </QueryClientProvider>
  </StrictMode>,
);
