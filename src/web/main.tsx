import './plain-zod.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { client } from './api/queries.ts';
import { modules } from './modules.ts';
import { makeRouter } from './shell/router.tsx';
import { startTexts } from './texts/i18n.ts';
import { zh } from './texts/zh.ts';
import './tokens.css';
import './parts.css';
import './shell/shell.css';
import './form/form.css';

await startTexts([zh, ...modules.map(({ texts }) => texts)]);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={makeRouter()} />
    </QueryClientProvider>
  </StrictMode>,
);
