import { expect, test } from 'vitest';
import { connectionData } from '../../data/connections';
import { owner, withOwnDatabase } from '../../data/owned.test-data';
import { StoreError } from '../../store/store';
import { scripted } from '../advance.test-support';
import { workOn } from './round';
import { type SealedConnection, sealedConnection } from './sealed.test-support';

withOwnDatabase();

const supportCase = async (key: SealedConnection) =>
  (await owner().query('SELECT tab, cause, turns_at, turns_to FROM support_cases WHERE connection_id = $1', [key.id])).rows[0];

test('a key that the store does not take stands before support as waiting until the alarm, whatever is tried meanwhile, and needs us from then on', async () => {
  const script = scripted();
  const pass = (seconds: number) => {
    script.now = new Date(script.now.getTime() + seconds * 1000);
  };
  const key = await sealedConnection();
  const sealedAt = (await connectionData.load(key))?.credentials.at(-1)?.sealedAt?.getTime() ?? 0;
  script.before = () => {
    throw new StoreError('unavailable');
  };
  for (let tries = 0; tries < 4; tries += 1) {
    await workOn(script.ports, key);
    expect(await supportCase(key)).toMatchObject({ tab: 'waiting', cause: 'delivery', turns_to: 'needs-us' });
    expect((await supportCase(key)).turns_at).toEqual(new Date(sealedAt + 15 * 60_000));
    pass(60);
  }
  pass(12 * 60);
  for (let tries = 0; tries < 3; tries += 1) {
    await workOn(script.ports, key);
    expect(await supportCase(key)).toMatchObject({ tab: 'needs-us', cause: 'delivery', turns_at: null });
    pass(301);
  }
  script.before = () => undefined;
  await workOn(script.ports, key);
  expect(await supportCase(key)).toMatchObject({ tab: 'healthy', cause: null });
});
