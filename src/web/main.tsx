import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { WordsProvider } from '#ui/words-context.tsx';
import '#ui/theme.css';
import '#ui/kit.css';
import { ApiError } from './api/client.ts';
import { makeRouter } from './router.tsx';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (times, failure) => times < 2 && failure instanceof ApiError && failure.code === 'unreachable',
      staleTime: 10_000,
    },
  },
});

const router = makeRouter(client);
const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <WordsProvider>
        <RouterProvider router={router} />
      </WordsProvider>
    </QueryClientProvider>
  </StrictMode>,
);
