import { test } from 'vitest';
import { expectReadOrRefused } from './mutate.ts';

test('scenarios changed at random are read or refused, never thrown at', () => {
  expectReadOrRefused(3000);
});
