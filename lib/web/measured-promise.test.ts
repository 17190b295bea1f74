import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { TimeItTakes } from '@/components/home-sections';
import { connectTimes } from '../data/connect-times';
import { owner, withOwnDatabase } from '../data/owned.test-data';
import { bucketOf } from '../domain/support/percentile';
import { measuredPromise } from './measured-promise';

withOwnDatabase();
afterEach(() => vi.useRealTimers());

const measured = (flow: { daysAgo: number; key: string; minutes: number; count: number }) =>
  owner().query(
    `INSERT INTO support_daily (day, kind, key, bucket, count) VALUES ((now() AT TIME ZONE 'UTC')::date - $1::int, 'time', $2, $3, $4)`,
    [flow.daysAgo, flow.key, bucketOf(flow.minutes * 60_000), flow.count],
  );

test('the figure is of the last 90 days and of whole connections, and is asked for once in ten minutes', async () => {
  await measured({ daysAgo: 90, key: 'all', minutes: 300, count: 1000 });
  await measured({ daysAgo: 1, key: 'approve', minutes: 200, count: 1000 });
  await connectTimes(); // the first connection may take longer than a visitor waits
  expect(await measuredPromise()).toBeNull();
  await measured({ daysAgo: 89, key: 'all', minutes: 3, count: 60 });
  await measured({ daysAgo: 0, key: 'all', minutes: 5, count: 20 });
  expect(await measuredPromise()).toBeNull();
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.advanceTimersByTime(700_000);
  expect(await measuredPromise()).toBe('6 minutes');
});

test('the page says it only where there is one', () => {
  expect(renderToStaticMarkup(TimeItTakes({ promise: '6 minutes' }))).toContain('within <b>6 minutes</b> of accepting the plan');
  expect(TimeItTakes({ promise: null })).toBeNull();
});
