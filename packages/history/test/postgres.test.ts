import { expect, onTestFinished, test } from 'vitest';

import { openPostgresHistory } from '../src/postgres/index.ts';
import { describePostgres } from './support/histories.ts';
import { usageRow } from './support/rows.ts';

describePostgres('the schema in Postgres', (connect) => {
  function freshPool() {
    const pool = connect();
    onTestFinished(() => pool.end());
    return pool;
  }

  test('is created once by programs that start at the same time', async () => {
    const pool = freshPool();
    await Promise.all([1, 2, 3, 4].map(() => openPostgresHistory(pool)));
    const { rows } = await pool.query('select version from licenses_usage.schema_version');
    expect(rows).toEqual([{ version: 1 }]);
  });

  test('is refused when a later version has changed it, and left unchanged', async () => {
    const pool = freshPool();
    await openPostgresHistory(pool);
    await pool.query('update licenses_usage.schema_version set version = 99');
    await expect(openPostgresHistory(pool)).rejects.toMatchObject({
      code: 'newer-format',
      message: expect.stringContaining('Update @licenses-usage/history'),
    });
    expect((await pool.query('select version from licenses_usage.schema_version')).rows[0]?.version).toBe(99);
    await pool.query('update licenses_usage.schema_version set version = 1');
  });

  test('keeps one complete snapshot of two concurrent recorders', async () => {
    const pool = freshPool();
    const history = await openPostgresHistory(pool);
    const rows = Array.from({ length: 500 }, (_, index) => usageRow({ customerTenantId: `${index}` }));
    await Promise.all(
      [1, 2].map(() => history.recordRows([rows], { existing: 'replace', partner: 'twice' })),
    );
    const found = (await history.verify()).filter(({ snapshot }) => snapshot?.partner === 'twice');
    expect(found.map(({ snapshot, fault }) => [snapshot?.rows, fault])).toEqual([[500, undefined]]);
    const { rows: facts } = await pool.query(
      `select count(*)::int as rows from licenses_usage.usage where partner = 'twice'`,
    );
    expect(facts).toEqual([{ rows: 500 }]);
  });

  test('lets a user with usage rights record, and one with only select read', async () => {
    const pool = freshPool();
    await openPostgresHistory(pool);
    await pool.query(`create role recorder; create role reader;
      grant usage on schema licenses_usage to recorder, reader;
      grant select, insert, delete on all tables in schema licenses_usage to recorder;
      grant usage on all sequences in schema licenses_usage to recorder;
      grant select on all tables in schema licenses_usage to reader`);
    const as = (role: string) => {
      const own = connect();
      own.options.options = `-c role=${role}`;
      onTestFinished(() => own.end());
      return openPostgresHistory(own);
    };
    const recorder = await as('recorder');
    await recorder.recordRows([[usageRow()]], { partner: 'least' });
    await recorder.recordRows([[usageRow({ licensesActive: 7 })]], { partner: 'least', existing: 'replace' });
    const reader = await as('reader');
    expect((await reader.trend({ where: { partner: 'least' } })).map(({ active }) => active)).toEqual([7]);
    await expect(reader.recordRows([[usageRow()]], { existing: 'replace' })).rejects.toThrow('permission');
  });
});
