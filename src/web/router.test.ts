import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { paths } from './paths.ts';
import { makeRouter } from './router.tsx';

test('every page of the router stands in the list that axe goes through, and the other way round', () => {
  const { routesByPath } = makeRouter(new QueryClient());
  expect(Object.keys(routesByPath).sort()).toEqual(Object.values(paths).sort());
});
